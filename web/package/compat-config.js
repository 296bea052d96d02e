/**
 * The configuration of @imgly/background-removal (1.7), as its README and its types document it, in terms of ours.
 *
 * @import { Progress } from "../engine/types.js"
 * @import { CreateOptions } from "./options.js"
 *
 * @typedef {object} Config
 * @property {string} [publicPath]      folder of Mattebox's assets, on the page's own origin
 * @property {boolean} [debug]          progress in the console
 * @property {"cpu" | "gpu"} [device]   default: whatever is faster
 * @property {boolean} [proxyToWorker]  it always is
 * @property {true} [rescale]
 * @property {Record<string, never>} [fetchArgs]
 * @property {"isnet" | "isnet_fp16" | "isnet_quint8" | "large" | "medium" | "small"} [model]  which mode: best, standard, fast
 * @property {(key: string, current: number, total: number) => void} [progress]
 * @property {{format?: "image/png" | "image/jpeg" | "image/webp" | "image/x-rgba8" | "image/x-alpha8", quality?: number,
 *   type?: "foreground" | "background" | "mask"}} [output]  quality: 0..1
 */

import { MatteboxError } from "./errors.js";

/** What is refused, and why. @type {Record<string, string>} */
export const REFUSED = Object.freeze({
  fetchArgs: "Mattebox asks the page's own origin only, which needs no arguments of fetch; leave it out",
  rescale: "the cut-out always has the picture's full resolution; leave it out, or say true",
});

/** @type {Record<NonNullable<Config["model"]>, import("../engine/types.js").Mode>} */
const MODES = { isnet: "best", large: "best", isnet_fp16: "standard", medium: "standard", isnet_quint8: "fast", small: "fast" };
const DEVICES = /** @type {const} */ ({ cpu: "wasm", gpu: "auto" });
const FORMATS = /** @type {const} */ (["image/png", "image/jpeg", "image/webp", "image/x-rgba8", "image/x-alpha8"]);
const TYPES = /** @type {const} */ (["foreground", "background", "mask"]);
const NAMES = ["publicPath", "debug", "device", "proxyToWorker", "rescale", "fetchArgs", "model", "progress", "output"];
const QUALITY = 0.8;

/** @param {string} field @param {string} why @returns {never} */
function refuse(field, why) {
  throw new MatteboxError("option", `${field}: ${why}`, { field });
}

/** @template T @param {string} field @param {unknown} value @param {readonly T[]} choices @returns {T} */
function oneOf(field, value, choices) {
  if (!choices.includes(/** @type {T} */ (value))) refuse(field, `is ${JSON.stringify(value)}; it can be ${choices.join(", ")}`);
  return /** @type {T} */ (value);
}

/**
 * @param {Config} [config]
 * @throws {MatteboxError} naming what is refused or unknown
 */
export function read(config = {}) {
  for (const name of Object.keys(config)) if (!NAMES.includes(name)) refuse(name, `is unknown; known are ${NAMES.join(", ")}`);
  const { publicPath, debug, device, rescale = true, fetchArgs = {}, model = "isnet_fp16", progress, output = {} } = config;
  if (Object.keys(fetchArgs).length) refuse("fetchArgs", REFUSED.fetchArgs);
  if (!rescale) refuse("rescale", REFUSED.rescale);
  if (progress !== undefined && typeof progress !== "function") refuse("progress", "can be a function");
  for (const name of Object.keys(output)) {
    if (!["format", "quality", "type"].includes(name)) refuse(`output.${name}`, "is unknown; known are format, quality, type");
  }
  const { format = "image/png", quality = QUALITY, type = "foreground" } = output;
  if (typeof quality !== "number" || !(quality >= 0 && quality <= 1)) refuse("output.quality", "can be 0 to 1");
  /** @type {Pick<CreateOptions, "base" | "device">} */
  const want = {
    base: publicPath,
    device: device && DEVICES[oneOf("device", device, /** @type {const} */ (["cpu", "gpu"]))],
  };
  return {
    want,
    mode: MODES[oneOf("model", model, /** @type {NonNullable<Config["model"]>[]} */ (Object.keys(MODES)))],
    format: oneOf("output.format", format, FORMATS),
    quality: Math.max(1, Math.round(quality * 100)),
    type: oneOf("output.type", type, TYPES),
    tell: teller(progress, debug === true),
  };
}

/** @param {Config["progress"]} progress @param {boolean} debug @returns {NonNullable<Config["progress"]>} */
function teller(progress, debug) {
  return (key, current, total) => {
    if (debug) console.debug(`mattebox: ${key} ${current}/${total}`);
    progress?.(key, current, total);
  };
}

/** The peer's names for what goes on, and its four steps. @type {Partial<Record<Progress["phase"], [string, number]>>} */
const STEPS = { decode: ["compute:decode", 0], draft: ["compute:inference", 1], matte: ["compute:mask", 2], encode: ["compute:encode", 3] };
const ALL_STEPS = 4;

/** Tells progress by the peer's keys, each step once. @param {NonNullable<Config["progress"]>} tell */
export function translated(tell) {
  let last = "";
  return (/** @type {Progress} */ { phase, loadedBytes, totalBytes }) => {
    if (phase === "download") return tell("fetch:mattebox", loadedBytes ?? 0, totalBytes ?? 0);
    const step = STEPS[phase];
    if (!step || step[0] === last) return;
    last = step[0];
    tell(...step, ALL_STEPS);
  };
}

/** @param {NonNullable<Config["progress"]>} tell */
export const done = (tell) => tell("compute:encode", ALL_STEPS, ALL_STEPS);
