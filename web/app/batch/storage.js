/**
 * Where a batch outlives its tab: the list and the settings in IndexedDB, originals and results as files. One tab at a time
 * works with it. Where the browser stores nothing, it is all in memory and ends with the tab.
 *
 * @import { IDBPDatabase } from "idb"
 * @import { Settings } from "../picture/settings.js"
 * @import { Entry } from "./list.js"
 * @import { Files } from "./files.js"
 * @import { Way } from "./versions.js"
 */

import { hold } from "../../engine/index.js";
import { FILES, openFiles, startFileWorker } from "./files.js";
import { memoryDatabase, memoryFiles } from "./memory.js";

export const NAME = "mattebox.batch";
const ENTRIES = "entries";
const FACTS = "facts";

/** How much room results take, as a multiple of their originals: cut-outs are lossless, the originals mostly are not. */
const RESULT_TO_ORIGINAL = 2;

/**
 * What is known of a batch beside its list.
 *
 * @typedef {{ present: Settings, versions: Way[] }} StoredSettings  together, so that what they share stays the same
 * @typedef {{ settings?: StoredSettings, folder?: FileSystemDirectoryHandle }} Facts
 */

/** That opens databases. @returns {Promise<typeof import("idb")>} */
export const loadLibrary = () => import(new URL("../../vendor/idb.js", import.meta.url).href);

/** All that storage takes from the site. Rejects if that is not to be had. */
export const load = () => Promise.all([loadLibrary(), startFileWorker()]);

/**
 * Whoever holds the batch keeps other tabs from it until the page goes.
 *
 * @returns {Promise<(() => void) | null>} lets go of it; null: another tab has it
 */
export const claim = async () => (await hold(NAME))?.release ?? null;

/** Of the browser's errors only names are told by all of them. @param {unknown} error @param {string} name */
const isOf = (error, name) => error instanceof Error && `${error.name} ${error.message}`.includes(name);

/** @param {unknown} error */
export const isFull = (error) => isOf(error, "QuotaExceededError");

/** One file. @param {unknown} error */
const isMissing = (error) => isOf(error, "NotFoundError");

/** All that was stored is gone, or the way to it: the person has had the browser clear it, or the disk fails. */
export class StorageLost extends Error {
  name = "StorageLost";
}

export class Storage {
  #database;
  #files;
  /** It outlives the tab. */
  lasting;
  /** It is gone. */
  onLost = () => {};
  #lost = false;

  /** @param {IDBPDatabase} database @param {Files} files @param {boolean} lasting */
  constructor(database, files, lasting) {
    this.#database = database;
    this.#files = files;
    this.lasting = lasting;
  }

  static async open() {
    const { openDB } = await loadLibrary();
    const database = await openDB(NAME, 1, {
      upgrade(database) {
        database.createObjectStore(ENTRIES, { keyPath: "id" });
        database.createObjectStore(FACTS);
        database.createObjectStore(FILES);
      },
      blocking: (_, __, event) => /** @type {IDBDatabase} */ (event.target).close(), // all of it is to be removed
    });
    return new Storage(database, await openFiles(database), true);
  }

  static inMemory() {
    return new Storage(memoryDatabase([ENTRIES, FACTS]), memoryFiles(), false);
  }

  /**
   * The one place where the browser's storage may fail.
   *
   * @template T
   * @param {() => Promise<T>} use
   * @returns {Promise<T>}
   */
  async #use(use) {
    try {
      return await use();
    } catch (error) {
      if (isFull(error) || isMissing(error)) throw error;
      if (!this.#lost) this.onLost();
      this.#lost = true;
      throw new StorageLost(String(error));
    }
  }

  /** @returns {Promise<Entry[]>} in the order in which they came */
  entries() {
    return this.#use(() => this.#database.getAll(ENTRIES));
  }

  /** @param {...Entry} entries */
  keep(...entries) {
    return this.#use(async () => {
      const { store, done } = this.#database.transaction(ENTRIES, "readwrite");
      await Promise.all([...entries.map((entry) => store.put(entry)), done]);
    });
  }

  /** @returns {Promise<Facts>} */
  facts() {
    return this.#use(async () => {
      const [names, values] = await Promise.all([this.#database.getAllKeys(FACTS), this.#database.getAll(FACTS)]);
      return Object.fromEntries(names.map((name, index) => [name, values[index]]));
    });
  }

  /** @template {keyof Facts} K @param {K} name @param {Facts[K]} value */
  note(name, value) {
    return this.#use(async () => void (await this.#database.put(FACTS, value, name)));
  }

  /** @param {number} id */
  original(id) {
    return this.#use(() => this.#files.get(`original-${id}`));
  }

  /** @param {number} id */
  result(id) {
    return this.#use(() => this.#files.get(`result-${id}`));
  }

  /** @param {number} id @param {Blob} file @throws {DOMException} it cannot be read */
  async keepOriginal(id, file) {
    await file.slice(0, 1).arrayBuffer();
    await this.#use(() => this.#files.put(`original-${id}`, file));
  }

  /** @param {number} id @param {Blob} file */
  keepResult(id, file) {
    return this.#use(() => this.#files.put(`result-${id}`, file));
  }

  /** The picture and all that came of it. @param {number} id */
  remove(id) {
    return this.#use(async () => {
      await this.#database.delete(ENTRIES, id);
      await Promise.all([this.#files.delete(`original-${id}`), this.#files.delete(`result-${id}`)]);
    });
  }

  clear() {
    return this.#use(async () => {
      await Promise.all([ENTRIES, FACTS].map((store) => this.#database.clear(store)));
      await this.#files.clear();
    });
  }

  /**
   * How many of these pictures there is room for, with what will come of them.
   *
   * @param {number[]} sizes  in bytes, in order
   * @param {number} awaited  bytes of pictures here that have no result yet
   * @returns {Promise<{fit: number, needed: number, free: number}>}  bytes; where the browser does not tell, all fit
   */
  async room(sizes, awaited) {
    const { quota = Infinity, usage = 0 } = this.lasting ? await estimate() : {};
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
  async persist() {
    return this.lasting && navigator.storage.persist();
  }
}

/** @returns {Promise<StorageEstimate>} nothing where the browser does not tell */
async function estimate() {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}
