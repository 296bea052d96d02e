/**
 * Draws on the stage with mouse, pen, finger or keys: strokes, areas, boxes and clicks, told in pixels of the picture.
 *
 * @import { Point } from "../stage/viewport.js"
 * @import { Viewer } from "../stage/viewer.js"
 */

import { byId } from "../ui/dom.js";
import { meantKey } from "../ui/keys.js";

/**
 * @typedef {"brush" | "lasso" | "pick"} Tool
 *
 * @typedef {object} Manner
 * @property {Tool} tool
 * @property {"restore" | "erase"} effect  how the trace looks
 * @property {number} size  of the brush: its diameter on the screen, in CSS pixels
 *
 * @typedef {object} Listener
 * @property {() => void} begun
 * @property {() => void} dropped       what was begun is not wanted
 * @property {(points: number[]) => void} drawn  x, y, radius of each point in turn
 * @property {(at: Point) => void} clicked
 * @property {(box: [number, number, number, number]) => void} boxed
 * @property {(at: Point | null) => void} moved  the cursor, for the loupe and for what lies under it
 */

/** A pen hardly pressed draws with this share of the brush. */
const LIGHTEST = 0.25;
/** Points nearer to each other than this share of the radius, or than this many CSS pixels, are one. */
const SPACING = 0.15;
const LEAST_STEP = 1.5;
/** CSS pixels that a click may wander before it is a box. */
const CLICK_REACH = 5;
/** Share of the brush, and least CSS pixels, by which an arrow key moves it; with Shift four times as far. */
const KEY_STEP = 0.5;
const LEAST_KEY_STEP = 4;

export class Painter {
  #viewer;
  #tell;
  #canvas = byId("trace", HTMLCanvasElement);
  #cursor = byId("brush", HTMLElement);
  /** @type {Manner | null} null: the stage is not drawn on */
  #manner = null;
  /** @type {{pointer: number | null, points: {x: number, y: number, radius: number}[]} | null} in CSS pixels of the stage */
  #stroke = null;
  /** @type {Point} on the stage */
  #at = { x: 0, y: 0 };
  /** @type {Set<number>} fingers on the stage */
  #touches = new Set();
  #frame = 0;

  /** @param {Viewer} viewer @param {Listener} listener */
  constructor(viewer, listener) {
    this.#viewer = viewer;
    this.#tell = listener;
    const { element } = viewer;
    element.addEventListener("pointerdown", (event) => this.#down(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    element.addEventListener("pointerup", (event) => this.#up(event, true));
    element.addEventListener("pointercancel", (event) => this.#up(event, false));
    element.addEventListener("pointerleave", () => this.#stroke || this.#hide());
    element.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    new ResizeObserver(() => {
      this.#canvas.width = element.clientWidth;
      this.#canvas.height = element.clientHeight;
    }).observe(element);
  }

  /** @param {Manner | null} manner */
  set manner(manner) {
    if (!manner || manner.tool !== this.#manner?.tool) this.drop();
    this.#manner = manner;
    this.#viewer.element.classList.toggle("painting", manner !== null);
    this.#canvas.hidden = !manner;
    if (!manner) this.#hide();
    else if (!this.#cursor.hidden) this.#showCursor();
  }

  /** Whether a pointer draws here instead of moving the picture. @param {PointerEvent | MouseEvent} event */
  takes(event) {
    return this.#manner !== null && event.button <= 0 && this.#touches.size < 2;
  }

  /** Gives up the stroke that is being drawn. @returns {boolean} whether there was one */
  drop() {
    if (!this.#stroke) return false;
    this.#stroke = null;
    this.#draw();
    this.#tell.dropped();
    return true;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.pointerType === "touch") this.#touches.add(event.pointerId);
    if (this.#touches.size > 1) return void this.drop(); // two fingers zoom
    if (!this.takes(event) || !this.#viewer.picture) return;
    event.preventDefault();
    this.#viewer.element.focus({ preventScroll: true });
    this.#begin(event.pointerId, this.#sample(event));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#manner) return;
    this.#at = this.#sample(event);
    this.#tell.moved(this.#viewer.toPicture(this.#at));
    this.#showCursor(event.pointerType !== "touch");
    if (this.#stroke?.pointer !== event.pointerId) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) this.#add(this.#sample(each));
  }

  /** @param {PointerEvent} event @param {boolean} done */
  #up(event, done) {
    this.#touches.delete(event.pointerId);
    if (this.#stroke?.pointer !== event.pointerId) return;
    if (done) this.#end();
    else this.drop();
    if (event.pointerType === "touch") this.#hide();
  }

  /** Arrows move the brush, Space begins and ends a stroke. @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#manner || event.target !== this.#viewer.element || event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, [number, number]>} */
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    if (move) {
      const step = Math.max(LEAST_KEY_STEP, this.#manner.size * KEY_STEP) * (event.shiftKey ? 4 : 1);
      const { clientWidth, clientHeight } = this.#viewer.element;
      if (this.#cursor.hidden && this.#manner.tool !== "pick" && !this.#stroke) this.#at = { x: clientWidth / 2, y: clientHeight / 2 };
      const clamped = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(most, Math.max(0, value));
      this.#at = { x: clamped(this.#at.x + move[0] * step, clientWidth), y: clamped(this.#at.y + move[1] * step, clientHeight) };
      this.#showCursor();
      this.#tell.moved(this.#viewer.toPicture(this.#at));
      if (this.#stroke?.pointer === null) this.#add({ ...this.#at, radius: this.#radius });
    } else if (meantKey(event) === " ") {
      if (event.repeat) return event.preventDefault();
      if (this.#stroke) this.#end();
      else this.#begin(null, { ...this.#at, radius: this.#radius });
    } else if (event.key === "Enter" && this.#stroke?.pointer === null) {
      this.#end();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  get #radius() {
    return (this.#manner?.size ?? 0) / 2;
  }

  /** @param {PointerEvent} event */
  #sample(event) {
    const box = this.#viewer.element.getBoundingClientRect();
    const press = event.pointerType === "pen" ? LIGHTEST + (1 - LIGHTEST) * event.pressure : 1;
    return { x: event.clientX - box.left, y: event.clientY - box.top, radius: this.#radius * press };
  }

  /** @param {number | null} pointer @param {{x: number, y: number, radius: number}} point */
  #begin(pointer, point) {
    this.#at = point;
    this.#stroke = { pointer, points: [point] };
    this.#tell.begun();
    this.#draw();
  }

  /** @param {{x: number, y: number, radius: number}} point */
  #add(point) {
    const points = /** @type {{x: number, y: number, radius: number}[]} */ (this.#stroke?.points);
    const last = points[points.length - 1];
    const step = this.#manner?.tool === "brush" ? Math.max(LEAST_STEP, SPACING * point.radius) : LEAST_STEP;
    if (Math.hypot(point.x - last.x, point.y - last.y) < step) return;
    points.push(point);
    this.#draw();
  }

  #end() {
    const points = this.#stroke?.points ?? [];
    const tool = this.#manner?.tool;
    this.#stroke = null;
    this.#draw();
    const [first, last] = [points[0], points[points.length - 1]];
    const { scale } = this.#viewer.view;
    const onPicture = points.map(({ x, y, radius }) => ({ ...this.#viewer.toPicture({ x, y }), radius: radius / scale }));
    if (tool === "pick") {
      const [a, b] = [onPicture[0], onPicture[onPicture.length - 1]];
      if (Math.hypot(last.x - first.x, last.y - first.y) < CLICK_REACH) this.#tell.clicked(a);
      else this.#tell.boxed([Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)]);
    } else if (tool === "lasso" && points.length < 3) {
      this.#tell.dropped();
    } else {
      this.#tell.drawn(onPicture.flatMap(({ x, y, radius }) => [x, y, radius].map((value) => Math.round(value * 100) / 100)));
    }
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#trace());
  }

  /** The stroke so far; the canvas itself is translucent, so that crossings are not darker. */
  #trace() {
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    const { width, height } = this.#canvas;
    context.clearRect(0, 0, width, height);
    const points = this.#stroke?.points;
    if (!points?.length) return;
    const style = getComputedStyle(this.#canvas);
    context.fillStyle = context.strokeStyle = style.getPropertyValue(this.#manner?.effect === "erase" ? "--alarm" : "--accent");
    const [first, last] = [points[0], points[points.length - 1]];
    if (this.#manner?.tool === "pick") {
      context.lineWidth = 2;
      return context.strokeRect(first.x, first.y, last.x - first.x, last.y - first.y);
    }
    if (this.#manner?.tool === "lasso") {
      context.beginPath();
      for (const { x, y } of points) context.lineTo(x, y);
      context.closePath();
      return context.fill();
    }
    context.lineCap = context.lineJoin = "round";
    for (const [index, point] of points.entries()) {
      const before = points[Math.max(0, index - 1)];
      context.lineWidth = before.radius + point.radius;
      context.beginPath();
      context.moveTo(before.x, before.y);
      context.lineTo(point.x, point.y + (index ? 0 : 0.01));
      context.stroke();
    }
  }

  /** @param {boolean} [seen]  a finger hides it anyway */
  #showCursor(seen = true) {
    const { tool, size } = this.#manner ?? { tool: "pick", size: 0 };
    const width = tool === "brush" ? size : 12;
    this.#cursor.hidden = !seen || (tool === "pick" && !this.#stroke);
    this.#cursor.style.width = this.#cursor.style.height = `${width}px`;
    this.#cursor.style.transform = `translate(${this.#at.x - width / 2}px, ${this.#at.y - width / 2}px)`;
  }

  #hide() {
    this.#cursor.hidden = true;
    this.#tell.moved(null);
  }
}
