/**
 * What is wanted of a picture, beside what was made of it: which change is a step of its own that can be undone, and how
 * much work a change is. Plain bookkeeping; nothing runs here.
 *
 * @import { Edits, Settings } from "./settings.js"
 */

import { differences, same } from "./settings.js";

/**
 * @typedef {{edits: Edits}} Made  a picture: the present ones of its edits made its result
 *
 * @typedef {"nothing" | "finish" | "matte" | "subject"} Work  where in the way of a picture it begins anew
 */

/**
 * @template {Made} Picture
 * @typedef {object} Wish
 * @property {Picture} picture
 * @property {Edits} edits    what is wanted of it
 * @property {Edits} base     what the next change goes on from where this one was never seen
 * @property {boolean} shown  a live preview shows it already
 * @property {Work} work
 */

/** Debounce: milliseconds without a change before the work begins. */
const PAUSE = 150;
/** The same where a live preview shows the change: the file can wait, and the next stroke is likely to come soon. */
const PAUSE_WHEN_SHOWN = 700;
/** Milliseconds between two changes of the same value of the finish that are one step to go back. */
const GESTURE = 1000;

/**
 * Milliseconds; null: none, as what only the finish needs is shown so soon that a slider is followed on its way.
 *
 * @param {Pick<Wish<any>, "work" | "shown">} wish
 */
export function pauseBefore({ work, shown }) {
  if (work === "finish") return null;
  return shown ? PAUSE_WHEN_SHOWN : PAUSE;
}

/** @template {Made} Picture */
export class Wanted {
  /** @type {Wish<Picture> | null} what is not made yet */
  wish = null;
  /** @type {{picture: Picture, base: Edits, at: number, values: string} | null} the last change of the finish */
  #gesture = null;

  /** Done or not. @param {Picture} picture */
  edits(picture) {
    return this.wish?.edits ?? picture.edits;
  }

  /**
   * @param {Picture} picture
   * @param {Partial<Settings>} change
   * @param {object} how
   * @param {boolean} how.shown  a live preview shows it
   * @param {boolean} how.begun  the wish before it is at work
   * @param {number} how.now     milliseconds
   * @returns {Wish<Picture>}
   */
  change(picture, change, { shown, begun, now }) {
    const { present } = this.edits(picture);
    const values = change.finish ? differences(present.finish, change.finish) : "";
    const base = this.#gestureBase(picture, values, now) ?? this.#base(picture, begun);
    this.#gesture = { picture, base, at: now, values };
    const settings = { ...present, ...change };
    return this.#want(picture, same(settings, base.present) ? base : base.push(settings), base, shown);
  }

  /** @param {Picture} picture @param {Edits} edits  one step back or forth, or what has failed @returns {Wish<Picture>} */
  go(picture, edits) {
    this.#gesture = null;
    return this.#want(picture, edits, edits, false);
  }

  /** It is made, or given up. */
  end() {
    this.wish = null;
  }

  /** What was never seen is no step to go back to. @param {Picture} picture @param {boolean} begun */
  #base(picture, begun) {
    const { wish } = this;
    const passed = wish !== null && !wish.shown && (!begun || wish.work === "subject");
    return passed ? wish.base : this.edits(picture);
  }

  /** What a slider on its way goes on from. @param {Picture} picture @param {string} values  that change @param {number} now */
  #gestureBase(picture, values, now) {
    const last = this.#gesture;
    if (!values || last?.picture !== picture || last.values !== values) return null;
    return now - last.at < GESTURE ? last.base : null;
  }

  /** @param {Picture} picture @param {Edits} edits @param {Edits} base @param {boolean} shown */
  #want(picture, edits, base, shown) {
    const wish = { picture, edits, base, shown, work: workFor(edits.present, picture.edits.present) };
    this.wish = wish.work === "nothing" ? null : wish;
    return wish;
  }
}

/** @param {Settings} wanted @param {Settings} made @returns {Work} */
function workFor(wanted, made) {
  if (same(wanted, made)) return "nothing";
  if (wanted.mode !== made.mode) return "subject";
  return same({ ...wanted, finish: made.finish }, made) ? "finish" : "matte";
}
