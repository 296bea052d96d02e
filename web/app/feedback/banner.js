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
   * @param {{ action?: Action, onGone?: () => void }} [options]  onGone: read or replaced, and the action not taken
   */
  show(kind, { title, text }, { action, onGone } = {}) {
    this.clear();
    this.#onGone = onGone ?? null;
    const card = make("div", { className: `card ${kind}` });
    const words = make("p");
    if (title) words.append(make("strong", { text: title }), " ");
    words.append(text);
    card.append(words);
    if (action) {
      const button = make("button", { className: "button small", text: action.label });
      button.type = "button";
      button.addEventListener("click", () => {
        this.#onGone = null;
        this.clear();
        action.run();
      });
      card.append(button);
    }
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

  #closeButton() {
    const button = make("button", { className: "button icon small dismiss" }, icon("close"));
    button.type = "button";
    button.setAttribute("aria-label", messages.labels.close);
    button.addEventListener("click", () => this.clear());
    return button;
  }
}
