/**
 * The divider between before and after. Its value is the share of the visible picture, from the left, that shows the
 * original.
 *
 * @import { Box } from "./viewport.js"
 */

import { messages } from "../messages/index.js";
import { reducedMotion } from "../ui/dom.js";
import { clamp } from "./viewport.js";

const STEP = 0.02;
const LEAP = 0.1;
const SWEEP_MS = 400;
/** Milliseconds between two pictures of it: the networks need the processor more. */
const SWEEP_STEP_MS = 48;
const EDGE = 0.08; // no room for the word on that side
const KNOB_ROOM = 28;

/** @param {number} t 0..1 */
const easeInOut = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

export class Compare {
  #value = 1;
  /** @type {Box} */
  #box = { left: 0, top: 0, right: 1, bottom: 1 };
  #sweep = 0;
  #onChange;

  /** @param {HTMLElement} element @param {() => void} onChange */
  constructor(element, onChange) {
    this.element = element;
    this.#onChange = onChange;
    element.addEventListener("pointerdown", (event) => this.#grab(event));
    element.addEventListener("pointermove", (event) => {
      if (element.hasPointerCapture(event.pointerId)) this.#follow(event);
    });
    element.addEventListener("lostpointercapture", () => element.classList.remove("held"));
    element.addEventListener("dblclick", (event) => event.stopPropagation());
    element.addEventListener("keydown", (event) => this.#key(event));
  }

  get value() {
    return this.#value;
  }

  set value(share) {
    cancelAnimationFrame(this.#sweep);
    this.#set(share);
  }

  /** Moves there before the eyes. @param {number} to */
  sweep(to) {
    cancelAnimationFrame(this.#sweep);
    if (reducedMotion() || document.hidden) return this.#set(to);
    const from = this.#value;
    /** @type {number | null} */
    let start = null;
    let shown = 0;
    /** @param {number} now */
    const frame = (now) => {
      start ??= now;
      const t = Math.min(1, (now - start) / SWEEP_MS);
      if (t === 1 || now - shown >= SWEEP_STEP_MS) {
        this.#set(from + (to - from) * easeInOut(t));
        shown = now;
      }
      if (t < 1) this.#sweep = requestAnimationFrame(frame);
    };
    this.#sweep = requestAnimationFrame(frame);
  }

  /** @param {Box} box  the part of the stage that the picture covers @param {number} width  of the stage */
  place(box, width) {
    this.#box = box;
    const x = box.left + (box.right - box.left) * this.#value;
    const { style } = this.element;
    style.transform = `translate(${x}px, ${box.top}px)`;
    style.height = `${box.bottom - box.top}px`;
    // The knob stays whole where the line touches the edge of the stage.
    style.setProperty("--nudge", `${clamp(x, KNOB_ROOM, Math.max(KNOB_ROOM, width - KNOB_ROOM)) - x}px`);
  }

  /** @param {number} share */
  #set(share) {
    this.#value = clamp(share, 0, 1);
    this.element.setAttribute("aria-valuenow", String(Math.round(this.#value * 100)));
    this.element.setAttribute("aria-valuetext", messages.compareValue(this.#value));
    this.element.classList.toggle("all-after", this.#value < EDGE);
    this.element.classList.toggle("all-before", this.#value > 1 - EDGE);
    this.#onChange();
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (event.button !== 0) return;
    event.stopPropagation();
    this.element.setPointerCapture(event.pointerId);
    this.element.classList.add("held");
  }

  /** @param {PointerEvent} event */
  #follow(event) {
    const stage = this.element.parentElement?.getBoundingClientRect();
    if (stage) this.value = (event.clientX - stage.left - this.#box.left) / (this.#box.right - this.#box.left);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = event.shiftKey ? LEAP : STEP;
    /** @type {Record<string, number>} */
    const targets = {
      ArrowLeft: this.#value - step,
      ArrowDown: this.#value - step,
      ArrowRight: this.#value + step,
      ArrowUp: this.#value + step,
      PageDown: this.#value - LEAP,
      PageUp: this.#value + LEAP,
      Home: 0,
      End: 1,
    };
    if (!(event.key in targets) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.value = targets[event.key];
  }
}
