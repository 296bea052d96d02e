/**
 * Writes and reads files off the page's thread: in the origin's private file system, and in folders that the person chose.
 *
 * @typedef {object} FileDuties  paths are below a folder; sub-folders are made
 * @property {() => void} stand  its answer says that the worker does
 * @property {(order: {root: FileSystemDirectoryHandle, path: string, file: Blob}) => Promise<void>} write  whole or not at all
 * @property {(order: {root: FileSystemDirectoryHandle, path: string}) => Promise<File>} read
 * @property {(order: {root: FileSystemDirectoryHandle, path: string}) => Promise<void>} remove  if it is there; folders with all that is in them
 */

import { Wire } from "../../engine/shared/wire.js";

/** @param {FileSystemDirectoryHandle} root @param {string} path */
async function at(root, path) {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  let folder = root;
  for (const each of folders) folder = await folder.getDirectoryHandle(each, { create: true });
  return { folder, name };
}

/** @param {{root: FileSystemDirectoryHandle, path: string, file: Blob}} order */
async function write({ root, path, file }) {
  const { folder, name } = await at(root, path);
  const handle = await folder.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  try {
    await writable.write(file);
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => {}); // it may have ended by itself
    throw error;
  }
}

/** Chromium says of some writes into a full storage that the file could not be read: the next attempt tells it rightly. */
const ATTEMPTS = 4;

/** @type {FileDuties} */
const duties = {
  stand() {},
  async write(order) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await write(order);
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof DOMException && error.name === "NotReadableError")) throw error;
        await order.file.slice(-1).arrayBuffer(); // where it is true
      }
    }
  },
  async read({ root, path }) {
    const { folder, name } = await at(root, path);
    return (await folder.getFileHandle(name)).getFile();
  },
  async remove({ root, path }) {
    const { folder, name } = await at(root, path);
    try {
      await folder.removeEntry(name, { recursive: true });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
    }
  },
};

new Wire(/** @type {import("../../engine/shared/wire.js").Port} */ (/** @type {unknown} */ (globalThis)), { ...duties });
