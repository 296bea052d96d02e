/**
 * What would make for a better cut-out of this picture: a quiet word beside it, opened by who wants to know.
 *
 * @import { Picture } from "../picture/picture.js"
 */

import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";

export class TipsView {
  #root = byId("tips", HTMLDetailsElement);
  #count = byId("tips-count", HTMLElement);
  #list = byId("tip-list", HTMLElement);
  /** @type {Picture | null} */
  #picture = null;

  /** @param {() => void} onDismiss  the focus is gone with them */
  constructor(onDismiss) {
    byId("dismiss-tips", HTMLButtonElement).addEventListener("click", () => {
      if (this.#picture) this.#picture.tipsRead = true;
      this.show(this.#picture);
      onDismiss();
    });
  }

  /** @param {Picture | null} picture  on the screen */
  show(picture) {
    if (picture !== this.#picture) this.#root.open = false;
    this.#picture = picture;
    const tips = picture?.tipsRead ? [] : (picture?.tips ?? []);
    this.#root.hidden = !tips.length;
    this.#count.textContent = messages.tips(tips.length);
    this.#list.replaceChildren(...tips.map((tip) => make("li", { text: messages.tip(tip) })));
  }

  /** Closes the list. @returns {boolean} whether it was open */
  close() {
    const { open, hidden } = this.#root;
    this.#root.open = false;
    return open && !hidden;
  }
}
