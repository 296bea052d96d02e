/**
 * The control that says how thoroughly the subject is looked for, and how long each way is likely to take.
 *
 * @import { Calibration, Mode } from "../../engine/index.js"
 */

import { MODES } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { keep, recall } from "../store.js";
import { byId, make } from "../ui/dom.js";

const KEY = "mode";

/** Megapixels that a time is told for as long as there is no picture: a photo as they are sent around. */
const USUAL_SIZE = 2;

/** The mode of the last visit. @returns {Mode} */
export const usualMode = () => MODES.find((mode) => mode === recall(KEY)) ?? "standard";

export class ModePicker {
  #select = byId("mode", HTMLSelectElement);
  #name = byId("mode-name", HTMLElement);
  #time = byId("mode-time", HTMLElement);
  #calibration;
  #megapixels = USUAL_SIZE;

  /** @param {Calibration} calibration @param {(mode: Mode) => void} onChoose */
  constructor(calibration, onChoose) {
    this.#calibration = calibration;
    this.#select.append(...MODES.map((mode) => Object.assign(make("option"), { value: mode })));
    this.#select.addEventListener("change", () => {
      const mode = this.#mode;
      keep(KEY, mode);
      onChoose(mode);
      this.refresh();
    });
  }

  /** @param {Mode} mode @param {import("../stage/viewport.js").Size | null} size  of the picture on the screen */
  show(mode, size) {
    this.#select.value = mode;
    this.#megapixels = size ? (size.width * size.height) / 1e6 : USUAL_SIZE;
    this.refresh();
  }

  /** Something else was chosen or measured. */
  refresh() {
    for (const [index, mode] of MODES.entries()) {
      const text = messages.modeWithTime(mode, this.#expected(mode));
      if (this.#select.options[index].text !== text) this.#select.options[index].text = text;
    }
    this.#name.textContent = messages.modes[this.#mode];
    this.#time.textContent = messages.modeTime(this.#expected(this.#mode));
  }

  get #mode() {
    return /** @type {Mode} */ (this.#select.value);
  }

  /** @param {Mode} mode */
  #expected(mode) {
    return this.#calibration.expect(mode, this.#megapixels);
  }
}
