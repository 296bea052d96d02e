/**
 * A folder of the person's own, into which results are written as they come, each under a name that it keeps as long as
 * that says what it is.
 *
 * @import { Entry } from "./list.js"
 * @import { Storage } from "./storage.js"
 */

import { fileWorker } from "./files.js";
import { wanted } from "./list.js";
import { isFull, StorageLost } from "./storage.js";

/**
 * @typedef {{kind: "folder"} | {kind: "unwritten", names: string[]}} FolderTrouble  nothing can be written to it, or some
 *   files cannot
 */

/** @typedef {FileSystemDirectoryHandle & {queryPermission?: (options: object) => Promise<PermissionState>}} Folder */

export class Destination {
  /** @type {FileSystemDirectoryHandle | null} that may be written to */
  folder = null;
  #storage;
  #paths;
  #tell;

  /** @param {Storage} storage @param {() => Map<number, string>} paths  by id @param {(trouble: FolderTrouble) => void} tell */
  constructor(storage, paths, tell) {
    this.#storage = storage;
    this.#paths = paths;
    this.#tell = tell;
  }

  /** @param {FileSystemDirectoryHandle} folder  that was just chosen @param {readonly Entry[]} entries */
  async begin(folder, entries) {
    const { folder: before } = await this.#storage.facts();
    if (!(await before?.isSameEntry(folder))) for (const entry of entries) entry.written = null;
    await this.#storage.note("folder", folder);
    this.folder = folder;
    await this.update(entries);
  }

  /** @param {FileSystemDirectoryHandle} folder  of an earlier visit @param {readonly Entry[]} entries */
  async goOn(folder, entries) {
    this.folder = folder;
    await this.update(entries.filter(({ written, stale, verdict }) => !written || stale || verdict === "rejected"));
  }

  /** These have other results, or are wanted no more. @param {readonly Entry[]} entries */
  async update(entries) {
    const { folder } = this;
    if (!folder) return;
    const paths = this.#paths();
    /** @type {string[]} */
    const failed = [];
    for (const entry of entries) {
      const path = paths.get(entry.id) ?? "";
      try {
        await this.#bring(folder, entry, path);
      } catch (error) {
        console.warn(error);
        if (error instanceof StorageLost) return; // that is told by itself
        if (isFull(error) || !(await usable(folder))) {
          this.folder = null;
          return this.#tell({ kind: "folder" });
        }
        failed.push(path); // its result is gone, or another program holds the file
      }
    }
    if (failed.length) this.#tell({ kind: "unwritten", names: failed });
  }

  /** @param {FileSystemDirectoryHandle} root @param {Entry} entry @param {string} path */
  async #bring(root, entry, path) {
    const { id, written } = entry;
    const keeping = wanted([entry]).length > 0;
    if (!keeping && !written) return;
    if (keeping) await fileWorker().ask("write", { root, path, file: await this.#storage.result(id) });
    if (written && (!keeping || written !== path)) await fileWorker().ask("remove", { root, path: written });
    Object.assign(entry, { written: keeping ? path : null, stale: false });
    await this.#storage.keep(entry);
  }
}

/** Whether it is there still and may be written to. @param {Folder} folder */
async function usable(folder) {
  if ((await folder.queryPermission?.({ mode: "readwrite" })) === "denied") return false;
  return folder.keys().next().then(
    () => true,
    () => false,
  );
}
