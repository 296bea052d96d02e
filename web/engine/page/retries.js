/**
 * With how much a picture is tried, where a worker has died or memory ran out: as usual, then alone in fresh workers, then
 * on one thread of the CPU, and last by a smaller network with fewer pixels.
 *
 * @import { Mode, Setback } from "../types.js"
 */
import { MAX_PIXELS, MODES } from "../shared/defaults.js";

/**
 * @typedef {{lower: number, pixels: number}} Effort  by how many modes lower than wanted, and at most so many pixels
 * @typedef {Effort & {alone: boolean, sparing: boolean, setback: Setback | null}} Attempt  `setback`: what is told of it
 */

/** Python needs about 25 bytes for each: what fits beside the networks where a tab may hold a gigabyte. */
const FEWER_PIXELS = MAX_PIXELS / 4;

/** @type {Effort} */
const WHOLE = { lower: 0, pixels: MAX_PIXELS };

/**
 * @param {object} picture
 * @param {Mode} picture.mode
 * @param {Effort} [picture.effort]  how it was looked at before; its size and its subject stay what they are
 * @param {boolean} picture.fixed  corrected by hand, in pixels: it may not be scaled then either
 * @param {boolean} sparing  the engine spares memory already
 * @returns {Attempt[]} one after another
 */
export function attempts({ mode, effort, fixed }, sparing) {
  const usual = { ...(effort ?? WHOLE), alone: false, sparing, setback: null };
  const afresh = { ...usual, alone: true, setback: /** @type {const} */ ("afresh") };
  const spared = { ...afresh, sparing: true, setback: /** @type {const} */ ("sparing") };
  const all = sparing ? [usual, afresh] : [usual, afresh, spared];
  if (effort || fixed) return all;
  const lower = MODES.slice(0, MODES.indexOf(mode)).map((_, index) => index + 1);
  const least = { ...spared, pixels: FEWER_PIXELS, setback: afresh.setback };
  return [...all, ...(lower.length ? lower : [0]).map((each) => ({ ...least, lower: each }))];
}

/** @param {Mode} mode @param {Effort} effort @returns {Mode} */
export const modeOf = (mode, { lower }) => MODES[Math.max(0, MODES.indexOf(mode) - lower)];
