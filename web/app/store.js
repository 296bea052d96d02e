/**
 * What the page remembers on this device between visits. Where storage is blocked, full or gone, every visit is a first one:
 * what is kept is only ever a convenience.
 */

export const PREFIX = "mattebox.";

let closed = false;

/**
 * Browsers throw even where storage is only named.
 *
 * @template T
 * @param {() => T} use
 * @param {T} otherwise
 */
function guarded(use, otherwise) {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

/** @param {string} name @returns {unknown} what was kept, or null */
export const recall = (name) => guarded(() => JSON.parse(localStorage.getItem(PREFIX + name) ?? "null"), null);

/** @param {string} name @param {unknown} value */
export function keep(name, value) {
  if (!closed) guarded(() => localStorage.setItem(PREFIX + name, JSON.stringify(value)), undefined);
}

/** @param {globalThis.Storage} storage @returns {string[]} */
const own = (storage) => Object.keys(storage).filter((name) => name.startsWith(PREFIX));

/** All that is kept, as it is written. @returns {{name: string, text: string}[]} */
export const everything = () =>
  guarded(() => own(localStorage).map((name) => ({ name: name.slice(PREFIX.length), text: localStorage.getItem(name) ?? "" })), []);

/** Nothing is kept from now on. */
export function close() {
  closed = true;
}

/** Removes all of it, this tab's, too. */
export function clear() {
  for (const storage of [() => localStorage, () => sessionStorage]) {
    guarded(() => own(storage()).forEach((name) => storage().removeItem(name)), undefined);
  }
}
