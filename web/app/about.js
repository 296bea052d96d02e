/**
 * The dialog that explains what this is and where pictures stay.
 *
 * @import { Host } from "./kept-view.js"
 */

import { byId } from "./dom.js";

/** @param {() => void} showKeys @param {Host} host */
export function attachAbout(showKeys, host) {
  const dialog = byId("about", HTMLDialogElement);
  /** @type {Promise<() => Promise<void>> | null} */
  let list = null;
  byId("open-about", HTMLButtonElement).addEventListener("click", async () => {
    dialog.showModal();
    list ??= import("./kept-view.js").then(({ attachKept }) => attachKept(host));
    await (await list)();
  });
  byId("close-about", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  byId("open-keys", HTMLButtonElement).addEventListener("click", () => {
    dialog.close();
    showKeys();
  });
}
