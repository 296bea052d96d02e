/**
 * The settings of a picture: what is asked of the engine for it. Plain data, and files for backgrounds.
 *
 * @import { EdgeOptions, Finish, Fix, Mode } from "../../engine/index.js"
 * @import { History } from "./history.js"
 */

import { DEFAULT_EDGES, DEFAULT_FINISH } from "../../engine/index.js";

/**
 * @typedef {Required<EdgeOptions>} Edges
 * @typedef {{mode: Mode, edges: Edges, fixes: Fix[], finish: Finish}} Settings
 * @typedef {History<Settings>} Edits
 */

/** What a picture begins with. @param {Mode} mode @returns {Settings} */
export const usualSettings = (mode) => ({ mode, edges: DEFAULT_EDGES, fixes: [], finish: DEFAULT_FINISH });

/** Of settings, which are plain data and files. @param {unknown} a @param {unknown} b @returns {boolean} */
export function same(a, b) {
  if (a === b || typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  if (a instanceof Blob || b instanceof Blob) return false;
  const [all, others] = [Object.entries(a), new Map(Object.entries(b))];
  return all.length === others.size && all.every(([name, value]) => others.has(name) && same(value, others.get(name)));
}

/** The names of the values in which two finishes differ. @param {object} a @param {object} b @returns {string} */
export function differences(a, b) {
  const others = new Map(Object.entries(b));
  const all = Object.entries(a).filter(([name, value]) => !same(value, others.get(name)));
  return all.map(([name, value]) => (isPart(value) ? `${name}(${differences(value, others.get(name))})` : name)).join();
}

/** @param {unknown} value @returns {value is object} */
const isPart = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Blob);
