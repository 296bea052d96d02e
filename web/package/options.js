/**
 * What may be asked for, and what is told on the way: checked before any work begins, so that a wrong value is told by its
 * name.
 *
 * @import { CutOptions, EdgeOptions, Finish, Fix, Mode, Output } from "../engine/types.js"
 */

import { choice, needObject, number, OptionError, refuseUnknown, wholeOptions } from "../engine/shared/options.js";
import { MatteboxError } from "./errors.js";

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
 * @typedef {ReturnType<typeof wholeOptions>} Whole
 */

const LISTENERS = ["onProgress", "onPreview", "onTips"];

/** @param {string} field @param {unknown} value @param {string} canBe @returns {never} */
function refuse(field, value, canBe) {
  throw new MatteboxError("option", `${field} is ${shown(value)}; it can be ${canBe}`, { field });
}

/** @param {unknown} value */
const shown = (value) => (typeof value === "string" ? JSON.stringify(value) : typeof value === "object" ? "an object" : String(value));

/**
 * The error of the package for one of the engine's checks.
 *
 * @template T
 * @param {() => T} check
 * @returns {T}
 */
function told(check) {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw new MatteboxError("option", error.message, { field: error.field });
  }
}

/** @param {Record<string, unknown>} given */
function checkListeners({ signal, ...given }) {
  if (signal !== undefined && !(signal instanceof AbortSignal)) refuse("signal", signal, "an AbortSignal");
  for (const name of LISTENERS) {
    const listener = given[name];
    if (listener !== undefined && typeof listener !== "function") refuse(name, listener, "a function");
  }
}

/**
 * What is wanted, whole.
 *
 * @param {any} given
 * @param {Whole} before  what stands where nothing is said: the defaults, or how a picture was cut last
 * @param {string[]} [names]  what may be given of `Choices`
 * @returns {Whole}
 * @throws {MatteboxError} naming the field
 */
export function wholeOf(given = {}, before, names) {
  const { signal, onProgress, onPreview, onTips, ...choices } = told(() => needObject("options", given));
  checkListeners({ signal, onProgress, onPreview, onTips });
  const whole = told(() => wholeOptions(choices, before, names));
  const { kind, picture } = whole.finish.background;
  if (kind === "picture" && !picture) refuse("finish.background.picture", picture, "a Blob or File, as the kind is picture");
  return whole;
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

/** @param {unknown} given @returns {CreateOptions} */
export function createOptionsOf(given = {}) {
  told(() => refuseUnknown("", needObject("options", given), ["base", "device", "threads", "signal", "onProgress"]));
  checkListeners(/** @type {Record<string, unknown>} */ (given));
  const { base, device, threads } = /** @type {Record<string, unknown>} */ (given);
  if (base !== undefined && typeof base !== "string" && !(base instanceof URL)) refuse("base", base, "an address");
  if (device !== undefined) told(() => choice("auto", "wasm", "webgpu")("device", device));
  if (threads !== undefined) {
    told(() => number(1, 64)("threads", threads));
    if (!Number.isInteger(threads)) refuse("threads", threads, "a whole number");
  }
  return /** @type {CreateOptions} */ (given);
}
