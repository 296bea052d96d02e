/** Errors, notices and offers: one at a time, over the stage, until read. */

import { messages } from "../messages/index.js";
import { byId, icon, make } from "../ui/dom.js";

/** @typedef {{ label: string, run: () => void }} Action */

export class Banner {
  #root = byId("message", HTMLElement);
  /** @type {(() => void) | null} */
  #onGone = null;
  #onFocusLost;

  /** @param {() => void} onFocusLost  the message had the focus and is gone */
  constructor(onFocusLost) {
    this.#onFocusLost = onFocusLost;
  }

  /**
   * @param {"error" | "notice"} kind
   * @param {{ title?: string, text: string }} words
   * @param {{ action?: Action, other?: Action, onGone?: () => void }} [options]  onGone: read or replaced, and no action taken
   */
  show(kind, { title, text }, { action, other, onGone } = {}) {
    this.clear();
    this.#onGone = onGone ?? null;
    const card = make("div", { className: `card ${kind}` });
    const words = make("p");
    if (title) words.append(make("strong", { text: title }), " ");
    words.append(text);
    card.append(words);
    for (const each of [action, other]) if (each) card.append(this.#button(each));
    card.append(this.#closeButton());
    this.#root.setAttribute("aria-live", kind === "error" ? "assertive" : "polite");
    this.#root.append(card);
  }

  get visible() {
    return this.#root.childElementCount > 0;
  }

  clear() {
    const focused = this.#root.contains(document.activeElement);
    this.#root.replaceChildren();
    const gone = this.#onGone;
    this.#onGone = null;
    gone?.();
    if (focused) this.#onFocusLost();
  }

  /** @param {Action} action */
  #button({ label, run }) {
    const button = make("button", { className: "button small", text: label });
    button.type = "button";
    button.addEventListener("click", () => {
      this.#onGone = null;
      this.clear();
      run();
    });
    return button;
  }

  #closeButton() {
    const button = make("button", { className: "button icon small dismiss" }, icon("close"));
    button.type = "button";
    button.setAttribute("aria-label", messages.labels.close);
    button.addEventListener("click", () => this.clear());
    return button;
  }
}
