/**
 * A folder of the person's own, into which results are written.
 *
 * @import { Entry } from "./list.js"
 */

import { fileWorker } from "./files.js";

export class OutputFolder {
  #root;

  /** @param {FileSystemDirectoryHandle} root  that may be written to */
  constructor(root) {
    this.#root = root;
  }

  get name() {
    return this.#root.name;
  }

  /**
   * Writes a picture's result, or takes away what was written of it.
   *
   * @param {Entry} entry  remembers what was written
   * @param {string} path
   * @param {Blob | null} result  null: it is not wanted
   * @returns {Promise<boolean>} whether there was anything to do
   */
  async update(entry, path, result) {
    const root = this.#root;
    if (result) await fileWorker().ask("write", { root, path, file: result });
    else if (entry.written) await fileWorker().ask("remove", { root, path: entry.written });
    else return false;
    entry.written = result && path;
    return true;
  }
}
