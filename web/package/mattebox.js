/// <reference lib="esnext.disposable" preserve="true" />
/**
 * An engine that cuts pictures out, as a site uses it.
 *
 * @import { CutOptions, CutoutResult, EngineInfo } from "../engine/types.js"
 * @import { MatteboxOptions, Whole } from "./options.js"
 * @import { Bounds, Matte, Pixels } from "./result.js"
 * @import { Source } from "./sources.js"
 *
 * @typedef {object} PixelWork          see engine/pixels/pixels-worker.js
 * @property {(png: Blob, signal: AbortSignal) => Promise<Pixels>} read
 * @property {(png: Blob, signal: AbortSignal) => Promise<Matte & {bounds: Bounds | null}>} matte
 * @property {(order: {picture: Blob, matte: Matte, inverted: boolean}, signal: AbortSignal) => Promise<Blob>} apply
 * @property {(matte: Matte, signal: AbortSignal) => Promise<Blob>} white
 * @property {(file: Blob, signal: AbortSignal) => Promise<Matte>} alpha
 *
 * @typedef {object} Means              what `createMattebox` has loaded
 * @property {{start(): Promise<EngineInfo>, cut(file: Blob, options: CutOptions): Promise<CutoutResult>, dispose(): void}} engine
 * @property {Whole} defaults
 * @property {PixelWork} pixels
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

/** For `./compat`, which does more with pixels. @type {WeakMap<Mattebox, {pixels: PixelWork, work: Work}>} */
export const insides = new WeakMap();

export class Mattebox {
  #engine;
  #defaults;
  #pixels;
  #end = new AbortController();

  /** `createMattebox` makes it. @param {Means} means */
  constructor({ engine, defaults, pixels }) {
    this.#engine = engine;
    this.#defaults = defaults;
    this.#pixels = pixels;
    insides.set(this, { pixels, work: (job, given) => this.#work(job, given) });
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
    const whole = wholeOf(options, this.#defaults);
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
    const changed = wholeOf(options, whole, ["edges", "fixes", "finish", "output"]);
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
    wholeOf(options, this.#defaults);
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
      return this.#pixels.apply({ picture: file, matte, inverted }, signal);
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
        this.#work(async (stop) => this.#pixels.read(isPng ? made.blob : await again({ output }), stop)),
      matte: () =>
        this.#work(async (stop) => {
          const own = isPng && whole.finish === finish;
          return this.#pixels.matte(own ? made.blob : await again({ finish, output: { ...output, format: "mask" } }), stop);
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
