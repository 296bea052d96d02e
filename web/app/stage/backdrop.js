/** What the cut-out is looked at on. It is for the eye only: the saved file stays transparent. */

import { keep, recall } from "../store.js";
import { byId } from "../ui/dom.js";

const KEY = "backdrop";

/** @param {HTMLElement} stage */
export function attachBackdrops(stage) {
  const colour = byId("colour", HTMLInputElement);
  /** @type {HTMLButtonElement[]} */
  const buttons = [...document.querySelectorAll("button[data-backdrop]")].filter((button) => button instanceof HTMLButtonElement);

  /** @param {string} name */
  const choose = (name) => {
    stage.dataset.backdrop = name;
    keep(KEY, { name, colour: colour.value });
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.backdrop === name));
  };
  const paint = () => document.documentElement.style.setProperty("--own-colour", colour.value);

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const name = button.dataset.backdrop ?? "checker";
      choose(name);
      if (name === "colour") colour.click();
    });
  }
  colour.addEventListener("input", () => {
    paint();
    choose("colour");
  });

  const last = /** @type {{ name?: string, colour?: string } | null} */ (recall(KEY));
  if (last?.colour) colour.value = last.colour;
  if (buttons.some(({ dataset }) => dataset.backdrop === last?.name)) choose(last?.name ?? "");
  paint();
}
