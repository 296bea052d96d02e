/**
 * Files on this device, by name: in the origin's private file system, which keeps them out of memory, or in IndexedDB where
 * there is none that can be written to.
 *
 * @import { IDBPDatabase } from "idb"
 * @import { FileDuties } from "./file-worker.js"
 *
 * @typedef {object} Files
 * @property {(name: string, blob: Blob) => Promise<void>} put  whole or not at all; in the place of what had the name
 * @property {(name: string) => Promise<Blob>} get
 * @property {(name: string) => Promise<void>} delete  if it is there
 * @property {() => Promise<void>} clear
 */

import { trusted } from "../../engine/shared/trusted.js";
import { Wire } from "../../engine/shared/wire.js";

export const FOLDER = "batch";

/** Name of the object store in IndexedDB. */
export const FILES = "files";

/** @type {Wire<FileDuties> | null} */
let line = null;

/** The worker that reads and writes. @returns {Wire<FileDuties>} */
export function fileWorker() {
  if (line) return line;
  const worker = new Worker(trusted(new URL("file-worker.js", import.meta.url)), { type: "module" });
  /** @type {Wire<FileDuties>} */
  const begun = (line = new Wire(worker));
  worker.onerror = ({ message }) => {
    if (line === begun) line = null; // the next one may do better
    worker.terminate();
    begun.close(new Error(`file-worker.js: ${message || "did not load"}`));
  };
  return begun;
}

/** Resolves once that worker stands. Rejects if its script is not to be had. */
export const startFileWorker = () => fileWorker().ask("stand", undefined);

/** @param {IDBPDatabase} database  with a store FILES @returns {Promise<Files>} */
export async function openFiles(database) {
  const writable = "FileSystemFileHandle" in window && "createWritable" in FileSystemFileHandle.prototype;
  const root = writable ? await navigator.storage.getDirectory().catch(() => null) : null;
  return root ? privateFiles(root) : databaseFiles(database);
}

/** @param {FileSystemDirectoryHandle} root @returns {Files} */
function privateFiles(root) {
  const path = (/** @type {string} */ name) => `${FOLDER}/${name}`;
  return {
    put: (name, file) => fileWorker().ask("write", { root, path: path(name), file }),
    get: (name) => fileWorker().ask("read", { root, path: path(name) }),
    delete: (name) => fileWorker().ask("remove", { root, path: path(name) }),
    clear: () => fileWorker().ask("remove", { root, path: FOLDER }),
  };
}

/** @param {IDBPDatabase} database @returns {Files} */
function databaseFiles(database) {
  return {
    put: async (name, blob) => void (await database.put(FILES, blob, name)),
    async get(name) {
      const blob = await database.get(FILES, name);
      if (!blob) throw new DOMException(name, "NotFoundError");
      return blob;
    },
    delete: (name) => database.delete(FILES, name),
    clear: () => database.clear(FILES),
  };
}
