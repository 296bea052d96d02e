/**
 * How the page learns that a worker is gone, even one that ended without an error event (closed itself, or was ended
 * by the browser for memory): the worker holds a lock for as long as it lives, and the page waits for the same lock.
 * Where the browser has no locks (plain http) or gives none, only error events tell.
 */

/** In the worker. Resolves once the page may watch. @param {string} name @returns {Promise<void>} */
export function holdLifeline(name) {
  return new Promise((held) => {
    if (!navigator.locks) return held();
    const hold = () => (held(), new Promise(() => {}));
    navigator.locks.request(name, hold).catch(() => held()); // refused where storage is blocked
  });
}

/**
 * In the page, once the worker holds its end.
 *
 * @param {string} name
 * @param {() => void} onDeath
 */
export function watchLifeline(name, onDeath) {
  navigator.locks?.request(name, onDeath).catch(() => {});
}
