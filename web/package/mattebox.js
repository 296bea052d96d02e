/// <reference lib="esnext.disposable" preserve="true" />
/**
 * An engine that cuts pictures out, as a site uses it.
 *
 * @import { Engine } from "../engine/page/client.js"
 * @import { askPixels } from "../engine/page/pixels.js"
 * @import { EngineInfo } from "../engine/types.js"
 * @import { MatteboxOptions, Whole } from "./options.js"
 * @import { Source } from "./sources.js"
 */

import { anyOf, explained, MatteboxError, unlessAborted } from "./errors.js";
import { inOrder } from "./in-order.js";
import { listenersOf, wholeOf } from "./options.js";
import { MatteboxResult } from "./result.js";
import { fileOf } from "./sources.js";

/** Pictures under way at once in `cutAll`: one with the networks, one with the codecs. */
const AT_ONCE = 2;

/** By how much the proportions of two sizes may differ: what rounding to whole pixels makes, px. */
const ROUNDING = 1;

export class Mattebox {
  #engine;
  #defaults;
  #askPixels;
  #end = new AbortController();

  /**
   * @param {Engine} engine
   * @param {Whole} defaults
   * @param {typeof askPixels} ask
   * @internal
   */
  constructor(engine, defaults, ask) {
    this.#engine = engine;
    this.#defaults = defaults;
    this.#askPixels = ask;
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
    const { file, whole } = MatteboxResult.origin(result);
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
      return this.#askPixels("apply", { picture: file, matte, inverted }, signal);
    }, given);
  }

  /**
   * A result's matte as a picture: white, with the matte for its alpha.
   *
   * @param {MatteboxResult} result
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Blob>} image/png
   * @internal
   */
  async whiteMatte(result, { signal } = {}) {
    return this.#work(async (both) => this.#askPixels("white", await result.alpha(), both), signal);
  }

  /**
   * Any mask's alpha, scaled, for that of a picture.
   *
   * @param {Source} mask
   * @param {Source} picture
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Blob>} image/png
   * @internal
   */
  async applyAlpha(mask, picture, { signal } = {}) {
    return this.#work(async (both) => {
      const matte = await this.#askPixels("alpha", await fileOf(mask, both), both);
      return this.#askPixels("apply", { picture: await fileOf(picture, both), matte, inverted: false }, both);
    }, signal);
  }

  /** Of a PNG of its own: RGBA, straight alpha. @param {Blob} png @internal */
  pixelsOf(png) {
    return this.#work((signal) => this.#askPixels("read", png, signal));
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
          return this.#askPixels("matte", own ? made.blob : await again({ finish, output: GREY }), stop);
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

/** @type {Whole["output"]} */
const GREY = Object.freeze({ format: "mask", lossless: false, quality: 90, metadata: "none", credentials: false });
