/**
 * Changes how the finished picture is cut: its edges, or the mode in which its subject was found. The result stays what
 * it was until a new one is there; a newer change takes the place of the one at work, so that never more than one waits.
 * What only the finish needs is shown so soon that a slider is followed on its way.
 *
 * @import { CutoutResult, Engine, Progress } from "../../engine/index.js"
 * @import { Picture } from "./picture.js"
 * @import { Edits, Settings } from "./settings.js"
 */

import { differences, same } from "./settings.js";

/**
 * @typedef {object} Edit
 * @property {Picture} picture
 * @property {Edits} edits    what is wanted
 * @property {Edits} base     what the next change goes on from, while this one has not begun or looks anew
 * @property {boolean} begun
 * @property {boolean} shown  a live preview shows it already
 * @property {Edit | null} behind  the one before it, which it lets come as far as the screen
 * @property {Promise<void>} seen  once it is on the screen, or has come to nothing
 * @property {() => void} see
 * @property {AbortController} controller
 *
 * @typedef {object} Listener
 * @property {() => void} begun
 * @property {(progress: Progress) => void} progress
 * @property {(picture: Picture) => void} shown  it looks different, and may be of another size
 * @property {(result: CutoutResult, anew: boolean) => void} done  `anew`: the subject was looked for again
 * @property {(anew: boolean) => void} dropped  what is wanted is what was there
 * @property {(error: unknown, again: () => void) => void} failed
 */

/** Debounce: milliseconds without a change before the work begins. */
const PAUSE = 150;
/** The same where a live preview shows the change: the file can wait, and the next stroke is likely to come soon. */
const PAUSE_WHEN_SHOWN = 700;
/** Milliseconds between two changes of the same value of the finish that are one step to go back. */
const GESTURE = 1000;

export class Editor {
  /** @type {Edit | null} */
  #edit = null;
  /** @type {{picture: Picture, base: Edits, at: number, values: string} | null} the last change of the finish */
  #gesture = null;
  /** @type {((done: boolean) => void)[]} */
  #waiting = [];
  /** Somebody draws: what is at work would only be in the way. */
  #held = false;
  #engine;
  #tell;

  /** @param {Pick<Engine, "cut">} engine @param {Listener} listener */
  constructor(engine, listener) {
    this.#engine = engine;
    this.#tell = listener;
  }

  get busy() {
    return this.#edit !== null;
  }

  /** The subject is looked for again. */
  get looking() {
    return this.#edit !== null && isAnew(this.#edit);
  }

  /** What is wanted of a picture, done or not. @param {Picture} picture */
  edits(picture) {
    return this.#edit?.edits ?? picture.edits;
  }

  /** Nothing begins until `release`, and what has begun begins again then. */
  hold() {
    this.#held = true;
    const edit = this.#edit;
    if (!edit?.begun || isAnew(edit)) return;
    abort(edit);
    const { picture, edits, base, shown } = edit;
    this.#edit = { picture, edits, base, shown, ...unbegun() };
  }

  release() {
    this.#held = false;
    if (this.#edit && !this.#edit.begun) void this.#work(this.#edit);
  }

  /** @param {Picture} picture @param {Partial<Settings>} change @param {{shown?: boolean}} [how] */
  set(picture, change, { shown = false } = {}) {
    // What was never seen is no step to go back to.
    const passed = this.#edit && !this.#edit.shown && (!this.#edit.begun || this.looking);
    const { present } = this.edits(picture);
    const values = change.finish ? differences(present.finish, change.finish) : "";
    const base = this.#gestureBase(picture, values) ?? (this.#edit && passed ? this.#edit.base : this.edits(picture));
    this.#gesture = { picture, base, at: performance.now(), values };
    const settings = { ...present, ...change };
    this.#begin(picture, same(settings, base.present) ? base : base.push(settings), base, shown);
  }

  /** @param {Picture} picture @param {Edits} edits  one step back or forth, or an edit that failed */
  go(picture, edits) {
    this.#gesture = null;
    this.#begin(picture, edits, edits);
  }

  /** Gives up what is at work. */
  stop() {
    const edit = this.#edit;
    this.#edit = null;
    this.#held = false;
    abort(edit);
    if (edit) this.#revert(edit.picture);
    this.#settle(false);
  }

  /** When nothing is at work any more: whether the result is what was wanted. @returns {Promise<boolean>} */
  settled() {
    return this.#edit ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(true);
  }

  /** What a slider on its way goes on from. @param {Picture} picture @param {string} values  that change */
  #gestureBase(picture, values) {
    const last = this.#gesture;
    if (!values || last?.picture !== picture || last.values !== values) return null;
    return performance.now() - last.at < GESTURE ? last.base : null;
  }

  /** @param {Picture} picture @param {Edits} edits @param {Edits} base @param {boolean} [shown] */
  #begin(picture, edits, base, shown = false) {
    const last = this.#edit;
    const follows = last !== null && isQuick(last) && isQuick({ picture, edits });
    if (!follows) abort(last);
    if (same(edits.present, picture.edits.present)) return this.#stay(picture, edits);
    const behind = follows ? (last.begun ? last : last.behind) : null;
    this.#edit = { picture, edits, base, shown, ...unbegun(), behind };
    this.#tell.begun();
    void this.#work(this.#edit);
  }

  /** @param {Picture} picture @param {Edits} edits */
  #stay(picture, edits) {
    const { busy, looking } = this;
    abort(this.#edit);
    this.#edit = null;
    this.#revert(picture);
    picture.edits = edits;
    this.#settle(true);
    if (busy) this.#tell.dropped(looking);
  }

  /** @param {Edit} edit */
  async #work(edit) {
    const { picture, edits, controller } = edit;
    const current = () => this.#edit === edit;
    try {
      const pause = edit.shown ? PAUSE_WHEN_SHOWN : PAUSE;
      await (isQuick(edit) ? edit.behind?.seen : new Promise((resolve) => setTimeout(resolve, pause)));
      if (!current() || this.#held || edit.begun) return;
      abort(edit.behind);
      edit.behind = null;
      edit.begun = true;
      const result = await this.#engine.cut(picture.file, {
        ...edits.present,
        signal: controller.signal,
        onProgress: (progress) => current() && this.#tell.progress(progress),
        onPreview: (preview) => {
          if (!current() && this.#edit?.behind !== edit) return preview.bitmap.close();
          picture.try(preview);
          this.#tell.shown(picture);
          if (preview.stage === "final") edit.see();
        },
      });
      if (!current()) return;
      picture.finish(result);
      this.#tell.shown(picture);
      const anew = isAnew(edit);
      picture.edits = edits;
      this.#edit = null;
      this.#settle(true);
      this.#tell.done(result, anew);
    } catch (error) {
      if (!current()) return;
      this.stop();
      this.#tell.failed(error, () => this.go(picture, edits));
    } finally {
      edit.see();
    }
  }

  /** @param {Picture} picture */
  #revert(picture) {
    picture.revert();
    this.#tell.shown(picture);
  }

  /** @param {boolean} done */
  #settle(done) {
    for (const tell of this.#waiting.splice(0)) tell(done);
  }
}

/** What an edit is before it begins. @returns {Pick<Edit, "begun" | "behind" | "seen" | "see" | "controller">} */
function unbegun() {
  let see = () => {};
  const seen = new Promise((/** @type {(nothing: void) => void} */ resolve) => (see = resolve));
  return { begun: false, behind: null, seen, see, controller: new AbortController() };
}

/** @param {Edit | null} edit  and what it had let go on */
function abort(edit) {
  edit?.behind?.controller.abort();
  edit?.controller.abort();
}

/** Nothing but the finish differs from what is there. @param {Pick<Edit, "picture" | "edits">} edit */
function isQuick({ picture, edits }) {
  return same(edits.present, { ...picture.edits.present, finish: edits.present.finish });
}

/** @param {Edit} edit */
const isAnew = ({ picture, edits }) => edits.present.mode !== picture.edits.present.mode;
