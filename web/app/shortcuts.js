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
 */

/** @type {Record<string, keyof Commands>} */
const PLAIN = { Escape: "cancel", "+": "zoomIn", "=": "zoomIn", "-": "zoomOut", "−": "zoomOut", 0: "zoomFit", 1: "actualSize" };
/** @type {Record<string, keyof Commands>} */
const WITH_CONTROL = { s: "save", c: "copy", o: "choose" };

/** @param {EventTarget | null} target */
const takesText = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

const somethingSelected = () => !(getSelection()?.isCollapsed ?? true);

/** @param {Commands} commands */
export function attachShortcuts(commands) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || takesText(event.target) || document.querySelector("dialog[open]")) return;
    const command = event.ctrlKey || event.metaKey ? WITH_CONTROL[event.key.toLowerCase()] : PLAIN[event.key];
    if (!command || (command === "copy" && somethingSelected())) return;
    if (commands[command]()) event.preventDefault();
  });
}
