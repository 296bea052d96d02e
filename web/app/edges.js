/**
 * The part of the panel where the edges are adjusted.
 *
 * @import { EdgeSlider } from "./messages/en.js"
 * @import { Edges } from "./editor.js"
 */

import { byId } from "./dom.js";
import { messages } from "./messages.js";

/** @type {EdgeSlider[]} */
const SLIDERS = ["shift", "feather", "contrast", "decontaminate"];

export class EdgePanel {
  #panel = byId("edges", HTMLElement);
  #hint = byId("edge-hint", HTMLElement);
  #sliders = SLIDERS.map((name) => new Slider(name, () => this.#change()));
  /** @type {NodeListOf<HTMLInputElement>} */
  #kinds = this.#panel.querySelectorAll("input[name=edge]");
  #set;

  /** @param {(edges: Edges) => void} set  something was adjusted */
  constructor(set) {
    this.#set = set;
    for (const kind of this.#kinds) {
      kind.setAttribute("aria-description", messages.edgeHints[kindOf(kind)]);
      kind.addEventListener("change", () => this.#change());
    }
  }

  /** Brings the controls up to date. @param {Edges} edges */
  show(edges) {
    for (const kind of this.#kinds) kind.checked = kindOf(kind) === edges.edge;
    for (const slider of this.#sliders) slider.value = edges[slider.name];
    this.#hint.textContent = messages.edgeHints[edges.edge];
  }

  #change() {
    const kind = [...this.#kinds].find(({ checked }) => checked);
    if (!kind) return;
    const values = Object.fromEntries(this.#sliders.map(({ name, value }) => [name, value]));
    this.#set({ .../** @type {Record<EdgeSlider, number>} */ (values), edge: kindOf(kind) });
  }
}

/** @param {HTMLInputElement} radio */
const kindOf = (radio) => /** @type {Edges["edge"]} */ (radio.value);

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
