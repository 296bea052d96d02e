/**
 * What stands in for the browser's storage where it gives none: it ends with the page. Files are only held, not copied.
 *
 * @import { IDBPDatabase } from "idb"
 * @import { Files } from "./files.js"
 */

/** As much of a database as a batch needs. @param {string[]} names  of its stores @returns {IDBPDatabase} */
export function memoryDatabase(names) {
  /** @type {Map<string, Map<any, any>>} */
  const stores = new Map(names.map((name) => [name, new Map()]));
  const store = (/** @type {string} */ name) => /** @type {Map<any, any>} */ (stores.get(name));
  const put = async (/** @type {string} */ name, /** @type {any} */ value, key = value.id) => void store(name).set(key, value);
  const some = {
    put,
    getAll: async (/** @type {string} */ name) => [...store(name).values()],
    getAllKeys: async (/** @type {string} */ name) => [...store(name).keys()],
    delete: async (/** @type {string} */ name, /** @type {any} */ key) => void store(name).delete(key),
    clear: async (/** @type {string} */ name) => store(name).clear(),
    transaction: (/** @type {string} */ name) => ({ store: { put: (/** @type {any} */ value) => put(name, value) }, done: null }),
  };
  return /** @type {IDBPDatabase} */ (/** @type {unknown} */ (some));
}

/** @returns {Files} */
export function memoryFiles() {
  /** @type {Map<string, Blob>} */
  const files = new Map();
  return {
    put: async (name, file) => void files.set(name, file),
    get: async (name) => files.get(name) ?? Promise.reject(new DOMException(name, "NotFoundError")),
    delete: async (name) => void files.delete(name),
    clear: async () => files.clear(),
  };
}
