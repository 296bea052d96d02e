/**
 * How long a picture will take on this device, judged by those before it. It knows no storage: whoever makes one passes
 * what was saved last time, and is told whenever there is more to save.
 *
 * A picture takes what the networks take in its mode, and the rest: decoding, Python, encoding. The networks' time is the
 * median of the last runs in that mode; before any, it is put together from runs of each network, and before those from
 * the warm-up runs, which are scaled by their input's pixels. The rest is a fixed part and a part for each megapixel: the
 * line through the last pictures (Theil–Sen: the median of the slopes between any two), or where all were of one size the
 * usual slope, and before any picture a multiple of what Python took for its warm-up.
 *
 * @import { CutReply } from "../shared/protocol.js"
 * @import { Mode } from "../types.js"
 */

/**
 * @typedef {object} Known
 * @property {string} way               device, threads and networks: what was measured otherwise says nothing
 * @property {Record<string, number>} guesses  milliseconds by network, and of `finish`, from the warm-up
 * @property {Record<string, number[]>} networks  last runs by network
 * @property {Partial<Record<Mode, number[]>>} modes  last sums of all networks' runs
 * @property {[number, number][]} rest  last pictures' megapixels, and the milliseconds that were not the networks'
 */

/** Runs that are remembered of each kind: enough for a median to stand a stray one, few enough to notice a change. */
const REMEMBERED = 5;

/** How often our main network runs. @type {Partial<Record<Mode, number>>} */
const MAIN_RUNS = { fast: 0, standard: 1, best: 2 };

/** The rest at no size, as a multiple of Python's warm-up: measured on 2 cores. */
const FIXED_TO_FINISH = 4;
/** By how much of the fixed part the rest grows with each megapixel, likewise. */
const GROWTH = 0.25;

/** @returns {Known} */
const nothing = (way = "") => ({ way, guesses: {}, networks: {}, modes: {}, rest: [] });

export class Calibration {
  #known;
  #save;

  /**
   * @param {unknown} [known]  what was saved
   * @param {(known: Known) => void} [save]
   */
  constructor(known, save = () => {}) {
    this.#known = isKnown(known) ? known : nothing();
    this.#save = save;
  }

  /**
   * What warm-ups say.
   *
   * @param {string} way
   * @param {Record<string, number>} guesses  milliseconds: whole runs by network, and `finish`
   */
  guess(way, guesses) {
    this.#on(way);
    Object.assign(this.#known.guesses, guesses);
    this.#save(this.#known);
  }

  /**
   * A picture is done, and nothing else was at work meanwhile. One that was not looked at from the start tells nothing.
   *
   * @param {string} way
   * @param {Mode} mode
   * @param {Pick<CutReply, "width" | "height" | "timings">} reply
   */
  add(way, mode, { width, height, timings }) {
    const { decode, draft_inference: draft, inference: main = 0, total } = timings;
    if (decode === undefined || draft === undefined) return;
    this.#on(way);
    const { networks, modes, rest } = this.#known;
    networks.draft = last(networks.draft, draft);
    const runs = MAIN_RUNS[mode];
    if (main && runs) networks.main = last(networks.main, main / runs);
    modes[mode] = last(modes[mode], draft + main);
    this.#known.rest = last(rest, [(width * height) / 1e6, Math.max(0, total - draft - main)]);
    this.#save(this.#known);
  }

  /**
   * @param {Mode} mode
   * @param {number} megapixels
   * @returns {number | null} milliseconds; null: nothing has been measured that says it
   */
  expect(mode, megapixels) {
    const sum = this.#networks(mode) + this.#rest(megapixels);
    return Number.isFinite(sum) ? sum : null;
  }

  /** @param {Mode} mode @returns {number} NaN where it is not known, as in the two below */
  #networks(mode) {
    const measured = this.#known.modes[mode];
    if (measured?.length) return median(measured);
    const runs = MAIN_RUNS[mode] ?? NaN; // of somebody's own nothing is known before it has run
    return this.#network("draft") + (runs && runs * this.#network("main"));
  }

  /** @param {string} name */
  #network(name) {
    const { networks, guesses } = this.#known;
    return networks[name]?.length ? median(networks[name]) : (guesses[name] ?? NaN);
  }

  /** @param {number} megapixels */
  #rest(megapixels) {
    const { rest, guesses } = this.#known;
    const fixed = (guesses.finish ?? NaN) * FIXED_TO_FINISH;
    const [first, slope] = rest.length ? lineThrough(rest) : [fixed, GROWTH * fixed];
    return first + slope * megapixels;
  }

  /** @param {string} way */
  #on(way) {
    if (this.#known.way !== way) this.#known = nothing(way);
  }
}

/**
 * @param {[number, number][]} points  megapixels, milliseconds
 * @returns {[number, number]} fixed part and slope, neither negative
 */
function lineThrough(points) {
  const pairs = points.flatMap((point, i) => points.slice(i + 1).map((other) => [...point, ...other]));
  const slopes = pairs.filter(([x, , u]) => differ(x, u)).map(([x, y, u, v]) => (v - y) / (u - x));
  if (!slopes.length) {
    const fixed = median(points.map(([x, y]) => y / (1 + GROWTH * x)));
    return [fixed, GROWTH * fixed];
  }
  const slope = Math.max(0, median(slopes));
  return [Math.max(0, median(points.map(([x, y]) => y - slope * x))), slope];
}

/** Sizes closer than this tell nothing about what a megapixel costs. @param {number} a @param {number} b */
const differ = (a, b) => Math.max(a, b) > 1.5 * Math.min(a, b);

/** @template T @param {T[] | undefined} list @param {T} item */
const last = (list, item) => [...(list ?? []), item].slice(-REMEMBERED);

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {unknown} value @returns {value is Known} not what another version or another program has left there */
function isKnown(value) {
  const { way, guesses, networks, modes, rest } = /** @type {Record<string, unknown>} */ (value ?? {});
  const tables = [guesses, networks, modes].every((table) => typeof table === "object" && table !== null);
  return typeof way === "string" && tables && Array.isArray(rest);
}
