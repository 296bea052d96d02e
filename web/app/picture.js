/**
 * One picture on its way: the file, the layers that show it, and in the end the cut-out. It owns its elements, so that
 * a finished picture can step aside for the next one and come back unchanged.
 *
 * @import { CutoutResult, Preview } from "../engine/protocol.js"
 * @import { Size } from "./viewport.js"
 */

import { make } from "./dom.js";
import { messages } from "./messages.js";

/** @param {HTMLImageElement} image @returns {Promise<boolean>} decoded off the page's thread, ready to be painted */
async function decoded(image) {
  try {
    await image.decode();
    return image.naturalWidth > 0;
  } catch {
    return false;
  }
}

/** @param {HTMLCanvasElement} canvas @param {ImageBitmap} bitmap */
function hand(canvas, bitmap) {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
  canvas.hidden = false;
}

export class Picture {
  /** @type {CutoutResult | null} */
  result = null;
  /** Saved or copied, so nothing is lost when it goes. */
  kept = false;
  /** @type {Size | null} in pixels, upright; unknown until something could be decoded */
  size = null;
  /** @type {"none" | "source" | "draft" | "result"} how far it has come on the screen */
  shown = "none";

  /** @type {string[]} */
  #urls = [];
  #disposed = false;
  #beforeCanvas = make("canvas");
  #beforeImage = make("img");
  #cutCanvas = make("canvas");
  #resultImage = make("img", { id: "result" });
  #before = make("div", { id: "before", className: "layer before" }, this.#beforeCanvas, this.#beforeImage);
  surface = make("div", { className: "surface" }, make("div", { className: "layer backdrop" }));

  /** @param {File} file @param {string} [name] */
  constructor(file, name = file.name) {
    this.file = file;
    this.name = name;
    for (const element of [this.#beforeCanvas, this.#beforeImage, this.#cutCanvas, this.#resultImage]) element.hidden = true;
    this.#beforeImage.alt = messages.originalOf(name);
    this.#beforeCanvas.setAttribute("role", "img");
    this.#beforeCanvas.setAttribute("aria-label", messages.originalOf(name));
    this.#resultImage.alt = messages.cutoutOf(name);
    for (const image of [this.#beforeImage, this.#resultImage]) image.draggable = false; // a drag pans
    this.surface.append(this.#cutCanvas, this.#resultImage, this.#before);
  }

  /** Shows the file itself if the browser can; else the engine's source preview will do. @returns {Promise<boolean>} */
  async loadBefore() {
    this.#beforeImage.src = this.#url(this.file);
    if (!(await decoded(this.#beforeImage)) || this.#disposed) return false;
    this.size ??= { width: this.#beforeImage.naturalWidth, height: this.#beforeImage.naturalHeight };
    this.#beforeImage.hidden = false;
    this.#advance("source");
    return true;
  }

  /** @param {Preview} preview  its bitmap is taken */
  show({ stage, bitmap, width, height }) {
    if (this.#disposed) return bitmap.close();
    this.size = { width, height };
    hand(stage === "source" ? this.#beforeCanvas : this.#cutCanvas, bitmap);
    this.#advance(stage === "source" ? "source" : "draft");
    this.surface.classList.toggle("final", stage === "final");
  }

  /** The full-size file takes the preview's place. @param {CutoutResult} result */
  async finish(result) {
    this.result = result;
    this.size = { width: result.width, height: result.height };
    this.#resultImage.src = this.#url(result.blob);
    this.#resultImage.hidden = !(await decoded(this.#resultImage));
    if (this.#disposed) return;
    if (!this.#resultImage.hidden) {
      this.#cutCanvas.remove();
      this.#cutCanvas.width = 0;
    }
    // A moving original beside a still cut-out would not be what was cut.
    if (result.notices.some(({ code }) => code === "first-frame") && !this.#beforeCanvas.hidden) this.#beforeImage.hidden = true;
    this.#advance("result");
  }

  /** Object URL of the finished PNG. */
  get resultUrl() {
    return this.#resultImage.src;
  }

  /** @param {number} share  of the picture's width, from the left, where the original is shown */
  reveal(share) {
    this.#before.style.clipPath = `inset(0 ${(1 - share) * 100}% 0 0)`;
  }

  dispose() {
    this.#disposed = true;
    this.surface.remove();
    for (const url of this.#urls) URL.revokeObjectURL(url);
    for (const canvas of [this.#beforeCanvas, this.#cutCanvas]) canvas.width = 0;
  }

  /** @param {"source" | "draft" | "result"} to */
  #advance(to) {
    const order = ["none", "source", "draft", "result"];
    if (order.indexOf(to) > order.indexOf(this.shown)) this.shown = to;
  }

  /** @param {Blob} blob */
  #url(blob) {
    const url = URL.createObjectURL(blob);
    this.#urls.push(url);
    return url;
  }
}
