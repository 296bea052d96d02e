/** A cut-out and the finished picture while they are in Python's memory, and the way from there to a file. */

import { plainTips, using, viewing } from "./proxies.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("../types.js").Output} Output
 * @typedef {import("./python.js").Hooks} Hooks
 *
 * @typedef {(pixels: Uint8Array, rows: number, columns: number, size: {width: number, height: number}) => void} OnPreview
 *   pixels are valid during the call only; `size` is the whole picture's
 */

/** @type {Record<Output["format"], string>} */
const MEDIA_TYPES = {
  png: "image/png",
  png8: "image/png",
  webp: "image/webp",
  jpeg: "image/jpeg",
  mask: "image/png",
  tiff: "image/tiff",
};

/** A finished cut-out in Python's memory; `release` it. */
export class Cutout {
  #proxy;
  #desk;

  /** @param {PyProxy} proxy @param {PyProxy} desk */
  constructor(proxy, desk) {
    this.#proxy = proxy;
    this.#desk = desk;
    /** @type {boolean} */
    this.found = proxy.found;
    /** @type {import("../types.js").NoticeCode[]} */
    this.warnings = using(proxy.warnings, (warnings) => warnings.toJs());
    /** @type {import("../types.js").Tip[]} */
    this.tips = using(proxy.tips, plainTips);
    /** @type {Map<string, number>} */
    const seconds = using(proxy.timings, (timings) => timings.toJs());
    /** @type {Record<string, number>} milliseconds by stage */
    this.timings = Object.fromEntries(Array.from(seconds, ([stage, time]) => [stage, time * 1000]));
  }

  /** Its pixels as they are. */
  pixels() {
    return new Pixels(this.#proxy.rgba, this.#desk);
  }

  /**
   * Its pixels finished. First they are shown in little.
   *
   * @param {string} key  of its sight
   * @param {PyProxy} finish
   * @param {number} ground  number of the background's picture
   * @param {OnPreview} onPreview
   * @param {Hooks} hooks
   */
  async finished(key, finish, ground, onPreview, hooks) {
    return using(this.#desk.plate(key, this.#proxy), async (/** @type {PyProxy} */ plate) => {
      using(this.#desk.preview(plate, finish, ground), (pair) => {
        const [width, height] = using(pair.get(1), (size) => size.toJs());
        using(pair.get(0), (small) => {
          const [rows, columns] = using(small.shape, (shape) => shape.toJs());
          viewing(small, (pixels) => onPreview(pixels, rows, columns, { width, height }));
        });
      });
      return new Pixels(await this.#desk.dress(plate, finish, ground, hooks), this.#desk);
    });
  }

  release() {
    this.#proxy.destroy();
  }
}

/** Straight RGBA in Python's memory; `release` it. */
class Pixels {
  #rgba;
  #desk;

  /** @param {PyProxy} rgba @param {PyProxy} desk */
  constructor(rgba, desk) {
    this.#rgba = rgba;
    this.#desk = desk;
    const [height, width] = using(rgba.shape, (shape) => shape.toJs());
    /** @type {{width: number, height: number}} */
    this.size = { width, height };
  }

  /**
   * They are valid until `use` waits for something.
   *
   * @template T
   * @param {(pixels: Uint8Array) => T} use
   * @returns {T}
   */
  view(use) {
    return viewing(this.#rgba, use);
  }

  /**
   * The file. No canvas takes part, so colours under partial alpha keep every bit.
   *
   * @param {string} key  of the original's sight
   * @param {PyProxy} output
   * @param {number | null} dpi
   * @param {Hooks} hooks
   * @returns {Promise<{blob: Blob, notices: import("../types.js").NoticeCode[]}>}
   */
  async file(key, output, dpi, hooks) {
    /** @type {Blob[]} */
    const parts = [];
    const take = (/** @type {PyProxy} */ part) => void parts.push(viewing(part, (bytes) => new Blob([bytes])));
    const told = await this.#desk.file(key, this.#rgba, output, dpi ?? undefined, take, hooks);
    /** @type {import("../types.js").NoticeCode[]} */
    const notices = using(told, (codes) => codes.toJs());
    return { blob: new Blob(parts, { type: MEDIA_TYPES[/** @type {Output["format"]} */ (output.format)] }), notices };
  }

  release() {
    this.#rgba.destroy();
  }
}
