/**
 * The control that says how thoroughly the subject is looked for, and how long each way is likely to take.
 *
 * @import { Calibration, Mode } from "../../engine/index.js"
 *
 * @typedef {{mode: Mode, title: string}} OwnMode  a network that the person has added
 */

import { MODES, ownOf } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { keep, recall } from "../store.js";
import { byId, make } from "../ui/dom.js";

const KEY = "mode";

/** Megapixels that a time is told for as long as there is no picture: a photo as they are sent around. */
const USUAL_SIZE = 2;

/** The mode of the last visit. @returns {Mode} */
export function usualMode() {
  const kept = /** @type {Mode} */ (recall(KEY));
  return MODES.includes(kept) || (typeof kept === "string" && ownOf(kept)) ? kept : "standard";
}

export class ModePicker {
  #select = byId("mode", HTMLSelectElement);
  #name = byId("mode-name", HTMLElement);
  #time = byId("mode-time", HTMLElement);
  #calibration;
  #megapixels = USUAL_SIZE;
  /** Of those that are there. @type {Map<Mode, string>} */
  #names = new Map();
  #choose;

  /** @param {Calibration} calibration @param {(mode: Mode) => void} onChoose */
  constructor(calibration, onChoose) {
    this.#calibration = calibration;
    this.#choose = onChoose;
    this.#select.addEventListener("change", () => this.choose(this.#mode));
    this.own([]);
  }

  /** As if it had been picked. @param {Mode} mode */
  choose(mode) {
    this.#select.value = mode;
    keep(KEY, mode);
    this.#choose(mode);
    this.refresh();
  }

  /** The modes of networks that the person has added. @param {readonly OwnMode[]} all */
  own(all) {
    const chosen = this.#mode;
    this.#names = new Map(MODES.map((mode) => [mode, messages.modes[mode]]));
    for (const { mode, title } of all) this.#names.set(mode, title);
    this.#select.replaceChildren(...[...this.#names.keys()].map((mode) => Object.assign(make("option"), { value: mode })));
    if (chosen) this.#select.value = chosen;
    this.refresh();
  }

  /** @param {Mode} mode @param {import("../stage/viewport.js").Size | null} size  of the picture on the screen */
  show(mode, size) {
    this.#select.value = mode;
    this.#megapixels = size ? (size.width * size.height) / 1e6 : USUAL_SIZE;
    this.refresh();
  }

  /** Something else was chosen or measured. */
  refresh() {
    for (const [index, [mode, name]] of [...this.#names].entries()) {
      const text = messages.modeWithTime(name, this.#expected(mode));
      if (this.#select.options[index].text !== text) this.#select.options[index].text = text;
    }
    this.#name.textContent = this.#names.get(this.#mode) ?? messages.labels.models;
    this.#time.textContent = messages.modeTime(this.#mode ? this.#expected(this.#mode) : null);
  }

  get #mode() {
    return /** @type {Mode} */ (this.#select.value);
  }

  /** @param {Mode} mode */
  #expected(mode) {
    return this.#calibration.expect(mode, this.#megapixels);
  }
}
