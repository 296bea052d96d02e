/** A colour to choose: by the browser's own picker, from the screen where it can, or among those used last. */

import { messages } from "../messages/index.js";
import { keep, recall } from "../store.js";
import { icon, make } from "./dom.js";

const RECENT = "colours";
const MOST = 6;
const FIRST = ["#ffffff", "#f2f2f2", "#000000", "#2b6cb0", "#f2b84b", "#d64545"];

/** @typedef {{open: () => Promise<{sRGBHex: string}>}} Dropper */

/** @returns {string[]} */
function recent() {
  const known = recall(RECENT);
  const list = Array.isArray(known) ? known.filter((each) => /^#[0-9a-f]{6}$/.test(String(each))) : [];
  return [...new Set([...list, ...FIRST])].slice(0, MOST);
}

export class ColourField {
  #input = make("input");
  #swatches = make("span", { className: "recent" });
  #set;

  /** @param {HTMLElement} element  filled here @param {string} name  what the colour is of @param {(colour: string) => void} set */
  constructor(element, name, set) {
    this.#set = set;
    this.#input.type = "color";
    const label = make("label", {}, make("span", { text: name }), this.#input);
    element.append(label);
    const Eyes = /** @type {{new (): Dropper} | undefined} */ (Reflect.get(globalThis, "EyeDropper"));
    if (Eyes) element.append(this.#dropper(Eyes, name));
    element.append(this.#swatches);
    this.#swatches.setAttribute("role", "group");
    this.#swatches.setAttribute("aria-label", messages.recentColours(name));
    this.#input.addEventListener("input", () => set(this.#input.value));
    this.#input.addEventListener("change", () => this.#remember(this.#input.value));
    this.#offer();
    addEventListener("mattebox:colours", () => this.#offer());
  }

  /** @param {string} colour */
  set value(colour) {
    this.#input.value = colour;
  }

  /** @param {{new (): Dropper}} Eyes @param {string} name */
  #dropper(Eyes, name) {
    const button = make("button", { className: "button icon" }, icon("dropper"));
    button.type = "button";
    button.title = messages.eyedropper(name);
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", async () => {
      const picked = await new Eyes().open().catch(() => null); // Escape is no error
      if (!picked) return;
      this.#set(picked.sRGBHex);
      this.#remember(picked.sRGBHex);
    });
    return button;
  }

  /** @param {string} colour */
  #remember(colour) {
    keep(RECENT, [colour, ...recent().filter((each) => each !== colour)].slice(0, MOST));
    dispatchEvent(new Event("mattebox:colours"));
  }

  #offer() {
    const buttons = recent().map((colour) => {
      const button = make("button", { className: "swatch" });
      button.type = "button";
      button.title = colour;
      button.setAttribute("aria-label", colour);
      button.style.setProperty("--own-colour", colour);
      button.addEventListener("click", () => this.#set(colour));
      return button;
    });
    this.#swatches.replaceChildren(...buttons);
  }
}
