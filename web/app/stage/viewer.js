/**
 * The stage: shows one picture's layers, zooms and pans them, and keeps the divider over them.
 *
 * @import { Picture } from "../picture/picture.js"
 * @import { Point, Size, View } from "./viewport.js"
 *
 * @typedef {Pick<Picture, "surface" | "size" | "shown" | "reframed" | "reveal">} Shown
 */

import { messages } from "../messages/index.js";
import { Compare } from "./compare.js";
import { clamp, dividerInPicture, fit, MAX_ZOOM, settle, visibleBox, zoomAt } from "./viewport.js";

const MARGIN_WIDE = 32;
const MARGIN_NARROW = 14;
const NARROW = 640;
const BUTTON_STEP = 1.5;

/** @template {Shown} [P=Picture] */
export class Viewer {
  /** @type {P | null} */
  picture = null;
  /** @type {Size} */
  #stage = { width: 1, height: 1 };
  /** @type {View} */
  #view = { scale: 1, x: 0, y: 0 };
  #fitted = true;
  #plain = false;
  #zoomLabel;
  /** Another part is seen, or at another size. */
  onView = () => {};

  /** @param {HTMLElement} element  the stage @param {HTMLElement} slider @param {HTMLElement} zoomLabel */
  constructor(element, slider, zoomLabel) {
    this.element = element;
    this.#zoomLabel = zoomLabel;
    this.compare = new Compare(slider, () => this.#split());
    new ResizeObserver(() => {
      this.#stage = { width: element.clientWidth, height: element.clientHeight };
      this.#render();
    }).observe(element);
  }

  /** Puts a picture on the stage, or brings the one there up to date. @param {P} picture */
  show(picture) {
    const fresh = this.picture !== picture;
    if (fresh) {
      this.picture?.surface.remove();
      this.picture = picture;
      this.element.prepend(picture.surface);
      this.#fitted = true;
      this.compare.value = picture.shown === "source" ? 1 : 0;
    }
    const waiting = this.compare.element.hidden;
    this.#hideCompare(picture);
    if (picture.reframed) return this.#render();
    if (!fresh && waiting && !this.compare.element.hidden) this.compare.sweep(0);
    this.#render();
  }

  clear() {
    this.picture?.surface.remove();
    this.picture = null;
    this.compare.element.hidden = true;
  }

  get canPan() {
    return !this.#fitted;
  }

  fit() {
    this.#fitted = true;
    this.#render();
  }

  /** One picture pixel on one screen pixel. @param {Point} [point] */
  actualSize(point) {
    this.#zoomTo(1 / devicePixelRatio, point);
  }

  /** Between the whole picture and its actual size. @param {Point} point */
  toggle(point) {
    if (this.#fitted) this.actualSize(point);
    else this.fit();
  }

  /** @param {number} factor @param {Point} [point] */
  zoomBy(factor, point) {
    this.#zoomTo(this.#view.scale * factor, point);
  }

  /** One press of a button or key. @param {1 | -1} direction */
  step(direction) {
    this.zoomBy(BUTTON_STEP ** direction);
  }

  /** @param {number} dx @param {number} dy */
  panBy(dx, dy) {
    if (this.#fitted) return;
    this.#view = { ...this.#view, x: this.#view.x + dx, y: this.#view.y + dy };
    this.#render();
  }

  /** @param {number} scale @param {Point} [point] */
  #zoomTo(scale, point = { x: this.#stage.width / 2, y: this.#stage.height / 2 }) {
    if (!this.picture?.size) return;
    const whole = fit(this.#stage, this.picture.size, this.#margin).scale;
    const bounded = clamp(scale, whole, Math.max(whole, MAX_ZOOM / devicePixelRatio));
    this.#fitted = bounded <= whole * 1.001;
    this.#view = zoomAt(this.#view, bounded, point);
    this.#render();
  }

  get #margin() {
    return this.#stage.width < NARROW ? MARGIN_NARROW : MARGIN_WIDE;
  }

  #render() {
    const size = this.picture?.size;
    if (!this.picture || !size) return;
    this.#view = this.#fitted
      ? fit(this.#stage, size, this.#margin)
      : settle(this.#view, this.#stage, size, this.#margin);
    const { scale, x, y } = this.#view;
    const { style } = this.picture.surface;
    style.width = `${size.width * scale}px`;
    style.height = `${size.height * scale}px`;
    style.transform = `translate(${x}px, ${y}px)`;
    const zoom = scale * devicePixelRatio;
    this.picture.surface.classList.toggle("pixels", zoom >= 4);
    this.element.classList.toggle("pannable", !this.#fitted);
    this.#zoomLabel.textContent = messages.zoom(zoom);
    this.#split();
    this.onView();
  }

  /** Without the divider: only the cut-out, with a shade of the original behind it. @param {boolean} on */
  set plain(on) {
    this.#plain = on;
    this.element.classList.toggle("plain", on);
    if (this.picture) this.#hideCompare(this.picture);
  }

  /** The picture on the stage has another size. */
  measure() {
    this.fit();
    if (this.picture) this.#hideCompare(this.picture);
  }

  /** @param {P} picture */
  #hideCompare(picture) {
    const waiting = picture.shown === "none" || picture.shown === "source";
    this.compare.element.hidden = this.#plain || waiting || picture.reframed;
  }

  get view() {
    return this.#view;
  }

  /** @param {Point} point  on the stage @returns {Point} in pixels of the picture */
  toPicture({ x, y }) {
    return { x: (x - this.#view.x) / this.#view.scale, y: (y - this.#view.y) / this.#view.scale };
  }

  /** The part of the picture that is on the stage, in its pixels. @returns {import("./viewport.js").Box | null} */
  get visible() {
    const size = this.picture?.size;
    if (!size) return null;
    const box = visibleBox(this.#view, this.#stage, size);
    const [{ x: left, y: top }, { x: right, y: bottom }] = [
      { x: box.left, y: box.top },
      { x: box.right, y: box.bottom },
    ].map((point) => this.toPicture(point));
    return { left: Math.max(0, left), top: Math.max(0, top), right: Math.min(size.width, right), bottom: Math.min(size.height, bottom) };
  }

  /** Divider and original, where they belong at this zoom. */
  #split() {
    const size = this.picture?.size;
    if (!this.picture || !size) return;
    const box = visibleBox(this.#view, this.#stage, size);
    this.compare.place(box, this.#stage.width);
    this.picture.reveal(dividerInPicture(this.compare.value, box, this.#view, size));
  }
}
