/**
 * The part of the panel with the tools that correct a cut-out by hand.
 *
 * @import { Tool } from "./painter.js"
 */

import { messages } from "../messages/index.js";
import { keep, recall } from "../store.js";
import { byId } from "../ui/dom.js";
import { Slider } from "../ui/slider.js";

/**
 * @typedef {object} Manner
 * @property {Tool} tool
 * @property {"restore" | "erase"} effect
 * @property {boolean} hard
 * @property {number} softness  0..1
 * @property {number} size      CSS pixels
 *
 * @typedef {object} Listener
 * @property {() => void} changed
 * @property {(what: "holes" | "specks") => void} tidy
 */

const KEY = "brush";
/** One step of the brush's size. */
const STEP = 1.2;

/** @param {string} id @param {(value: number) => string} words */
const slider = (id, words) => new Slider(byId(id, HTMLInputElement), { written: words, spoken: words });

export class FixPanel {
  #panel = byId("fixes", HTMLElement);
  #size = slider("brush-size", messages.brushSize);
  #softness = slider("brush-softness", messages.share);
  #hard = byId("brush-hard", HTMLInputElement);
  #loupe = byId("brush-loupe", HTMLInputElement);
  #hint = byId("fix-hint", HTMLElement);
  #changed;

  /** @param {Listener} listener */
  constructor({ changed, tidy }) {
    this.#changed = changed;
    this.#remember();
    this.#panel.addEventListener("input", () => this.#change());
    byId("fill-holes", HTMLButtonElement).addEventListener("click", () => tidy("holes"));
    byId("remove-specks", HTMLButtonElement).addEventListener("click", () => tidy("specks"));
    this.#show();
  }

  /** @returns {Manner} */
  get manner() {
    return {
      tool: /** @type {Tool} */ (this.#chosen("tool")),
      effect: /** @type {"restore" | "erase"} */ (this.#chosen("effect")),
      hard: this.#hard.checked,
      softness: this.#hard.checked ? this.#softness.value : 0,
      size: this.#size.value,
    };
  }

  /** Whether the surroundings of the cursor are shown enlarged. */
  get loupe() {
    return this.#loupe.checked;
  }

  /** @param {1 | -1} direction */
  resize(direction) {
    const size = this.#size.value;
    this.#size.input.valueAsNumber = direction > 0 ? Math.max(size + 1, size * STEP) : Math.min(size - 1, size / STEP);
    this.#change();
  }

  /** Another tool, or the other effect. @param {string} value  of a radio button */
  choose(value) {
    for (const radio of this.#radios()) if (radio.value === value) radio.checked = true;
    this.#change();
  }

  /** @param {number} count  of subjects */
  found(count) {
    if (this.manner.tool === "pick") this.#hint.textContent = messages.subjectsFound(count);
  }

  #change() {
    this.#show();
    keep(KEY, { ...this.manner, softness: this.#softness.value, loupe: this.loupe });
    this.#changed();
  }

  #show() {
    const { tool, hard } = this.manner;
    this.#panel.dataset.tool = tool;
    this.#softness.input.disabled = !hard;
    this.#hint.textContent = messages.fixHints[tool === "pick" ? "pick" : hard ? "hard" : "soft"];
    for (const each of [this.#size, this.#softness]) each.show();
  }

  #remember() {
    const known = /** @type {Record<string, unknown>} */ (recall(KEY) ?? {});
    if (typeof known.size === "number") this.#size.input.valueAsNumber = known.size;
    if (typeof known.softness === "number") this.#softness.input.valueAsNumber = known.softness;
    this.#hard.checked = known.hard === true;
    this.#loupe.checked = typeof known.loupe === "boolean" ? known.loupe : matchMedia("(pointer: coarse)").matches;
  }

  /** @param {string} name */
  #chosen(name) {
    return this.#radios(name).find(({ checked }) => checked)?.value ?? "";
  }

  /** @param {string} [name] @returns {HTMLInputElement[]} */
  #radios(name) {
    return [...this.#panel.querySelectorAll("input")].filter(({ type, name: own }) => type === "radio" && (!name || own === name));
  }
}
