/**
 * One engine for all on a page that want the same one: elements, and `./compat`.
 *
 * @import { CreateOptions } from "./options.js"
 * @import { Mattebox } from "./mattebox.js"
 *
 * @typedef {Pick<CreateOptions, "base" | "device" | "threads">} Want
 * @typedef {{users: number, mattebox: Promise<Mattebox>, listeners: Set<NonNullable<CreateOptions["onProgress"]>>}} Shared
 */

import { createMattebox } from "./index.js";

/** How long an engine stays that nobody uses: a page may take an element away and put up another one. */
const LINGER_MS = 10_000;

/** @type {Map<string, Shared>} */
const engines = new Map();

/**
 * @param {Want} want
 * @param {CreateOptions["onProgress"]} [onProgress]
 * @returns {{mattebox: Promise<Mattebox>, release: () => void}} `release`, once, when it is not needed any more
 */
export function sharedMattebox({ base, device, threads }, onProgress) {
  const key = JSON.stringify([base && new URL(base, location.href).href, device, threads]);
  const engine = engines.get(key) ?? started(key, { base, device, threads });
  engine.users++;
  if (onProgress) engine.listeners.add(onProgress);
  const release = () => {
    if (onProgress) engine.listeners.delete(onProgress);
    engine.users--;
    setTimeout(() => {
      if (engine.users || engines.get(key) !== engine) return;
      engines.delete(key);
      engine.mattebox.then((mattebox) => mattebox.dispose()).catch(() => {});
    }, LINGER_MS);
  };
  return { mattebox: engine.mattebox, release };
}

/** @param {string} key @param {Want} want @returns {Shared} */
function started(key, want) {
  /** @type {Shared["listeners"]} */
  const listeners = new Set();
  const onProgress = (/** @type {import("../engine/types.js").Progress} */ progress) =>
    listeners.forEach((listener) => listener(progress));
  const given = Object.fromEntries(Object.entries(want).filter(([, value]) => value !== undefined));
  const engine = { users: 0, listeners, mattebox: createMattebox({ ...given, onProgress }) };
  engines.set(key, engine);
  engine.mattebox.catch(() => engines.get(key) === engine && engines.delete(key)); // the next one tries again
  return engine;
}
