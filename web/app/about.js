/**
 * The dialog that explains what this is and where pictures stay.
 *
 * @import { Host } from "./kept-view.js"
 */

import { byId } from "./dom.js";

/** @param {() => void} showKeys @param {() => void} checkFile @param {Host} host */
export function attachAbout(showKeys, checkFile, host) {
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
  for (const [id, open] of /** @type {const} */ ([["open-keys", showKeys], ["open-check", checkFile]])) {
    byId(id, HTMLButtonElement).addEventListener("click", () => {
      dialog.close();
      open();
    });
  }
}
