/** The sheet of all keys, made of the table that they work by. */

import { messages } from "../messages/index.js";
import { byId, keyNames, make } from "../ui/dom.js";
import { SHORTCUTS } from "../ui/shortcuts.js";

/** @import { Shortcut } from "../ui/shortcuts.js" */

const dialog = byId("sheet", HTMLDialogElement);
byId("close-sheet", HTMLButtonElement).addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
byId("keys", HTMLElement).append(
  ...[...new Set(SHORTCUTS.map(({ does }) => does))].flatMap((does) => {
    const ways = SHORTCUTS.filter((shortcut) => shortcut.does === does).map(caps);
    return [
      make("dt", {}, ...ways.flatMap((names, index) => [...(index ? ["/"] : []), ...names])),
      make("dd", { text: messages.shortcuts[does] }),
    ];
  }),
  ...messages.gestures.flatMap(([what, does]) => [make("dt", { text: what }), make("dd", { text: does })]),
);

/** @param {Shortcut} shortcut */
function caps({ keys: [key], control, shift }) {
  const { Control, Shift, Escape } = messages.keys;
  const sign = key === "escape" ? Escape : key.toUpperCase();
  const names = [...(control ? [keyNames(Control)] : []), ...(shift ? [Shift] : []), sign];
  return names.map((text) => make("kbd", { text }));
}

export const showSheet = () => dialog.showModal();
