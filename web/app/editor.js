/**
 * Changes the edges of the finished picture. The result stays what it was until a new one is there; a newer change
 * takes the place of the one at work, so that never more than one waits.
 *
 * @import { Engine } from "../engine/client.js"
 * @import { CutoutResult, EdgeOptions, Progress } from "../engine/protocol.js"
 * @import { History } from "./history.js"
 * @import { Picture } from "./picture.js"
 */

import { DEFAULT_EDGES } from "../engine/protocol.js";

/**
 * @typedef {Required<EdgeOptions>} Edges
 * @typedef {History<Edges>} Edits
 *
 * @typedef {object} Edit
 * @property {Picture} picture
 * @property {Edits} edits    what is wanted
 * @property {Edits} base     what the next change goes on from, while this one has not begun
 * @property {boolean} begun
 * @property {AbortController} controller
 *
 * @typedef {object} Listener
 * @property {() => void} begun
 * @property {(progress: Progress) => void} progress
 * @property {(result: CutoutResult) => void} done
 * @property {() => void} dropped   what is wanted is what was there
 * @property {(error: unknown, again: () => void) => void} failed
 */

/** Milliseconds without a change before the work begins: a slider is not followed on its way. */
const PAUSE = 150;

const NAMES = /** @type {(keyof Edges)[]} */ (Object.keys(DEFAULT_EDGES));

/** @param {Edges} a @param {Edges} b */
export const sameEdges = (a, b) => NAMES.every((name) => a[name] === b[name]);

export class Editor {
  /** @type {Edit | null} */
  #edit = null;
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
    return this.#edit !== null;
  }

  /** What is wanted of a picture, done or not. @param {Picture} picture */
  edits(picture) {
    return this.#edit?.edits ?? picture.edits;
  }

  /** @param {Picture} picture @param {Edges} edges */
  set(picture, edges) {
    const base = this.#edit && !this.#edit.begun ? this.#edit.base : this.edits(picture);
    this.#begin(picture, sameEdges(edges, base.present) ? base : base.push(edges), base);
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
    this.#settle(false);
  }

  /** When nothing is at work any more: whether the result is what was wanted. @returns {Promise<boolean>} */
  settled() {
    return this.#edit ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(true);
  }

  /** @param {Picture} picture @param {Edits} edits @param {Edits} base */
  #begin(picture, edits, base) {
    this.#edit?.controller.abort();
    if (sameEdges(edits.present, picture.edits.present)) return this.#stay(picture, edits);
    this.#edit = { picture, edits, base, begun: false, controller: new AbortController() };
    this.#tell.begun();
    void this.#work(this.#edit);
  }

  /** @param {Picture} picture @param {Edits} edits */
  #stay(picture, edits) {
    const dropped = this.busy;
    this.#edit = null;
    picture.revert();
    picture.edits = edits;
    this.#settle(true);
    if (dropped) this.#tell.dropped();
  }

  /** @param {Edit} edit */
  async #work(edit) {
    const { picture, edits, controller } = edit;
    const current = () => this.#edit === edit;
    try {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (!current()) return;
      edit.begun = true;
      const result = await this.#engine.cut(picture.file, {
        edges: edits.present,
        signal: controller.signal,
        onProgress: (progress) => current() && this.#tell.progress(progress),
        onPreview: (preview) => (current() ? picture.try(preview) : preview.bitmap.close()),
      });
      await picture.finish(result, current);
      if (!current()) return;
      picture.edits = edits;
      this.#edit = null;
      this.#settle(true);
      this.#tell.done(result);
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
