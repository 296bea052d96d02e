/**
 * A picture that was cut out.
 *
 * @import { CutoutResult, EngineInfo, Notice, Tip } from "../engine/types.js"
 * @import { Bounds, Matte } from "../engine/pixels/matte.js"
 * @import { Picture } from "../engine/pixels/png.js"
 * @import { Whole } from "./options.js"
 *
 * @typedef {object} Origin
 * @property {Blob} file
 * @property {Whole} whole              how it was cut
 * @property {() => Promise<Picture>} pixels  of its file
 * @property {() => Promise<Matte & {bounds: Bounds | null}>} matte  of the picture, before any finish
 */

import { MatteboxError, unlessAborted } from "./errors.js";

/** @type {WeakMap<MatteboxResult, Origin>} */
const origins = new WeakMap();

/**
 * Where a result comes from.
 *
 * @param {unknown} result
 * @returns {Origin}
 * @throws {MatteboxError} it is none
 */
export function originOf(result) {
  const origin = origins.get(/** @type {MatteboxResult} */ (result));
  if (!origin) throw new MatteboxError("option", "result can be what `cut`, `refine` or `cutAll` gave", { field: "result" });
  return origin;
}

export class MatteboxResult {
  #origin;
  /** @type {Promise<Matte & {bounds: Bounds | null}> | null} */
  #matte = null;

  /** `Mattebox.cut` makes it. @param {CutoutResult} made @param {Origin} origin */
  constructor(made, origin) {
    this.#origin = origin;
    origins.set(this, origin);
    /** The file that was asked for; by default image/png with straight alpha, full size. @type {Blob} */
    this.blob = made.blob;
    /** Of the file. @type {number} */
    this.width = made.width;
    /** @type {number} */
    this.height = made.height;
    /** False: there is no subject, and the file has the picture unchanged. @type {boolean} */
    this.found = made.found;
    /** A frame has moved its pixels: they lie elsewhere than the original's. @type {boolean} */
    this.reframed = made.reframed;
    /** What was done otherwise than asked for, e.g. scaled down. @type {readonly Notice[]} */
    this.notices = made.notices;
    /** What in the picture stands in the way of a better cut-out. @type {readonly Tip[]} */
    this.tips = made.tips;
    /** Milliseconds by stage. @type {Readonly<Record<string, number>>} */
    this.timings = made.timings;
    /** What ran the networks. @type {EngineInfo} */
    this.info = made.info;
  }

  /**
   * The pixels of the file: RGBA with straight alpha, bit for bit (of a lossy format, what it was made of).
   *
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<ImageData>}
   */
  async imageData({ signal } = {}) {
    const { data, width, height } = await unlessAborted(this.#origin.pixels(), signal);
    return new ImageData(data, width, height);
  }

  /** The file, ready to be drawn; whoever takes it closes it. @returns {Promise<ImageBitmap>} */
  imageBitmap() {
    return createImageBitmap(this.blob);
  }

  /**
   * The matte of the whole picture, before any finish; nothing but 0 where there is no subject.
   *
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Matte>}
   */
  async alpha({ signal } = {}) {
    const { data, width, height } = await this.#matteOnce(signal);
    return { data: data.slice(), width, height };
  }

  /**
   * The smallest box with all of the subject in it, in pixels of the upright picture.
   *
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Bounds | null>} null: there is no subject
   */
  async bounds({ signal } = {}) {
    const { bounds } = await this.#matteOnce(signal);
    return bounds;
  }

  /** @param {AbortSignal} [signal] */
  async #matteOnce(signal) {
    this.#matte ??= this.found ? this.#origin.matte() : Promise.resolve(this.#nothing());
    this.#matte.catch(() => (this.#matte = null)); // another try may succeed
    return unlessAborted(this.#matte, signal);
  }

  #nothing() {
    const { width, height } = this;
    return { data: new Uint8ClampedArray(width * height), width, height, bounds: null };
  }
}
