/** What the page remembers on this device between visits. Where storage is blocked, every visit is a first one. */

export const PREFIX = "mattebox.";

let closed = false;

/** @param {string} name @returns {unknown} what was kept, or null */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name @param {unknown} value */
export function keep(name, value) {
  if (closed) return;
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Blocked or full: what is kept is only ever a convenience.
  }
}

/** Nothing is kept from now on. */
export function close() {
  closed = true;
}
