/**
 * How the page learns that a worker is gone, even one that ended without an error event (closed itself, or was ended
 * by the browser for memory): the worker holds a lock for as long as it lives, and the page waits for the same lock.
 * Where the worker got none, only error events tell: a lock that nobody holds would call it dead at once.
 */

import { hold, whenFree } from "./locks.js";

/** In the worker. @param {string} name @returns {Promise<boolean>} whether the page may watch */
export const holdLifeline = async (name) => (await hold(name))?.held ?? false;

/**
 * In the page, once the worker holds its end.
 *
 * @param {string} name
 * @param {() => void} onDeath
 */
export const watchLifeline = (name, onDeath) => void whenFree(name).then(onDeath);
