/**
 * The dialogs that few ask for, and that are loaded then: all keys, and the one that checks a file.
 *
 * @import { Engine } from "../../engine/index.js"
 * @import { CheckDialog } from "./check.js"
 */

export class Dialogs {
  #credentials;
  #failed;
  /** @type {CheckDialog | null} */
  #check = null;

  /** @param {Engine["credentials"]} credentials @param {(again: () => void) => void} failed  it could not be loaded */
  constructor(credentials, failed) {
    this.#credentials = credentials;
    this.#failed = failed;
  }

  async keys() {
    const sheet = await import("./sheet.js").catch(console.warn);
    if (sheet) sheet.showSheet();
    else this.#failed(() => void this.keys());
  }

  async check() {
    const check = await import("./check.js").catch(console.warn);
    if (!check) return this.#failed(() => void this.check());
    this.#check ??= new check.CheckDialog(this.#credentials);
    this.#check.show();
  }
}
