/** One picture of a batch as the review's stage shows it: the original and its cut-out, straight from their files. */

import { turnLeft } from "../../engine/index.js";
import { nameOf } from "../batch/list.js";
import { messages } from "../messages/index.js";
import { drawUpright } from "../stage/upright.js";
import { make } from "../ui/dom.js";

/**
 * @import { Entry } from "../batch/list.js"
 * @import { Size } from "../stage/viewport.js"
 */

/** Px of a picture's long side that is drawn here: enough for any laptop screen. */
const PREVIEW_SIDE = 2048;

export class Slide {
  shown = /** @type {const} */ ("result");
  /** @type {Size} */
  size;
  reframed;
  #urls;
  #before;

  /** @param {Entry} entry  with a result @param {Blob} original @param {Blob} result */
  constructor({ path, made }, original, result) {
    this.reframed = made?.reframed ?? false;
    this.size = { width: made?.width ?? 1, height: made?.height ?? 1 };
    this.#urls = [original, result].map((file) => URL.createObjectURL(file));
    const [before, after] = this.#urls.map((url) => Object.assign(make("img"), { src: url, draggable: false }));
    before.alt = messages.originalOf(nameOf(path));
    after.alt = messages.cutoutOf(nameOf(path));
    before.addEventListener("error", () => (this.#before.hidden = true)); // a kind that only Python reads
    this.#before = make("div", { className: "layer before" }, before);
    this.surface = make("div", { className: "surface" }, make("div", { className: "layer backdrop" }), after, this.#before);
    this.#before.hidden = this.reframed; // it lies elsewhere
    this.ready = Promise.allSettled([after.decode(), this.#turn(before, original)]);
  }

  /** Shows the original upright where the browser would not. @param {HTMLImageElement} shown @param {Blob} file */
  async #turn(shown, file) {
    const orientation = await turnLeft(file);
    if (orientation === 1) return;
    const bitmap = await createImageBitmap(file);
    const canvas = make("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", shown.alt);
    drawUpright(canvas, bitmap, orientation, PREVIEW_SIDE);
    bitmap.close();
    shown.replaceWith(canvas);
  }

  /** @param {number} share  of the picture's width, from the left, where the original is shown */
  reveal(share) {
    this.#before.style.clipPath = `inset(0 ${(1 - share) * 100}% 0 0)`;
  }

  dispose() {
    this.surface.remove();
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }
}
