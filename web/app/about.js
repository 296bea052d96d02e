/** The dialog that explains what this is and where pictures stay. */

import { byId } from "./dom.js";

/** @param {() => void} showKeys @param {() => void} checkFile */
export function attachAbout(showKeys, checkFile) {
  const dialog = byId("about", HTMLDialogElement);
  byId("open-about", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  byId("close-about", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  for (const [id, open] of /** @type {const} */ ([["open-keys", showKeys], ["open-check", checkFile]])) {
    byId(id, HTMLButtonElement).addEventListener("click", () => {
      dialog.close();
      open();
    });
  }
}
