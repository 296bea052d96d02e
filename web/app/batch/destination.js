/**
 * A folder of the person's own, into which results are written as they come, each under a name that it keeps.
 *
 * @import { Entry } from "./list.js"
 * @import { Storage } from "./storage.js"
 */

import { fileWorker } from "./files.js";
import { wanted } from "./list.js";
import { StorageLost } from "./storage.js";

export class Destination {
  /** @type {FileSystemDirectoryHandle | null} that may be written to */
  folder = null;
  #storage;
  #paths;
  #lost;

  /** @param {Storage} storage @param {() => Map<number, string>} paths  by id @param {() => void} lost  it cannot be written to */
  constructor(storage, paths, lost) {
    this.#storage = storage;
    this.#paths = paths;
    this.#lost = lost;
  }

  /** @param {FileSystemDirectoryHandle} folder  that was just chosen @param {readonly Entry[]} entries */
  async begin(folder, entries) {
    for (const entry of entries) entry.written = null;
    await this.#storage.note("folder", folder);
    await this.goOn(folder, entries);
  }

  /** @param {FileSystemDirectoryHandle} folder  of an earlier visit @param {readonly Entry[]} entries */
  async goOn(folder, entries) {
    this.folder = folder;
    await this.update(entries.filter(({ written }) => !written));
  }

  /** These have other results, or are wanted no more. @param {readonly Entry[]} entries */
  async update(entries) {
    if (!this.folder) return;
    try {
      const paths = this.#paths();
      for (const entry of entries) await this.#bring(this.folder, entry, paths.get(entry.id) ?? "");
    } catch (error) {
      console.warn(error);
      if (error instanceof StorageLost) return; // that is told by itself
      this.folder = null;
      this.#lost();
    }
  }

  /** @param {FileSystemDirectoryHandle} root @param {Entry} entry @param {string} path */
  async #bring(root, entry, path) {
    const keeping = wanted([entry]).length > 0;
    if (!keeping && !entry.written) return;
    if (keeping) await fileWorker().ask("write", { root, path, file: await this.#storage.result(entry.id) });
    else await fileWorker().ask("remove", { root, path: entry.written ?? "" });
    entry.written = keeping ? path : null;
    await this.#storage.keep(entry);
  }
}
