/** Asks before anything is removed that somebody may miss. */

import { messages } from "../messages/index.js";
import { byId } from "../ui/dom.js";

export class Removal {
  #dialog = byId("batch-clear-dialog", HTMLDialogElement);
  #title = byId("batch-clear-title", HTMLElement);
  #remove = () => {};

  constructor() {
    byId("batch-clear-no", HTMLButtonElement).addEventListener("click", () => this.#dialog.close());
    byId("batch-clear-yes", HTMLButtonElement).addEventListener("click", () => {
      this.#dialog.close();
      this.#remove();
    });
  }

  /** @param {number | null} count  of pictures; null: all of the batch, and the batch itself @param {() => void} remove */
  ask(count, remove) {
    this.#remove = remove;
    this.#title.textContent = messages.batch.removeAsk(count);
    this.#dialog.showModal();
  }
}
