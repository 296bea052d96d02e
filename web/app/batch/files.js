/**
 * Files on this device, by name: in the origin's private file system, which keeps them out of memory, or in IndexedDB where
 * pages cannot write to that.
 *
 * @import { IDBPDatabase } from "idb"
 *
 * @typedef {object} Files
 * @property {(name: string, blob: Blob) => Promise<void>} put  whole or not at all; in the place of what had the name
 * @property {(name: string) => Promise<Blob>} get
 * @property {(name: string) => Promise<void>} delete  if it is there
 * @property {() => Promise<void>} clear
 */

const FOLDER = "batch";

/** Name of the object store in IndexedDB. */
export const FILES = "files";

/** @param {IDBPDatabase} database  with a store FILES @returns {Promise<Files>} */
export async function openFiles(database) {
  const root = "FileSystemFileHandle" in window ? await navigator.storage?.getDirectory?.().catch(() => null) : null;
  return root && "createWritable" in FileSystemFileHandle.prototype ? privateFiles(root) : databaseFiles(database);
}

/** @param {FileSystemDirectoryHandle} root @returns {Files} */
function privateFiles(root) {
  const folder = () => root.getDirectoryHandle(FOLDER, { create: true });
  return {
    async put(name, blob) {
      const handle = await (await folder()).getFileHandle(name, { create: true });
      await blob.stream().pipeTo(await handle.createWritable()); // ends or gives up the writing, too
    },
    get: async (name) => (await (await folder()).getFileHandle(name)).getFile(),
    delete: async (name) => unlessMissing((await folder()).removeEntry(name)),
    clear: () => unlessMissing(root.removeEntry(FOLDER, { recursive: true })),
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

/** @param {Promise<void>} removal */
async function unlessMissing(removal) {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
  }
}
