/**
 * What may be asked for, partial at every depth: checked here, by the same limits as in py/mattebox/options, so that a wrong
 * value is told by its name before any work begins.
 *
 * @import { EdgeOptions, Finish, Fix, Mode, Output } from "../types.js"
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
 * @typedef {{mode: Mode, edges: Required<EdgeOptions>, fixes: Fix[], finish: Finish, output: Output}} Whole
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

/** The limits of py/mattebox/options (tests/unit/test_package_options.py compares them). @type {Record<string, Fields>} @internal */
export const FIELDS = {
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

const FARTHEST = 1e6;
const place = numbers(2, -FARTHEST, FARTHEST, "x and y in pixels of the picture");

/** Each kind of fix: what it must have, and what it may have besides. @type {Record<Fix["type"], {must: Fields, may: Fields}>} */
const FIXES = {
  stroke: {
    must: {
      effect: choice("restore", "erase"),
      points: (name, value) => {
        const list = Array.isArray(value) ? value : [];
        const good = list.length > 0 && list.length % 3 === 0 && list.every((each) => Math.abs(each) <= FARTHEST);
        if (!good || list.some((each, at) => at % 3 === 2 && each < 0)) {
          refuse(name, value, "x, y and radius of one point after the other, in pixels");
        }
      },
    },
    may: { tool: choice("brush", "lasso"), hard: choice(true, false), softness: number(0, 1) },
  },
  pick: { must: { at: place, keep: choice(true, false) }, may: {} },
  closer: {
    must: {
      box: (name, value) => {
        numbers(4, -FARTHEST, FARTHEST, "left, top, right and bottom in pixels")(name, value);
        const [left, top, right, bottom] = /** @type {number[]} */ (value);
        if (left >= right || top >= bottom) refuse(name, value, "left, top, right and bottom of a box that is not empty");
      },
    },
    may: {},
  },
  tidy: { must: { what: choice("holes", "specks") }, may: {} },
};

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
 * @param {string} name
 * @param {unknown} given
 * @param {Fields} fields
 * @param {T} defaults
 * @returns {T}
 */
function filled(name, given, fields, defaults) {
  if (given === undefined) return defaults;
  needObject(name, given);
  refuseUnknown(name, given, Object.keys(fields));
  const whole = /** @type {Record<string, any>} */ ({ ...defaults });
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const check = fields[key];
    if (typeof check === "object") whole[key] = filled(`${name}.${key}`, value, check, whole[key]);
    else {
      check(`${name}.${key}`, value);
      whole[key] = value;
    }
  }
  return /** @type {T} */ (whole);
}

/** @param {unknown} given @returns {Fix[]} */
function fixesOf(given) {
  if (!Array.isArray(given)) refuse("fixes", given, "a list of corrections");
  return given.map((fix, at) => {
    const name = `fixes[${at}]`;
    needObject(name, fix);
    choice(...Object.keys(FIXES))(`${name}.type`, fix.type);
    const { must, may } = FIXES[/** @type {Fix["type"]} */ (fix.type)];
    refuseUnknown(name, fix, ["type", ...Object.keys(must), ...Object.keys(may)]);
    for (const [key, check] of Object.entries({ ...must, ...may })) {
      if (typeof check === "function" && (key in must || fix[key] !== undefined)) check(`${name}.${key}`, fix[key]);
    }
    const rest = fix.type === "stroke" ? { tool: "brush", hard: false, softness: 0 } : {};
    return /** @type {Fix} */ (/** @type {unknown} */ ({ ...rest, ...fix }));
  });
}

/** Names of `Choices`. */
const ALL = ["mode", "edges", "fixes", "finish", "output"];

/** @type {Whole} */
const USUAL = { mode: "standard", edges: DEFAULT_EDGES, fixes: [], finish: DEFAULT_FINISH, output: DEFAULT_OUTPUT };

/**
 * What is wanted, whole.
 *
 * @param {unknown} given
 * @param {Whole} before  what stands where nothing is said: the defaults, or how a picture was cut last
 * @param {string[]} [names]  what may be given of `Choices`
 * @returns {Whole}
 * @throws {OptionError} naming the field
 */
export function wholeOptions(given = {}, before = USUAL, names = ALL) {
  needObject("options", given);
  refuseUnknown("", given, names);
  const { mode = before.mode, edges, fixes, finish, output } = given;
  choice(...MODES)("mode", mode);
  const whole = {
    mode: /** @type {Mode} */ (mode),
    edges: filled("edges", edges, FIELDS.edges, before.edges),
    fixes: fixes === undefined ? before.fixes : fixesOf(fixes),
    finish: filled("finish", finish, FIELDS.finish, before.finish),
    output: filled("output", output, FIELDS.output, before.output),
  };
  const { unit, margin } = whole.finish.frame;
  if (unit === "percent") number(0, WIDEST_MARGIN)("finish.frame.margin", margin);
  return whole;
}
