/**
 * Keys that work wherever the focus is.
 *
 * @typedef {object} Commands  each says whether it had something to do; if not, the browser gets the key
 * @property {() => boolean} save
 * @property {() => boolean} copy
 * @property {() => boolean} choose
 * @property {() => boolean} cancel
 * @property {() => boolean} zoomIn
 * @property {() => boolean} zoomOut
 * @property {() => boolean} zoomFit
 * @property {() => boolean} actualSize
 * @property {() => boolean} edges
 * @property {() => boolean} fixes
 * @property {() => boolean} smaller  the brush
 * @property {() => boolean} larger
 * @property {() => boolean} restore  what it does
 * @property {() => boolean} erase
 * @property {() => boolean} undo
 * @property {() => boolean} redo
 */

/** @type {Record<string, keyof Commands>} */
const PLAIN = {
  escape: "cancel",
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "−": "zoomOut",
  0: "zoomFit",
  1: "actualSize",
  e: "edges",
  b: "fixes",
  "[": "smaller",
  "]": "larger",
  r: "restore",
  x: "erase",
};
/** @type {Record<string, keyof Commands>} */
const WITH_CONTROL = { s: "save", c: "copy", o: "choose", z: "undo", y: "redo" };
/** @type {Record<string, keyof Commands>} */
const WITH_CONTROL_AND_SHIFT = { z: "redo" };

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
    if (event.defaultPrevented || event.altKey || takesText(event.target) || document.querySelector("dialog[open]")) return;
    const control = event.ctrlKey || event.metaKey;
    if (!control && event.target instanceof HTMLSelectElement) return; // letters choose there
    const keys = !control ? PLAIN : event.shiftKey ? WITH_CONTROL_AND_SHIFT : WITH_CONTROL;
    const command = keys[event.key.toLowerCase()];
    if (!command || (command === "copy" && somethingSelected())) return;
    if (commands[command]()) event.preventDefault();
  });
}
