/**
 * Copies pictures onto the device, one after the other: none is begun before it is there.
 *
 * @import { Found } from "./gather.js"
 * @import { Entry } from "./list.js"
 * @import { Storage } from "./storage.js"
 */

import { isFull, StorageLost } from "./storage.js";

/**
 * @typedef {object} Listener
 * @property {() => Promise<unknown>} begun  before the first of them is stored
 * @property {() => void} copied  one more is there
 * @property {(rest: Entry[]) => Promise<void>} full  there was no room for these after all
 * @property {(rest: Entry[]) => Promise<void>} lost  the storage was taken away before these came
 */

export class Intake {
  /** @type {Set<number>} not stored yet */
  #arriving = new Set();
  /** @type {Promise<unknown>} */
  #copying = Promise.resolve();
  #storage;
  #tell;

  /** @param {Storage} storage @param {Listener} listener */
  constructor(storage, listener) {
    this.#storage = storage;
    this.#tell = listener;
  }

  /** How many are not stored yet. */
  get size() {
    return this.#arriving.size;
  }

  /** @param {number} id */
  has(id) {
    return this.#arriving.has(id);
  }

  /** Resolves when all that came is copied. */
  get ended() {
    return this.#copying;
  }

  /** @param {Entry[]} entries @param {Found[]} found  their files, in the same order */
  add(entries, found) {
    for (const { id } of entries) this.#arriving.add(id);
    this.#copying = this.#copying
      .then(() => this.#copy(entries, found))
      .catch((error) => {
        console.warn(error);
        return this.#tell.lost(entries.filter(({ id }) => this.has(id)));
      });
    return this.#copying;
  }

  /** One is not wanted any more. @param {number} id @returns {boolean} whether it was to come still */
  drop(id) {
    return this.#arriving.delete(id);
  }

  clear() {
    this.#arriving.clear();
  }

  /** @param {Entry[]} entries @param {Found[]} found */
  async #copy(entries, found) {
    await this.#tell.begun();
    for (const [index, entry] of entries.entries()) {
      if (!this.has(entry.id)) continue; // dropped
      try {
        await this.#storage.keepOriginal(entry.id, found[index].file);
      } catch (error) {
        if (isFull(error)) return this.#tell.full(entries.slice(index));
        if (error instanceof StorageLost) throw error;
        console.warn(error);
        Object.assign(entry, { state: "failed", code: "gone" });
      }
      await this.#storage.keep(entry);
      if (!this.drop(entry.id)) await this.#storage.remove(entry.id); // dropped meanwhile
      this.#tell.copied();
    }
  }
}
