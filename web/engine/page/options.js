/**
 * What may be asked for, partial at every depth: checked here, by the same limits as in py/mattebox/options, so that a wrong
 * value is told by its name before any work begins.
 *
 * @import { EdgeOptions, Finish, Mode, Output } from "../types.js"
 * @import { Check, Fields } from "./checks.js"
 *
 * @typedef {{mode: Mode, edges: Required<EdgeOptions>, finish: Finish, output: Output}} Whole
 */

import { DEFAULT_EDGES, DEFAULT_FINISH, DEFAULT_OUTPUT, MODES } from "../shared/defaults.js";
import { choice, colour, filled, number, numbers, orNull, refuse } from "./checks.js";

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

/**
 * What is wanted, whole: whatever is left out, at any depth, is as it was before.
 *
 * @param {unknown} given
 * @param {Whole} [before]  by default the defaults
 * @returns {Whole}
 * @throws {import("./checks.js").OptionError} naming the field
 */
export function wholeOptions(given, before = USUAL) {
  const whole = filled("", given, FIELDS, before);
  const { unit, margin } = whole.finish.frame;
  if (unit === "percent") number(0, WIDEST_MARGIN)("finish.frame.margin", margin);
  return whole;
}
