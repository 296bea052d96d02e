/**
 * What is meant where nothing is said.
 *
 * @import { EdgeOptions, Finish, Mode, Output } from "../types.js"
 */

/** Long side of what is sent for display before the file is encoded: enough for any laptop screen. */
export const PREVIEW_SIDE = 2048;

/** Above this the picture is scaled down with a notice: two RGBA buffers of it fill half of what a tab may hold. */
export const MAX_PIXELS = 50_000_000;

/** From the quickest to the most thorough. @type {readonly Mode[]} */
export const MODES = Object.freeze(["fast", "standard", "best"]);

/** The id of a network of somebody's own, in whose mode it is; null: ours. @param {Mode} mode */
export const ownOf = (mode) => (mode.startsWith("own:") ? mode.slice("own:".length) : null);

/** Those to which one may fall back, up to itself. @param {Mode} mode @returns {readonly Mode[]} */
export const ladder = (mode) => (ownOf(mode) ? ["fast", "standard", mode] : MODES);

/** The first number of subjects that were dropped, among `Engine.parts`: DROPPED of py/mattebox/live.py. */
export const DROPPED = 128;

/** What the page's controls begin with: the defaults of py/mattebox/options/edges.py. @type {Required<EdgeOptions>} */
export const DEFAULT_EDGES = Object.freeze({ edge: "auto", shift: 0, feather: 0, contrast: 0, decontaminate: 1 });

/** Likewise of py/mattebox/options/finish.py: the cut-out as it is. @type {Finish} */
export const DEFAULT_FINISH = Object.freeze({
  background: Object.freeze({
    kind: "none",
    colour: "#ffffff",
    end: "#cfd8e3",
    angle: 180,
    picture: null,
    fit: "cover",
    x: 0.5,
    y: 0.5,
    blur: 0.02,
  }),
  shadow: Object.freeze({ opacity: 0, angle: 160, distance: 0.04, softness: 0.03, colour: "#000000" }),
  contact: Object.freeze({ opacity: 0, softness: 0.02 }),
  outline: Object.freeze({ width: 0, colour: "#ffffff" }),
  match: 0,
  frame: Object.freeze({
    turn: 0,
    tilt: 0,
    crop: "picture",
    margin: 0,
    unit: "percent",
    fill: null,
    aspect: null,
    size: null,
    anchor: "centre",
    x: 0,
    y: 0,
    dpi: null,
  }),
});

/** And of py/mattebox/options/output.py. @type {Output} */
export const DEFAULT_OUTPUT = Object.freeze({
  format: "png",
  lossless: false,
  quality: 90,
  metadata: "none",
  smaller: false,
  credentials: false,
});
