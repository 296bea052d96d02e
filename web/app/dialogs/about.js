/**
 * The dialog that explains what this is and where pictures stay.
 *
 * @import { Assets } from "../../engine/shared/assets-json.js"
 * @import { Dialogs } from "./dialogs.js"
 * @import { Host } from "./stored-view.js"
 */

import { byId } from "../ui/dom.js";

/** @param {Assets} assets */
function showBuild({ release, version, files }) {
  byId("documentation", HTMLElement).hidden = !files.some(({ group }) => group === "docs");
  byId("version", HTMLElement).textContent = `Mattebox ${release} (${version.slice(0, 8)})`;
}

/** @param {Dialogs} dialogs  that it leads to @param {Host} host */
export function attachAbout(dialogs, host) {
  const dialog = byId("about", HTMLDialogElement);
  /** @type {Promise<ReturnType<typeof import("./stored-view.js").attachKept>> | null} */
  let list = null;
  byId("open-about", HTMLButtonElement).addEventListener("click", async () => {
    dialog.showModal();
    void host.assets().then(showBuild, () => {}); // without a network on the first visit there is none to tell
    list ??= import("./stored-view.js").then(({ attachKept }) => attachKept(host));
    await (await list).fill();
  });
  byId("wipe", HTMLButtonElement).addEventListener("click", async () => {
    (await list)?.ask();
  });
  byId("close-about", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  for (const name of /** @type {const} */ (["keys", "check", "models"])) {
    byId(`open-${name}`, HTMLButtonElement).addEventListener("click", () => {
      dialog.close();
      void dialogs[name]();
    });
  }
}
