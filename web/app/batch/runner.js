/**
 * Works through a list of pictures, some at a time. It knows neither where they come from nor what becomes of them.
 *
 * @import { CutoutResult, Engine, Preview, Progress } from "../../engine/index.js"
 * @import { Entry } from "./list.js"
 * @import { Way } from "./versions.js"
 */

import { picturesAtOnce } from "../../engine/index.js";

/**
 * @typedef {object} Source
 * @property {() => Entry | undefined} next  the next one that waits, of those that are not at work
 * @property {(entry: Entry) => Promise<{file: Blob, settings: Way}>} order
 * @property {(entry: Entry, result: CutoutResult, settings: Way) => Promise<void>} done
 * @property {(entry: Entry, error: unknown, early: boolean) => Promise<void>} failed  `early`: it began before the last stop,
 *   and work goes on since; what was wrong then need not be now
 * @property {(entry: Entry) => void} progress
 * @property {(entry: Entry, preview: Preview) => void} preview  its bitmap is taken
 *
 * @typedef {{round: number, controller: AbortController, progress: Progress | null, ended: Promise<void>}} Work
 */

/** One more than the engine takes, so that it never waits for the next one. */
const AT_ONCE = picturesAtOnce() + 1;

export class Runner {
  #engine;
  #source;
  #going = false;
  /** Counts how often work was begun after a stop. */
  #round = 0;
  /** @type {Map<number, Work>} by id */
  #atWork = new Map();

  /** @param {Pick<Engine, "cut" | "forget">} engine @param {Source} source */
  constructor(engine, source) {
    this.#engine = engine;
    this.#source = source;
  }

  /** Begins, or looks whether there is more to do. */
  go() {
    if (!this.#going) this.#round++;
    this.#going = true;
    while (this.#going && this.#atWork.size < AT_ONCE) {
      const entry = this.#source.next();
      if (!entry) return;
      const controller = new AbortController();
      /** @type {Work} */
      const work = { round: this.#round, controller, progress: null, ended: Promise.resolve() };
      this.#atWork.set(entry.id, work);
      work.ended = this.#work(entry, work);
    }
  }

  /** Begins no other one; what is at work is done. */
  stop() {
    this.#going = false;
  }

  get busy() {
    return this.#atWork.size > 0;
  }

  /** @param {number} id */
  has(id) {
    return this.#atWork.has(id);
  }

  /** How far a picture is; null: it waits for its turn. @param {number} id */
  progress(id) {
    return this.#atWork.get(id)?.progress ?? null;
  }

  /** Gives one up. Resolves when nothing is done for it any more. @param {number} id */
  async abort(id) {
    const work = this.#atWork.get(id);
    work?.controller.abort();
    await work?.ended;
  }

  /** @param {Entry} entry @param {Work} work */
  async #work(entry, work) {
    const { signal } = work.controller;
    const { order, done, failed, progress, preview } = this.#source;
    try {
      const { file, settings } = await order(entry);
      const result = await this.#engine
        .cut(file, {
          ...settings,
          signal,
          onProgress: (now) => {
            work.progress = now;
            progress(entry);
          },
          onPreview: (seen) => preview(entry, seen),
        })
        .finally(() => this.#engine.forget(file)); // the next time it is read from the device anew
      signal.throwIfAborted();
      await done(entry, result, settings);
    } catch (error) {
      if (!signal.aborted) await failed(entry, error, work.round < this.#round);
    } finally {
      this.#atWork.delete(entry.id);
      progress(entry);
      if (this.#going) this.go();
    }
  }
}
