/** A picture's file, of which nothing is read twice but by the browser's own codecs. */

import { SNIFF_BYTES } from "./sniff.js";

export class Source {
  /** @type {Promise<ArrayBuffer> | null} */
  #head = null;
  /** @type {Promise<ArrayBuffer> | null} */
  #bytes = null;

  /** @param {Blob} file */
  constructor(file) {
    this.file = file;
  }

  /** Its first bytes, for `sniff`. */
  head() {
    return (this.#head ??= this.file.slice(0, SNIFF_BYTES).arrayBuffer());
  }

  /** All of them. */
  bytes() {
    return (this.#bytes ??= this.file.size <= SNIFF_BYTES ? this.head() : this.file.arrayBuffer());
  }
}
