/**
 * Changes how the finished picture is cut: its edges, or the mode in which its subject was found. The result stays what
 * it was until a new one is there. What is wanted is `wanted.js`' affair, what runs `latest.js`'.
 *
 * @import { CutoutResult, Engine, Progress } from "../../engine/index.js"
 * @import { Task } from "./latest.js"
 * @import { Picture } from "./picture.js"
 * @import { Edits, Settings } from "./settings.js"
 * @import { Wish } from "./wanted.js"
 */

import { Latest } from "./latest.js";
import { pauseBefore, Wanted } from "./wanted.js";

/**
 * @typedef {object} Listener
 * @property {() => void} begun
 * @property {(progress: Progress) => void} progress
 * @property {(picture: Picture) => void} shown  it looks different, and may be of another size
 * @property {(result: CutoutResult, anew: boolean) => void} done  `anew`: the subject was looked for again
 * @property {(anew: boolean) => void} dropped  what is wanted is what was there
 * @property {(error: unknown, again: () => void) => void} failed
 */

export class Editor {
  /** @type {Wanted<Picture>} */
  #wanted = new Wanted();
  #latest = new Latest();
  /** @type {((done: boolean) => void)[]} */
  #waiting = [];
  #engine;
  #tell;

  /** @param {Pick<Engine, "cut">} engine @param {Listener} listener */
  constructor(engine, listener) {
    this.#engine = engine;
    this.#tell = listener;
  }

  get busy() {
    return this.#wanted.wish !== null;
  }

  /** The subject is looked for again. */
  get looking() {
    return isAnew(this.#wanted.wish);
  }

  /** What is wanted of a picture, done or not. @param {Picture} picture */
  edits(picture) {
    return this.#wanted.edits(picture);
  }

  /** Somebody draws: what is at work would only be in the way. */
  hold() {
    this.#latest.hold();
  }

  release() {
    this.#latest.release();
  }

  /** @param {Picture} picture @param {Partial<Settings>} change @param {{shown?: boolean}} [how] */
  set(picture, change, { shown = false } = {}) {
    const last = this.#wanted.wish;
    const how = { shown, begun: this.#latest.begun, now: performance.now() };
    this.#begin(this.#wanted.change(picture, change, how), last);
  }

  /** @param {Picture} picture @param {Edits} edits  one step back or forth, or an edit that failed */
  go(picture, edits) {
    const last = this.#wanted.wish;
    this.#begin(this.#wanted.go(picture, edits), last);
  }

  /** Gives up what is at work. */
  stop() {
    const { wish } = this.#wanted;
    this.#wanted.end();
    this.#latest.stop();
    this.#latest.release();
    if (wish) this.#revert(wish.picture);
    this.#settle(false);
  }

  /** When nothing is at work any more: whether the result is what was wanted. @returns {Promise<boolean>} */
  settled() {
    return this.busy ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(true);
  }

  /** @param {Wish<Picture>} wish @param {Wish<Picture> | null} last  that it takes the place of */
  #begin(wish, last) {
    if (wish.work === "nothing") return this.#stay(wish, last);
    this.#latest.start(this.#task(wish));
    this.#tell.begun();
  }

  /** @param {Wish<Picture>} wish  it is what is there @param {Wish<Picture> | null} last */
  #stay({ picture, edits }, last) {
    this.#latest.stop();
    this.#revert(picture);
    picture.edits = edits;
    this.#settle(true);
    if (last) this.#tell.dropped(isAnew(last));
  }

  /** @param {Wish<Picture>} wish @returns {Task<CutoutResult>} */
  #task(wish) {
    const { picture, edits } = wish;
    return {
      pause: pauseBefore(wish),
      lasting: isAnew(wish),
      run: ({ signal, newest, welcome, seen }) =>
        this.#engine.cut(picture.file, {
          ...edits.present,
          signal,
          onProgress: (progress) => newest() && this.#tell.progress(progress),
          onPreview: (preview) => {
            if (!welcome()) return preview.bitmap.close();
            picture.try(preview);
            this.#tell.shown(picture);
            if (preview.stage === "final") seen();
          },
        }),
      done: (result) => {
        picture.finish(result);
        this.#tell.shown(picture);
        picture.edits = edits;
        this.#wanted.end();
        this.#settle(true);
        this.#tell.done(result, isAnew(wish));
      },
      failed: (error) => {
        this.stop();
        this.#tell.failed(error, () => this.go(picture, edits));
      },
    };
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

/** @param {Wish<Picture> | null} wish */
const isAnew = (wish) => wish?.work === "subject";
