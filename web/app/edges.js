/**
 * The panel beside the picture where its edges are adjusted.
 *
 * @import { EdgeSlider } from "./messages.js"
 * @import { Edges, Edits } from "./editor.js"
 */

import { byId } from "./dom.js";
import { sameEdges } from "./editor.js";
import { messages } from "./messages.js";

/** @type {EdgeSlider[]} */
const SLIDERS = ["shift", "feather", "contrast", "decontaminate"];

/**
 * @typedef {object} Listener
 * @property {(edges: Edges) => void} set   something was adjusted
 * @property {() => void} undo
 * @property {() => void} redo
 */

export class EdgePanel {
  #panel = byId("edges", HTMLElement);
  #button = byId("open-edges", HTMLButtonElement);
  #hint = byId("edge-hint", HTMLElement);
  #undo = byId("undo", HTMLButtonElement);
  #redo = byId("redo", HTMLButtonElement);
  #reset = byId("reset", HTMLButtonElement);
  #sliders = SLIDERS.map((name) => new Slider(name, () => this.#change()));
  /** @type {NodeListOf<HTMLInputElement>} */
  #kinds = this.#panel.querySelectorAll("input[name=edge]");
  /** @type {Edits | null} */
  #edits = null;
  #listener;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
    for (const kind of this.#kinds) {
      kind.setAttribute("aria-description", messages.edgeHints[kindOf(kind)]);
      kind.addEventListener("change", () => this.#change());
    }
    this.#button.addEventListener("click", () => this.toggle());
    byId("close-edges", HTMLButtonElement).addEventListener("click", () => this.close());
    this.#undo.addEventListener("click", () => listener.undo());
    this.#redo.addEventListener("click", () => listener.redo());
    this.#reset.addEventListener("click", () => this.#edits && listener.set(this.#edits.first.edges));
  }

  /** Brings the controls up to date. @param {Edits | null} edits  null: there is nothing to adjust */
  show(edits) {
    this.#edits = edits;
    this.#button.disabled = !edits;
    if (!edits) return this.close();
    const { undone, redone } = edits;
    const [present, first] = [edits.present.edges, edits.first.edges];
    for (const kind of this.#kinds) kind.checked = kindOf(kind) === present.edge;
    for (const slider of this.#sliders) slider.value = present[slider.name];
    this.#hint.textContent = messages.edgeHints[present.edge];
    enable(this.#undo, undone !== null);
    enable(this.#redo, redone !== null);
    enable(this.#reset, !sameEdges(present, first));
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  /** @returns {boolean} whether it could be opened or closed */
  toggle() {
    if (this.isOpen) this.close();
    else if (this.#edits) this.#open();
    else return false;
    return true;
  }

  close() {
    const focused = this.#panel.contains(document.activeElement);
    this.#panel.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    if (focused) this.#button.focus();
  }

  #open() {
    this.#panel.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    [...this.#kinds].find(({ checked }) => checked)?.focus();
  }

  #change() {
    const kind = [...this.#kinds].find(({ checked }) => checked);
    if (!kind) return;
    const values = Object.fromEntries(this.#sliders.map(({ name, value }) => [name, value]));
    this.#listener.set({ .../** @type {Record<EdgeSlider, number>} */ (values), edge: kindOf(kind) });
  }
}

/** @param {HTMLInputElement} radio */
const kindOf = (radio) => /** @type {Edges["edge"]} */ (radio.value);

/** Unlike `disabled`, this leaves the focus where it is. @param {HTMLButtonElement} button @param {boolean} on */
const enable = (button, on) => button.setAttribute("aria-disabled", String(!on));

class Slider {
  #input;
  #reading;
  #words;

  /** @param {EdgeSlider} name @param {() => void} onInput */
  constructor(name, onInput) {
    this.name = name;
    this.#words = messages.edgeSliders[name];
    this.#input = byId(name, HTMLInputElement);
    this.#reading = byId(`${name}-reading`, HTMLElement);
    this.#input.setAttribute("aria-description", this.#words.does);
    this.#input.addEventListener("input", onInput);
  }

  get value() {
    return this.#input.valueAsNumber;
  }

  set value(value) {
    this.#input.valueAsNumber = value;
    this.#input.setAttribute("aria-valuetext", this.#words.spoken(value));
    this.#reading.textContent = this.#words.written(value);
    const [min, max] = [Number(this.#input.min), Number(this.#input.max)];
    const [zero, at] = [0, value].map((each) => (each - min) / (max - min));
    this.#input.style.setProperty("--from", String(Math.min(zero, at)));
    this.#input.style.setProperty("--to", String(Math.max(zero, at)));
  }
}
