/**
 * One picture on its way: the file, the layers that show it, and in the end the cut-out. It owns its elements, so that
 * a finished picture can step aside for the next one and come back unchanged.
 *
 * @import { CutoutResult, PeekBox, Preview, Tip } from "../../engine/index.js"
 * @import { Edits } from "./settings.js"
 * @import { Point, Size } from "../stage/viewport.js"
 */

import { turnLeft } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { make } from "../ui/dom.js";
import { History } from "./history.js";
import { usualSettings } from "./settings.js";

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

/** Gives a canvas's memory back. @param {Element | null} layer */
function empty(layer) {
  if (layer instanceof HTMLCanvasElement) layer.width = 0;
}

/** Opacity of the original behind the cut-out in the loupe, as in style.css. */
const GHOST = 0.25;

export class Picture {
  /** @type {CutoutResult | null} */
  result = null;
  /** Object URL of the finished PNG. */
  resultUrl = "";
  /** @type {Tip[]} what its input could do better */
  tips = [];
  tipsRead = false;
  /** Saved or copied, so nothing is lost when it goes. */
  kept = false;
  /** @type {Edits} the present ones made the result */
  edits = new History([usualSettings("standard")]);
  /** @type {"none" | "source" | "draft" | "result"} how far it has come on the screen */
  shown = "none";

  /** @type {Set<string>} */
  #urls = new Set();
  #disposed = false;
  /** @type {Size | null} of what it has become, and of the original */
  #size = null;
  /** @type {Size | null} */
  #original = null;
  #reframed = false;
  #bare = false;
  #beforeCanvas = make("canvas");
  #beforeImage = make("img");
  /** @type {HTMLCanvasElement | HTMLImageElement} */
  #cut = make("canvas");
  /** @type {HTMLCanvasElement | null} what an edit makes of it, until its file is written */
  #trial = null;
  /** What corrections make of the part on the screen, until the whole is there. */
  #live = make("canvas", { className: "live" });
  /** @type {PeekBox | null} */
  #liveBox = null;
  #cutLayer = make("div", { className: "layer cut" }, this.#cut);
  #before = make("div", { id: "before", className: "layer before" }, this.#beforeCanvas, this.#beforeImage);
  surface = make("div", { className: "surface" }, make("div", { className: "layer backdrop" }));

  /** @param {File} file @param {string} [name] */
  constructor(file, name = file.name) {
    this.file = file;
    this.name = name;
    for (const element of [this.#beforeCanvas, this.#beforeImage, this.#cut, this.#live]) element.hidden = true;
    this.#beforeImage.alt = messages.originalOf(name);
    this.#beforeCanvas.setAttribute("role", "img");
    this.#beforeCanvas.setAttribute("aria-label", messages.originalOf(name));
    this.#beforeImage.draggable = false; // a drag pans
    this.surface.append(this.#cutLayer, this.#live, this.#before);
    this.surface.draggable = true; // out of the page, once it is finished
  }

  /** In pixels, upright; unknown until something could be decoded. @returns {Size | null} */
  get size() {
    return this.#bare ? this.#original : this.#size;
  }

  /** A frame has moved its pixels: they do not lie over the original's. */
  get reframed() {
    return this.#reframed && !this.#bare;
  }

  /** Shows the file itself if the browser can, and upright; else the engine's source preview will do. @returns {Promise<boolean>} */
  async loadBefore() {
    if ((await turnLeft(this.file).catch(() => 1)) !== 1 || this.#disposed) return false;
    this.#beforeImage.src = this.#url(this.file);
    if (!(await decoded(this.#beforeImage)) || this.#disposed) return false;
    this.#size ??= { width: this.#beforeImage.naturalWidth, height: this.#beforeImage.naturalHeight };
    this.#beforeImage.hidden = !this.#sameSize;
    this.#advance("source");
    return true;
  }

  /** @param {Preview} preview  its bitmap is taken */
  show({ stage, bitmap, width, height, reframed = false }) {
    if (this.#disposed || this.#cut instanceof HTMLImageElement) return bitmap.close();
    this.#measure(width, height, reframed);
    if (stage === "source") {
      this.#original = { width, height };
      this.#beforeImage.hidden ||= !this.#sameSize;
    }
    hand(stage === "source" ? this.#beforeCanvas : this.#cut, bitmap);
    this.#advance(stage === "source" ? "source" : "draft");
    this.surface.classList.toggle("final", stage === "final");
  }

  /** What an edit makes of a finished picture is seen in its place. @param {Preview} preview  its bitmap is taken */
  try({ stage, bitmap, width, height, reframed = false }) {
    if (this.#disposed || stage !== "final") return bitmap.close();
    this.#measure(width, height, reframed);
    this.#trial ??= make("canvas");
    hand(this.#trial, bitmap);
    this.#cutLayer.append(this.#trial);
    this.#cut.hidden = true;
  }

  /** The edit is not wanted. */
  revert() {
    this.#trial?.remove();
    this.#trial = null;
    this.#cut.hidden = false;
    this.endPeek();
    if (this.result) this.#measure(this.result.width, this.result.height, this.result.reframed);
  }

  /**
   * Without its finish, in the original's geometry: only live previews are seen of the cut-out then.
   *
   * @param {boolean} on
   */
  set bare(on) {
    this.#liveBox = null;
    this.endPeek();
    this.#bare = on;
    this.#cutLayer.hidden = on;
    this.#before.hidden = this.reframed;
  }

  /** What corrections make of a part is seen in its place. @param {ImageBitmap} bitmap  it is taken @param {PeekBox} box */
  peek(bitmap, box) {
    const size = this.size;
    if (this.#disposed || !size) return bitmap.close();
    hand(this.#live, bitmap);
    this.#liveBox = box;
    const [left, right] = [box.left, box.right].map((x) => `${(100 * x) / size.width}%`);
    const [top, bottom] = [box.top, box.bottom].map((y) => `${(100 * y) / size.height}%`);
    Object.assign(this.#live.style, { left, top, width: `calc(${right} - ${left})`, height: `calc(${bottom} - ${top})` });
    const hole = `${left} ${top}, ${right} ${top}, ${right} ${bottom}, ${left} ${bottom}, ${left} ${top}`;
    this.#cutLayer.style.clipPath = `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${hole})`;
  }

  /** Where nothing else is seen of the cut-out it stays. */
  endPeek() {
    if (this.#bare && this.#liveBox) return;
    this.#live.hidden = true;
    this.#liveBox = null;
    this.#cutLayer.style.clipPath = "";
  }

  /**
   * Draws what is seen of a part of the picture.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Point} corner  in pixels of the picture, where the canvas begins
   * @param {number} scale
   */
  drawOn(context, { x, y }, scale) {
    const size = this.size;
    if (!size) return;
    const place = (/** @type {CanvasImageSource} */ layer, box = { left: 0, top: 0, right: size.width, bottom: size.height }) =>
      context.drawImage(
        layer,
        (box.left - x) * scale,
        (box.top - y) * scale,
        (box.right - box.left) * scale,
        (box.bottom - box.top) * scale,
      );
    context.globalAlpha = GHOST;
    for (const layer of [this.#beforeCanvas, this.#beforeImage]) if (!layer.hidden) place(layer);
    context.globalAlpha = 1;
    if (this.#liveBox) place(this.#live, this.#liveBox);
    else if (!this.#bare) place(this.#trial ?? this.#cut);
  }

  /**
   * The cut-out is there. What its last preview shows stays until the full-size file can be painted.
   *
   * @param {CutoutResult} result
   */
  finish(result) {
    if (this.#disposed) return;
    this.#revoke(this.resultUrl);
    this.resultUrl = this.#url(result.blob);
    this.result = result;
    this.tips = result.tips;
    this.kept = false;
    this.#measure(result.width, result.height, result.reframed);
    if (this.#trial) this.#setCut(this.#trial);
    // A moving original beside a still cut-out would not be what was cut.
    if (result.notices.some(({ code }) => code === "first-frame") && !this.#beforeCanvas.hidden) this.#beforeImage.hidden = true;
    this.#advance("result");
    void this.#paint(this.resultUrl);
  }

  /** @param {string} url  of the full-size file */
  async #paint(url) {
    const image = make("img", { id: "result" });
    image.alt = messages.cutoutOf(this.name);
    image.draggable = false;
    image.src = url;
    if (!(await decoded(image)) || this.#disposed || this.resultUrl !== url) return;
    image.hidden = this.#trial !== null;
    this.#setCut(image);
    if (!this.#trial) this.endPeek();
  }

  /** @param {number} share  of the picture's width, from the left, where the original is shown */
  reveal(share) {
    this.#before.style.clipPath = `inset(0 ${(1 - share) * 100}% 0 0)`;
  }

  dispose() {
    this.#disposed = true;
    this.surface.remove();
    this.#urls.forEach((url) => this.#revoke(url));
    for (const layer of [this.#beforeCanvas, this.#cut, this.#trial, this.#live]) empty(layer);
  }

  /** @param {HTMLCanvasElement | HTMLImageElement} layer */
  #setCut(layer) {
    const old = this.#cut;
    if (layer === this.#trial) this.#trial = null;
    old.after(layer);
    old.remove();
    empty(old);
    this.#cut = layer;
  }

  /** @param {number} width @param {number} height @param {boolean} reframed  the original is not to be compared then */
  #measure(width, height, reframed) {
    this.#size = { width, height };
    this.#reframed = reframed;
    this.#before.hidden = this.reframed;
  }

  /** Whether the browser shows of the file what the engine has read: it may hold several pictures. */
  get #sameSize() {
    const { naturalWidth, naturalHeight } = this.#beforeImage;
    return !this.#original || (naturalWidth === this.#original.width && naturalHeight === this.#original.height);
  }

  /** @param {"source" | "draft" | "result"} to */
  #advance(to) {
    const order = ["none", "source", "draft", "result"];
    if (order.indexOf(to) > order.indexOf(this.shown)) this.shown = to;
  }

  /** @param {Blob} blob */
  #url(blob) {
    const url = URL.createObjectURL(blob);
    this.#urls.add(url);
    return url;
  }

  /** @param {string} url */
  #revoke(url) {
    URL.revokeObjectURL(url);
    this.#urls.delete(url);
  }
}
