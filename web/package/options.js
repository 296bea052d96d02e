/**
 * What may be asked for, partial at every depth. The engine, once it is loaded, brings the checks of what a picture is to be;
 * here is what only a caller has: listeners, and how an engine is made.
 *
 * @import { CutOptions, EdgeOptions, Finish, Fix, Mode, Output } from "../engine/types.js"
 */

import { explained, MatteboxError } from "./errors.js";

/**
 * @template T
 * @typedef {T extends Blob | readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Partially<T[K]> } : T} Partially
 */

/**
 * @typedef {object} Choices            what is wanted of a picture; whatever is left out is its default
 * @property {Mode} [mode]              `fast`, `standard` (default) or `best`
 * @property {EdgeOptions} [edges]
 * @property {Fix[]} [fixes]            corrections by hand, in pixels of the full, upright picture
 * @property {Partially<Finish>} [finish]
 * @property {Partially<Output>} [output]
 *
 * @typedef {Pick<CutOptions, "signal" | "onProgress" | "onPreview" | "onTips">} Listeners
 * @typedef {Choices & Listeners} MatteboxOptions
 *
 * @typedef {import("../engine/page/options.js").Whole & {fixes: Fix[]}} Whole
 *
 * @typedef {object} Checks             the engine's
 * @property {typeof import("../engine/page/options.js").wholeOptions} wholeOptions
 * @property {typeof import("../engine/page/fixes.js").wholeFixes} wholeFixes
 */

/** Names of `Choices`. */
const WHAT = ["mode", "edges", "fixes", "finish", "output"];
const LISTENERS = ["signal", "onProgress", "onPreview", "onTips"];

/** @param {string} field @param {string} message @returns {never} */
function refuse(field, message) {
  throw new MatteboxError("option", message, { field });
}

/** @param {unknown} given @param {string[]} names @returns {asserts given is Record<string, unknown>} */
function needOptions(given, names) {
  if (given === null || typeof given !== "object") refuse("options", `options is ${given}; it can be an object with options`);
  const stranger = Object.keys(given).find((name) => !names.includes(name));
  if (stranger !== undefined) refuse(stranger, `There is no option ${stranger}; there are ${names.join(", ")}`);
}

/** @param {Record<string, unknown>} given */
function needListeners({ signal, ...listeners }) {
  if (signal !== undefined && !(signal instanceof AbortSignal)) refuse("signal", "signal can be an AbortSignal");
  for (const name of LISTENERS.slice(1)) {
    const listener = listeners[name];
    if (listener !== undefined && typeof listener !== "function") refuse(name, `${name} can be a function`);
  }
}

/**
 * What is wanted, whole.
 *
 * @param {unknown} given
 * @param {Whole} before  what stands where nothing is said: the defaults, or how a picture was cut last
 * @param {Checks} checks
 * @param {string[]} [names]  what may be given of `Choices`
 * @returns {Whole}
 * @throws {MatteboxError} naming the field
 */
export function wholeOf(given = {}, before, { wholeOptions, wholeFixes }, names = WHAT) {
  needOptions(given, [...names, ...LISTENERS]);
  needListeners(given);
  const { mode, edges, fixes, finish, output } = given;
  try {
    const whole = {
      ...wholeOptions({ mode, edges, finish, output }, before),
      fixes: fixes === undefined ? before.fixes : wholeFixes(fixes),
    };
    const { kind, picture } = whole.finish.background;
    if (kind !== "picture" || picture) return whole;
  } catch (error) {
    throw explained(error);
  }
  const field = "finish.background.picture";
  refuse(field, `${field} is missing, as the kind is picture; it can be a Blob or File with a picture`);
}

/** @param {unknown} given @returns {Listeners} */
export function listenersOf(given = {}) {
  const { signal, onProgress, onPreview, onTips } = /** @type {Listeners} */ (given);
  return { signal, onProgress, onPreview, onTips };
}

/**
 * @typedef {object} CreateOptions
 * @property {string | URL} [base]      folder of the assets, on the page's own origin; default: `assets/` beside this module
 * @property {"auto" | "wasm" | "webgpu"} [device]  default `auto`: WebGPU where it is there and right
 * @property {number} [threads]         at most so many; default: what suits the device. One where the page is not isolated
 * @property {AbortSignal} [signal]     ends the start, and later everything, as `dispose` does
 * @property {(progress: import("../engine/types.js").Progress) => void} [onProgress]  of download and start
 */

/** @param {unknown} given @param {string[]} [names]  what may be given @returns {CreateOptions} */
export function createOptionsOf(given = {}, names = ["base", "device", "threads", "signal", "onProgress"]) {
  needOptions(given, names);
  needListeners(given);
  const { base, device, threads } = given;
  if (base !== undefined && typeof base !== "string" && !(base instanceof URL)) refuse("base", "base can be an address");
  if (device !== undefined && !["auto", "wasm", "webgpu"].includes(/** @type {string} */ (device))) {
    refuse("device", `device is ${device}; it can be auto, wasm, webgpu`);
  }
  if (threads !== undefined && !(Number.isInteger(threads) && /** @type {number} */ (threads) > 0)) {
    refuse("threads", `threads is ${threads}; it can be a whole number from 1`);
  }
  return /** @type {CreateOptions} */ (given);
}
