/// <reference lib="esnext.disposable" preserve="true" />
/**
 * An engine that cuts pictures out, as a site uses it.
 *
 * @import { CutOptions, CutoutResult, EngineInfo } from "../engine/types.js"
 * @import { PixelsDuties } from "../engine/pixels/pixels-worker.js"
 * @import { Checks, MatteboxOptions, Whole } from "./options.js"
 * @import { Source } from "./sources.js"
 *
 * @typedef {object} Means              what `createMattebox` has loaded
 * @property {{start(): Promise<EngineInfo>, cut(file: Blob, options: CutOptions): Promise<CutoutResult>, dispose(): void}} engine
 * @property {Checks} checks
 * @property {AskPixels} askPixels
 *
 * @typedef {<K extends keyof PixelsDuties>(duty: K, payload: Parameters<PixelsDuties[K]>[0], signal: AbortSignal) =>
 *   Promise<Awaited<ReturnType<PixelsDuties[K]>>>} AskPixels
 *
 * @typedef {<T>(job: (signal: AbortSignal) => Promise<T>, given?: AbortSignal) => Promise<T>} Work  ends with the signal given and
 *   with the engine; errors in words
 */

import { anyOf, explained, MatteboxError, unlessAborted } from "./errors.js";
import { inOrder } from "./in-order.js";
import { listenersOf, wholeOf } from "./options.js";
import { MatteboxResult, originOf } from "./result.js";
import { fileOf } from "./sources.js";

/** Pictures under way at once in `cutAll`: one with the networks, one with the codecs. */
const AT_ONCE = 2;

/** By how much the proportions of two sizes may differ: what rounding to whole pixels makes, px. */
const ROUNDING = 1;

/** For `./compat`, which does more with pixels. @type {WeakMap<Mattebox, {askPixels: AskPixels, work: Work}>} */
export const insides = new WeakMap();

export class Mattebox {
  #engine;
  /** @type {Whole} */
  #defaults;
  #checks;
  #askPixels;
  #end = new AbortController();

  /** `createMattebox` makes it. @param {Means} means */
  constructor({ engine, checks, askPixels }) {
    this.#engine = engine;
    this.#checks = checks;
    this.#askPixels = askPixels;
    this.#defaults = { ...checks.wholeOptions({}), fixes: [] };
    insides.set(this, { askPixels, work: (job, given) => this.#work(job, given) });
  }

  /** What runs the networks, on how many threads, and why not on more. @returns {Promise<EngineInfo>} */
  async info() {
    return this.#work(() => this.#engine.start());
  }

  /**
   * Cuts the subject out.
   *
   * @param {Source} source
   * @param {MatteboxOptions} [options]
   * @returns {Promise<MatteboxResult>}
   * @throws {MatteboxError} with `field` where an option is wrong; the signal's reason where it aborts
   */
  async cut(source, options = {}) {
    const whole = wholeOf(options, this.#defaults, this.#checks);
    return this.#work(async (signal) => this.#cut(await fileOf(source, signal), whole, options, signal), options.signal);
  }

  /**
   * The same picture with other edges, fixes, finish or output: what is not said stays as it was in that result. The networks
   * do not run again, but for a fix of the type `closer`, and where more than two pictures came in between.
   *
   * @param {MatteboxResult} result
   * @param {Omit<MatteboxOptions, "mode">} [options]
   * @returns {Promise<MatteboxResult>}
   */
  async refine(result, options = {}) {
    const { file, whole } = originOf(result);
    const changed = wholeOf(options, whole, this.#checks, ["edges", "fixes", "finish", "output"]);
    return this.#work((signal) => this.#cut(file, changed, options, signal), options.signal);
  }

  /**
   * Many pictures, two at once: `for await (const { source, result, error } of mattebox.cutAll(files))`. They come in their
   * order; one that fails is told and the rest goes on; the next is only begun when it is asked for.
   *
   * @template {Source} S
   * @param {Iterable<S> | AsyncIterable<S>} sources
   * @param {MatteboxOptions} [options]
   * @returns {AsyncGenerator<{source: S, result: MatteboxResult, error?: undefined}
   *   | {source: S, result?: undefined, error: Error}, void, void>}
   */
  cutAll(sources, options = {}) {
    wholeOf(options, this.#defaults, this.#checks);
    const signal = anyOf(options.signal, this.#end.signal);
    const work = (/** @type {S} */ source, /** @type {AbortSignal} */ stop) => this.cut(source, { ...options, signal: stop });
    return inOrder(sources, work, AT_ONCE, signal);
  }

  /**
   * The matte of a result for the alpha of another picture with the same proportions: a retouched or brighter version of it.
   * Its colours stay as they are, at the edge, too.
   *
   * @param {MatteboxResult} result
   * @param {Source} other
   * @param {{signal?: AbortSignal, inverted?: boolean}} [options]  `inverted`: the background instead of the subject
   * @returns {Promise<Blob>} image/png
   */
  async applyMatte(result, other, { signal: given, inverted = false } = {}) {
    return this.#work(async (signal) => {
      const matte = await result.alpha({ signal });
      const file = await fileOf(other, signal);
      const bitmap = await createImageBitmap(file).catch((cause) => {
        throw new MatteboxError("source", "The other picture cannot be read by this browser. Hand in PNG, JPEG or WebP", { cause });
      });
      const { width, height } = bitmap;
      bitmap.close();
      if (Math.abs(width * matte.height - height * matte.width) > ROUNDING * Math.max(matte.width, matte.height)) {
        const sizes = `${width} × ${height}, the matte ${matte.width} × ${matte.height}`;
        throw new MatteboxError("source", `The other picture is ${sizes}: it needs the same proportions`);
      }
      return this.#askPixels("apply", { picture: file, matte, inverted }, signal);
    }, given);
  }

  /** Ends all workers and gives their memory back; what is at work fails with the code `cancelled`. */
  async dispose() {
    this.#end.abort(new MatteboxError("cancelled", explained({ code: "cancelled" }).message));
    this.#engine.dispose();
  }

  [Symbol.asyncDispose]() {
    return this.dispose();
  }

  /**
   * @param {Blob} file
   * @param {Whole} whole
   * @param {MatteboxOptions} options
   * @param {AbortSignal} signal
   */
  async #cut(file, whole, options, signal) {
    const listeners = { ...listenersOf(options), signal };
    const made = await this.#engine.cut(file, { ...whole, ...listeners });
    const { finish, output } = this.#defaults;
    const isPng = whole.output.format === output.format;
    const again = async (/** @type {Partial<Whole>} */ other) => (await this.#engine.cut(file, { ...whole, ...other })).blob;
    return new MatteboxResult(made, {
      file,
      whole,
      pixels: () =>
        this.#work(async (stop) => this.#askPixels("read", isPng ? made.blob : await again({ output }), stop)),
      matte: () =>
        this.#work(async (stop) => {
          const own = isPng && whole.finish === finish;
          return this.#askPixels("matte", own ? made.blob : await again({ finish, output: { ...output, format: "mask" } }), stop);
        }),
    });
  }

  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} work
   * @param {AbortSignal} [given]
   */
  #work(work, given) {
    const signal = /** @type {AbortSignal} */ (anyOf(given, this.#end.signal));
    if (signal.aborted) return Promise.reject(signal.reason);
    return unlessAborted(work(signal), signal);
  }
}
