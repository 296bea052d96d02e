/**
 * Where a batch outlives its tab: the list and the settings in IndexedDB, originals and results as files. One tab at a time
 * works with it.
 *
 * @import { IDBPDatabase } from "idb"
 * @import { Settings } from "../picture/settings.js"
 * @import { Entry } from "./list.js"
 * @import { Files } from "./files.js"
 * @import { Way } from "./versions.js"
 */

import { FILES, openFiles } from "./files.js";

export const NAME = "mattebox.batch";
const ENTRIES = "entries";
const FACTS = "facts";

/** Milliseconds within which a tab that is just closing lets go of the batch. */
const PATIENCE_MS = 1000;

/** How much room results take, as a multiple of their originals: cut-outs are lossless, the originals mostly are not. */
const RESULT_TO_ORIGINAL = 2;

/**
 * What is known of a batch beside its list.
 *
 * @typedef {{ present: Settings, versions: Way[] }} StoredSettings  together, so that what they share stays the same
 * @typedef {{ settings?: StoredSettings, folder?: FileSystemDirectoryHandle }} Facts
 */

/**
 * Whoever holds the batch keeps other tabs from it until the page goes.
 *
 * @returns {Promise<(() => void) | null>} lets go of it; null: another tab has it
 */
export function claim() {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    const held = () => new Promise((release) => resolve(() => release(undefined)));
    navigator.locks.request(NAME, { signal: AbortSignal.timeout(PATIENCE_MS) }, held).catch(() => resolve(null));
  });
}

/** Of the browser's errors only names are told by all of them. @param {unknown} error */
export const isFull = (error) => error instanceof Error && `${error.name} ${error.message}`.includes("QuotaExceededError");

export class Storage {
  #database;
  #files;

  /** @param {IDBPDatabase} database @param {Files} files */
  constructor(database, files) {
    this.#database = database;
    this.#files = files;
  }

  static async open() {
    const library = new URL("../../vendor/idb.js", import.meta.url).href;
    const { openDB } = /** @type {typeof import("idb")} */ (await import(library));
    const database = await openDB(NAME, 1, {
      upgrade(database) {
        database.createObjectStore(ENTRIES, { keyPath: "id" });
        database.createObjectStore(FACTS);
        database.createObjectStore(FILES);
      },
      blocking: (_, __, event) => /** @type {IDBDatabase} */ (event.target).close(), // all of it is to be removed
    });
    return new Storage(database, await openFiles(database));
  }

  /** @returns {Promise<Entry[]>} in the order in which they came */
  entries() {
    return this.#database.getAll(ENTRIES);
  }

  /** @param {...Entry} entries */
  async keep(...entries) {
    const { store, done } = this.#database.transaction(ENTRIES, "readwrite");
    await Promise.all([...entries.map((entry) => store.put(entry)), done]);
  }

  /** @returns {Promise<Facts>} */
  async facts() {
    const [names, values] = await Promise.all([this.#database.getAllKeys(FACTS), this.#database.getAll(FACTS)]);
    return Object.fromEntries(names.map((name, index) => [name, values[index]]));
  }

  /** @template {keyof Facts} K @param {K} name @param {Facts[K]} value */
  async note(name, value) {
    await this.#database.put(FACTS, value, name);
  }

  /** @param {number} id */
  original(id) {
    return this.#files.get(`original-${id}`);
  }

  /** @param {number} id */
  result(id) {
    return this.#files.get(`result-${id}`);
  }

  /** @param {number} id @param {Blob} file */
  keepOriginal(id, file) {
    return this.#files.put(`original-${id}`, file);
  }

  /** @param {number} id @param {Blob} file */
  keepResult(id, file) {
    return this.#files.put(`result-${id}`, file);
  }

  /** The picture and all that came of it. @param {number} id */
  async remove(id) {
    await this.#database.delete(ENTRIES, id);
    await Promise.all([this.#files.delete(`original-${id}`), this.#files.delete(`result-${id}`)]);
  }

  async clear() {
    await Promise.all([ENTRIES, FACTS].map((store) => this.#database.clear(store)));
    await this.#files.clear();
  }

  /**
   * How many of these pictures there is room for, with what will come of them.
   *
   * @param {number[]} sizes  in bytes, in order
   * @param {number} awaited  bytes of pictures here that have no result yet
   * @returns {Promise<{fit: number, needed: number, free: number}>}  bytes; where the browser does not tell, all fit
   */
  async room(sizes, awaited) {
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const free = Math.max(0, quota - usage);
    let needed = awaited * RESULT_TO_ORIGINAL;
    let fit = 0;
    for (const size of sizes) {
      needed += size * (1 + RESULT_TO_ORIGINAL);
      if (needed <= free) fit++;
    }
    return { fit, needed, free };
  }

  /** Asks the browser not to clear it away by itself when the disk is full. */
  persist() {
    return navigator.storage?.persist?.() ?? Promise.resolve(false);
  }
}
