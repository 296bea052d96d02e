/**
 * Changes how the finished picture is cut: its edges, or the mode in which its subject was found. The result stays what
 * it was until a new one is there; a newer change takes the place of the one at work, so that never more than one waits.
 *
 * @import { Engine } from "../engine/client.js"
 * @import { CutoutResult, EdgeOptions, Fix, Mode, Progress } from "../engine/protocol.js"
 * @import { History } from "./history.js"
 * @import { Picture } from "./picture.js"
 */

import { DEFAULT_EDGES } from "../engine/protocol.js";

/**
 * @typedef {Required<EdgeOptions>} Edges
 * @typedef {{mode: Mode, edges: Edges, fixes: Fix[]}} Settings
 * @typedef {History<Settings>} Edits
 *
 * @typedef {object} Edit
 * @property {Picture} picture
 * @property {Edits} edits    what is wanted
 * @property {Edits} base     what the next change goes on from, while this one has not begun or looks anew
 * @property {boolean} begun
 * @property {boolean} seen   a live preview shows it already
 * @property {AbortController} controller
 *
 * @typedef {object} Listener
 * @property {() => void} begun
 * @property {(progress: Progress) => void} progress
 * @property {(result: CutoutResult, anew: boolean) => void} done  `anew`: the subject was looked for again
 * @property {(anew: boolean) => void} dropped  what is wanted is what was there
 * @property {(error: unknown, again: () => void) => void} failed
 */

/** Milliseconds without a change before the work begins: a slider is not followed on its way. */
const PAUSE = 150;
/** The same where the change is seen already: the file can wait, and the next stroke is likely to come soon. */
const PAUSE_WHEN_SEEN = 700;

/** What a picture begins with. @param {Mode} mode @returns {Settings} */
export const usualSettings = (mode) => ({ mode, edges: DEFAULT_EDGES, fixes: [] });

/** Of settings, which are plain data. @param {unknown} a @param {unknown} b @returns {boolean} */
export function same(a, b) {
  if (a === b || typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  const [all, others] = [Object.entries(a), new Map(Object.entries(b))];
  return all.length === others.size && all.every(([name, value]) => others.has(name) && same(value, others.get(name)));
}

export class Editor {
  /** @type {Edit | null} */
  #edit = null;
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
    edit.controller.abort();
    this.#edit = { ...edit, begun: false, controller: new AbortController() };
  }

  release() {
    this.#held = false;
    if (this.#edit && !this.#edit.begun) void this.#work(this.#edit);
  }

  /** @param {Picture} picture @param {Partial<Settings>} change @param {{seen?: boolean}} [how] */
  set(picture, change, { seen = false } = {}) {
    // What was never seen is no step to go back to.
    const passed = this.#edit && !this.#edit.seen && (!this.#edit.begun || this.looking);
    const base = this.#edit && passed ? this.#edit.base : this.edits(picture);
    const settings = { ...this.edits(picture).present, ...change };
    this.#begin(picture, same(settings, base.present) ? base : base.push(settings), base, seen);
  }

  /** @param {Picture} picture @param {Edits} edits  one step back or forth, or an edit that failed */
  go(picture, edits) {
    this.#begin(picture, edits, edits);
  }

  /** Gives up what is at work. */
  stop() {
    this.#edit?.controller.abort();
    this.#edit?.picture.revert();
    this.#edit = null;
    this.#held = false;
    this.#settle(false);
  }

  /** When nothing is at work any more: whether the result is what was wanted. @returns {Promise<boolean>} */
  settled() {
    return this.#edit ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(true);
  }

  /** @param {Picture} picture @param {Edits} edits @param {Edits} base @param {boolean} [seen] */
  #begin(picture, edits, base, seen = false) {
    this.#edit?.controller.abort();
    if (same(edits.present, picture.edits.present)) return this.#stay(picture, edits);
    this.#edit = { picture, edits, base, begun: false, seen, controller: new AbortController() };
    this.#tell.begun();
    void this.#work(this.#edit);
  }

  /** @param {Picture} picture @param {Edits} edits */
  #stay(picture, edits) {
    const { busy, looking } = this;
    this.#edit = null;
    picture.revert();
    picture.edits = edits;
    this.#settle(true);
    if (busy) this.#tell.dropped(looking);
  }

  /** @param {Edit} edit */
  async #work(edit) {
    const { picture, edits, controller } = edit;
    const current = () => this.#edit === edit;
    try {
      await new Promise((resolve) => setTimeout(resolve, edit.seen ? PAUSE_WHEN_SEEN : PAUSE));
      if (!current() || this.#held || edit.begun) return;
      edit.begun = true;
      const result = await this.#engine.cut(picture.file, {
        ...edits.present,
        signal: controller.signal,
        onProgress: (progress) => current() && this.#tell.progress(progress),
        onPreview: (preview) => (current() ? picture.try(preview) : preview.bitmap.close()),
      });
      if (!current()) return;
      picture.finish(result);
      const anew = isAnew(edit);
      picture.edits = edits;
      this.#edit = null;
      this.#settle(true);
      this.#tell.done(result, anew);
    } catch (error) {
      if (!current()) return;
      this.stop();
      this.#tell.failed(error, () => this.go(picture, edits));
    }
  }

  /** @param {boolean} done */
  #settle(done) {
    for (const tell of this.#waiting.splice(0)) tell(done);
  }
}

/** @param {Edit} edit */
const isAnew = ({ picture, edits }) => edits.present.mode !== picture.edits.present.mode;
