/**
 * What may be asked for, partial at every depth: checked here, by the same limits as in py/mattebox/options, so that a wrong
 * value is told by its name before any work begins.
 *
 * @import { EdgeOptions, Finish, Mode, Output } from "../types.js"
 */

import { DEFAULT_EDGES, DEFAULT_FINISH, DEFAULT_OUTPUT, MODES } from "../shared/defaults.js";

/** A value that cannot be asked for. */
export class OptionError extends Error {
  name = "OptionError";

  /** @param {string} field  like `finish.shadow.opacity` @param {string} message */
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/**
 * @typedef {{mode: Mode, edges: Required<EdgeOptions>, finish: Finish, output: Output}} Whole
 *
 * @typedef {(name: string, value: unknown) => void} Check
 * @typedef {{[name: string]: Check | Fields}} Fields
 */

/** @param {string} field @param {unknown} value @param {string} canBe @returns {never} */
function refuse(field, value, canBe) {
  throw new OptionError(field, `${field} is ${shown(value)}; it can be ${canBe}`);
}

/** @param {unknown} value */
function shown(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return typeof value === "function" ? "a function" : String(value);
  return Array.isArray(value) ? `[${value.map(String).join(", ")}]` : "an object";
}

/** @param {number} low @param {number} high @returns {Check} */
const number = (low, high) => (name, value) => {
  if (typeof value !== "number" || !(value >= low && value <= high)) refuse(name, value, `${low} to ${high}`);
};

/** @param {...unknown} choices @returns {Check} */
const choice = (...choices) => (name, value) => {
  if (!choices.includes(value)) refuse(name, value, choices.map(shown).join(", "));
};

/** @type {Check} */
const colour = (name, value) => {
  if (typeof value !== "string" || !/^#[0-9a-f]{6}$/i.test(value)) refuse(name, value, "a colour like #ffcc00");
};

/** @param {Check} check @returns {Check} */
const orNull = (check) => (name, value) => {
  if (value !== null) check(name, value);
};

/** @param {number} length @param {number} low @param {number} high @param {string} what @returns {Check} */
const numbers = (length, low, high, what) => (name, value) => {
  const good = (/** @type {unknown} */ each) => typeof each === "number" && each >= low && each <= high;
  if (!Array.isArray(value) || value.length !== length || !value.every(good)) refuse(name, value, what);
};

/** @type {Check} */
const size = (name, value) => {
  numbers(2, 1, 7000, "width and height, 1 to 7000 pixels each")(name, value);
  if (!(/** @type {number[]} */ (value).every(Number.isInteger))) refuse(name, value, "whole numbers of pixels");
};

/** @type {Check} */
const blob = (name, value) => {
  if (!(value instanceof Blob)) refuse(name, value, "a Blob or File with a picture, or null");
};

/** The limits of py/mattebox/options (tests/unit/test_web_options.py compares them). @internal @type {Fields} */
export const FIELDS = {
  mode: choice(...MODES),
  edges: {
    edge: choice("auto", "clean", "soft", "hair"),
    shift: number(-20, 20),
    feather: number(0, 20),
    contrast: number(0, 1),
    decontaminate: number(0, 1),
  },
  finish: {
    background: {
      kind: choice("none", "colour", "gradient", "picture", "blur"),
      colour,
      end: colour,
      angle: number(0, 360),
      picture: orNull(blob),
      fit: choice("cover", "contain"),
      x: number(0, 1),
      y: number(0, 1),
      blur: number(0.004, 0.1),
    },
    shadow: { opacity: number(0, 1), angle: number(0, 360), distance: number(0, 0.5), softness: number(0, 0.2), colour },
    contact: { opacity: number(0, 1), softness: number(0, 0.2) },
    outline: { width: number(0, 0.1), colour },
    match: number(0, 1),
    frame: {
      turn: choice(0, 90, 180, 270),
      tilt: number(-45, 45),
      crop: choice("picture", "subject"),
      margin: number(0, 7000),
      unit: choice("percent", "px"),
      fill: orNull(number(0.1, 1)),
      aspect: orNull(number(0.1, 10)),
      size: orNull(size),
      anchor: choice("centre", "head"),
      x: number(-0.5, 0.5),
      y: number(-0.5, 0.5),
      dpi: orNull(number(1, 2400)),
    },
  },
  output: {
    format: choice("png", "png8", "webp", "jpeg", "mask", "tiff"),
    lossless: choice(true, false),
    quality: number(1, 100),
    metadata: choice("none", "camera", "all"),
    smaller: choice(true, false),
    credentials: choice(true, false),
  },
};

/** Percent of the subject's longer side. */
const WIDEST_MARGIN = 100;

/** @type {Whole} */
const USUAL = { mode: "standard", edges: DEFAULT_EDGES, finish: DEFAULT_FINISH, output: DEFAULT_OUTPUT };

/** @param {string} name @param {unknown} value @returns {asserts value is Record<string, unknown>} */
function needObject(name, value) {
  const proto = value !== null && typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (proto !== null && proto !== Object.prototype) refuse(name, value, "an object with options");
}

/** @param {string} name @param {Record<string, unknown>} value @param {string[]} known */
function refuseUnknown(name, value, known) {
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger === undefined) return;
  const field = name ? `${name}.${stranger}` : stranger;
  throw new OptionError(field, `There is no option ${field}; there are ${known.join(", ")}`);
}

/**
 * The defaults with what is given in their place, at every depth; `undefined` counts as not given.
 *
 * @template {object} T
 * @param {string} name  of all of it; none: the whole
 * @param {unknown} given
 * @param {Fields} fields
 * @param {T} defaults
 * @returns {T}
 */
function filled(name, given, fields, defaults) {
  needObject(name || "options", given);
  refuseUnknown(name, given, Object.keys(fields));
  const whole = /** @type {Record<string, any>} */ ({ ...defaults });
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const [field, check] = [name ? `${name}.${key}` : key, fields[key]];
    if (typeof check === "function") check(field, value);
    whole[key] = typeof check === "function" ? value : filled(field, value, check, whole[key]);
  }
  return /** @type {T} */ (whole);
}

/**
 * What is wanted, whole: whatever is left out, at any depth, is its default.
 *
 * @param {unknown} given
 * @returns {Whole}
 * @throws {OptionError} naming the field
 */
export function wholeOptions(given) {
  const whole = filled("", given, FIELDS, USUAL);
  const { unit, margin } = whole.finish.frame;
  if (unit === "percent") number(0, WIDEST_MARGIN)("finish.frame.margin", margin);
  return whole;
}
