/**
 * The dialogs that few ask for, and that are loaded then: all keys, the one that checks a file, and networks of one's own.
 *
 * @import { Engine, KeptNetwork, Mode } from "../../engine/index.js"
 * @import { ModelsDialog } from "../models/models-dialog.js"
 * @import { CheckDialog } from "./check.js"
 */

export class Dialogs {
  #engine;
  #page;
  /** @type {CheckDialog | null} */
  #check = null;

  /** @type {ModelsDialog | null} */
  #models = null;

  /**
   * @param {Engine} engine
   * @param {object} page
   * @param {(again: () => void) => void} page.failed  it could not be loaded
   * @param {(all: KeptNetwork[]) => void} page.changed  which networks of one's own there are
   * @param {(mode: Mode) => void} page.use
   */
  constructor(engine, page) {
    this.#engine = engine;
    this.#page = page;
  }

  async keys() {
    const sheet = await import("./sheet.js").catch(console.warn);
    if (sheet) sheet.showSheet();
    else this.#page.failed(() => void this.keys());
  }

  async check() {
    const check = await import("./check.js").catch(console.warn);
    if (!check) return this.#page.failed(() => void this.check());
    this.#check ??= new check.CheckDialog(this.#engine.credentials);
    this.#check.show();
  }

  async models() {
    const models = await import("../models/models-dialog.js").catch(console.warn);
    if (!models) return this.#page.failed(() => void this.models());
    this.#models ??= new models.ModelsDialog(this.#engine, this.#page);
    this.#models.show();
  }
}
