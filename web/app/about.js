/** The dialog that explains what this is and where pictures stay. */

import { byId } from "./dom.js";

/** @param {() => void} showKeys */
export function attachAbout(showKeys) {
  const dialog = byId("about", HTMLDialogElement);
  byId("open-about", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  byId("close-about", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  byId("open-keys", HTMLButtonElement).addEventListener("click", () => {
    dialog.close();
    showKeys();
  });
}
