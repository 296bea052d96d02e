/**
 * The settings of a batch: those for all, which can be undone, and those that single pictures have or were made with.
 * They are stored whenever they change.
 *
 * @import { Mode, Output } from "../../engine/index.js"
 * @import { Edits, Settings } from "../picture/settings.js"
 * @import { Entry } from "./list.js"
 * @import { Storage, StoredSettings } from "./storage.js"
 * @import { Way } from "./versions.js"
 */

import { History } from "../picture/history.js";
import { same } from "../picture/settings.js";
import { Versions } from "./versions.js";

export class BatchSettings {
  /** @type {Edits} of the settings for all */
  edits;
  #versions;
  #output;
  #storage;
  #edited;

  /** @param {Storage} storage @param {StoredSettings} stored @param {() => Output} output  the kind of file @param {() => void} edited */
  constructor(storage, { present, versions }, output, edited) {
    this.#storage = storage;
    this.edits = new History([present]);
    this.#versions = new Versions(versions);
    this.#output = output;
    this.#edited = edited;
  }

  /** Those for all. */
  get present() {
    return this.edits.present;
  }

  get mode() {
    return this.present.mode;
  }

  /** @param {Entry} entry */
  of(entry) {
    if (entry.own === null) return this.present;
    const { output, ...settings } = this.#versions.at(entry.own);
    return settings;
  }

  /** How a picture is to be made. @param {Entry} entry @returns {Way} */
  wayOf(entry) {
    return { ...this.of(entry), output: this.#output() };
  }

  /** How a picture was made. @param {Entry} entry @returns {Way} */
  madeWith({ made }) {
    return this.#versions.at(made?.version ?? 0);
  }

  /** Those that are done, but not as the settings are now. @param {readonly Entry[]} entries */
  outdated(entries) {
    /** @type {Map<number | null, number>} the versions that are wanted, by the pictures' own ones */
    const current = new Map();
    return entries.filter((entry) => {
      if (entry.state !== "done") return false;
      if (!current.has(entry.own)) current.set(entry.own, this.#versions.find(this.wayOf(entry)));
      return entry.made?.version !== current.get(entry.own);
    });
  }

  /** Its number, under which it is stored. @param {Way} way @returns {Promise<number>} */
  async version(way) {
    const found = this.#versions.find(way);
    if (found >= 0) return found;
    const number = this.#versions.number(way);
    await this.keep();
    return number;
  }

  /** Changes those for all that is not done yet. @param {Partial<Settings>} change */
  edit(change) {
    const settings = { ...this.present, ...change };
    if (!same(settings, this.present)) this.#set(this.edits.push(settings));
  }

  /** @param {Mode} mode */
  setMode(mode) {
    this.edit({ mode });
  }

  /** @param {"undone" | "redone"} step @returns {boolean} whether there was one */
  step(step) {
    const edits = this.edits[step];
    if (edits) this.#set(edits);
    return edits !== null;
  }

  keep() {
    return this.#storage.note("settings", { present: this.present, versions: this.#versions.all });
  }

  /** @param {Edits} edits */
  #set(edits) {
    this.edits = edits;
    void this.keep();
    this.#edited();
  }
}
