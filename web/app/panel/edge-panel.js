/**
 * The part of the panel where the edges are adjusted.
 *
 * @import { EdgeSlider } from "../messages/en.js"
 * @import { Edges } from "../picture/settings.js"
 */

import { messages } from "../messages/index.js";
import { byId } from "../ui/dom.js";
import { Slider } from "../ui/slider.js";

/** @type {EdgeSlider[]} */
const SLIDERS = ["shift", "feather", "contrast", "decontaminate"];

export class EdgePanel {
  #panel = byId("edges", HTMLElement);
  #hint = byId("edge-hint", HTMLElement);
  #sliders = SLIDERS.map((name) => ({ name, slider: this.#slider(name) }));
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
    for (const { name, slider } of this.#sliders) slider.value = edges[name];
    this.#hint.textContent = messages.edgeHints[edges.edge];
  }

  /** @param {EdgeSlider} name */
  #slider(name) {
    const input = byId(name, HTMLInputElement);
    input.setAttribute("aria-description", messages.edgeSliders[name].does);
    input.addEventListener("input", () => this.#change());
    return new Slider(input, messages.edgeSliders[name]);
  }

  #change() {
    const kind = [...this.#kinds].find(({ checked }) => checked);
    if (!kind) return;
    const values = Object.fromEntries(this.#sliders.map(({ name, slider }) => [name, slider.value]));
    this.#set({ .../** @type {Record<EdgeSlider, number>} */ (values), edge: kindOf(kind) });
  }
}

/** @param {HTMLInputElement} radio */
const kindOf = (radio) => /** @type {Edges["edge"]} */ (radio.value);
