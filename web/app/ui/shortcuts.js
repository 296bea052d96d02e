/**
 * Keys that work wherever the focus is.
 *
 * @typedef {object} Commands  each says whether it had something to do; if not, the browser gets the key
 * @property {() => boolean} choose
 * @property {() => boolean} save
 * @property {() => boolean} copy
 * @property {() => boolean} edges
 * @property {() => boolean} undo
 * @property {() => boolean} redo
 * @property {() => boolean} zoomIn
 * @property {() => boolean} zoomOut
 * @property {() => boolean} zoomFit
 * @property {() => boolean} actualSize
 * @property {() => boolean} fixes
 * @property {() => boolean} smaller  the brush
 * @property {() => boolean} larger
 * @property {() => boolean} restore  what it does
 * @property {() => boolean} erase
 * @property {() => boolean} cancel
 * @property {() => boolean} help
 *
 * @typedef {object} Shortcut
 * @property {keyof Commands | "paste"} does  pasting is the browser's own command
 * @property {string[]} keys     as `meantKey` has them; the first one is shown
 * @property {boolean} [control]  with Ctrl, on a Mac with Command
 * @property {boolean} [shift]    with Shift; without `control` it does not matter, as keyboards differ in where signs are
 */

import { meantKey, withControl } from "./keys.js";

/** In the order in which they are listed. @type {readonly Shortcut[]} */
export const SHORTCUTS = [
  { does: "paste", keys: ["v"], control: true },
  { does: "choose", keys: ["o"], control: true },
  { does: "save", keys: ["s"], control: true },
  { does: "copy", keys: ["c"], control: true },
  { does: "fixes", keys: ["b"] },
  { does: "smaller", keys: ["["] },
  { does: "larger", keys: ["]"] },
  { does: "restore", keys: ["r"] },
  { does: "erase", keys: ["x"] },
  { does: "edges", keys: ["e"] },
  { does: "undo", keys: ["z"], control: true },
  { does: "redo", keys: ["z"], control: true, shift: true },
  { does: "redo", keys: ["y"], control: true },
  { does: "zoomIn", keys: ["+", "="] },
  { does: "zoomOut", keys: ["−", "-"] },
  { does: "zoomFit", keys: ["0"] },
  { does: "actualSize", keys: ["1"] },
  { does: "cancel", keys: ["escape"] },
  { does: "help", keys: ["?"] },
];

/**
 * Which of them a key is for.
 *
 * @internal @param {KeyboardEvent} event
 */
export function shortcutOf(event) {
  const [key, pressed] = [meantKey(event), withControl(event)];
  return SHORTCUTS.find(
    ({ keys, control = false, shift = false }) =>
      keys.includes(key) && control === pressed && (!control || (shift === event.shiftKey && !event.altKey)),
  );
}

const TEXTLESS = ["range", "radio", "color"];

/** @param {EventTarget | null} target */
function takesText(target) {
  if (target instanceof HTMLInputElement) return !TEXTLESS.includes(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || target.tagName === "TEXTAREA");
}

const somethingSelected = () => !(getSelection()?.isCollapsed ?? true);

/** @param {Commands} commands */
export function attachShortcuts(commands) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || takesText(event.target) || document.querySelector("dialog[open]")) return;
    if (!withControl(event) && event.target instanceof HTMLSelectElement) return; // letters choose there
    const meant = shortcutOf(event);
    if (!meant || meant.does === "paste" || (meant.does === "copy" && somethingSelected())) return;
    if (commands[meant.does]()) event.preventDefault();
  });
}
