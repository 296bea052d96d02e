/** The dialog that explains what this is, where pictures stay, and which keys there are. */

import { byId, keyNames, make } from "./dom.js";
import { messages } from "./messages.js";

export function attachAbout() {
  const dialog = byId("about", HTMLDialogElement);
  byId("open-about", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  byId("close-about", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  byId("keys", HTMLElement).append(
    ...messages.keys.flatMap(([keys, does]) => [
      make("dt", {}, ...keys.map((key) => make("kbd", { text: keyNames(key) }))),
      make("dd", { text: does }),
    ]),
  );
}
