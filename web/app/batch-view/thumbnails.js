/**
 * Small pictures for the grid: of what is seen, one at a time, made in a worker. All of them together are a few megabytes,
 * so they stay. Where a canvas gives noise there are none.
 *
 * @import { Order, Answer } from "./thumbnail-worker.js"
 */

import { canvasIsTruthful, turnLeft } from "../../engine/index.js";
import { trusted } from "../../engine/shared/trusted.js";

/** What is handed in is upright, as EXIF's orientation. */
const UPRIGHT = 1;

export class Thumbnails {
  #worker = new Worker(trusted(new URL("thumbnail-worker.js", import.meta.url)), { type: "module" });
  /** @type {Map<number, string>} data URLs by id */
  #urls = new Map();
  /** @type {Set<number>} that the browser cannot read, or that are up to date */
  #settled = new Set();
  /** @type {number | null} */
  #atWork = null;
  /** @type {Order[]} handed in by others */
  #handed = [];
  /** @type {number[]} */
  #wanted = [];
  #load;

  /**
   * @param {(id: number) => Promise<Blob | null>} load  the best there is of a picture; null: nothing yet
   * @param {(id: number) => void} onNew
   */
  constructor(load, onNew) {
    this.#load = load;
    this.#worker.addEventListener("message", ({ data }) => {
      const { id, small } = /** @type {Answer} */ (data);
      if (small && id === this.#atWork) this.#urls.set(id, small);
      this.#atWork = null;
      onNew(id);
      void this.#next();
    });
  }

  /** @param {number} id @returns {string | undefined} its address, if it is there */
  url(id) {
    return this.#urls.get(id);
  }

  /** Those that are on the screen now. @param {number[]} ids */
  want(ids) {
    this.#wanted = ids.filter((id) => !this.#settled.has(id));
    void this.#next();
  }

  /** @param {number} id @param {ImageBitmap} bitmap  is taken */
  hand(id, bitmap) {
    this.#settled.add(id);
    this.#handed.push({ id, source: bitmap, orientation: UPRIGHT });
    void this.#next();
  }

  /** The picture has changed: the old one stays until there is a new one. @param {number} id */
  renew(id) {
    this.#settled.delete(id);
  }

  /** @param {number} id */
  drop(id) {
    this.#urls.delete(id);
    this.#settled.delete(id);
    if (this.#atWork === id) this.#atWork = -1; // its answer comes still
  }

  dispose() {
    this.#worker.terminate();
    for (const { source } of this.#handed) if (source instanceof ImageBitmap) source.close();
  }

  async #next() {
    if (this.#atWork !== null) return;
    const handed = this.#handed.shift();
    const id = handed?.id ?? this.#wanted.shift();
    if (id === undefined) return;
    this.#atWork = id;
    this.#settled.add(id);
    const order = handed ?? (await this.#loaded(id).catch(() => null));
    if (order && (await canvasIsTruthful())) return this.#worker.postMessage(order, order.source instanceof ImageBitmap ? [order.source] : []);
    if (order?.source instanceof ImageBitmap) order.source.close();
    this.#atWork = null;
    void this.#next();
  }

  /** @param {number} id @returns {Promise<Order | null>} */
  async #loaded(id) {
    const source = await this.#load(id);
    return source && { id, source, orientation: await turnLeft(source) };
  }
}
