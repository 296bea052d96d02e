/**
 * The subjects that can be kept or dropped one by one: which one is where, and the one under the cursor marked.
 *
 * @import { Picture } from "../picture/picture.js"
 * @import { Point } from "../stage/viewport.js"
 */

import { DROPPED } from "../../engine/index.js";
import { byId, make } from "../ui/dom.js";

/** Opacity of a marked subject, and of its outline. */
const FILL = 90;
const OUTLINE = 255;

/** @typedef {{number: number, dropped: boolean}} Found */

export class Subjects {
  #canvas = make("canvas", { className: "layer subjects" });
  /** @type {Uint8Array | null} cells of a square grid over the picture */
  #cells = null;
  /** @type {Picture | null} */
  #picture = null;
  #marked = 0;

  /** @param {Picture | null} picture @param {Uint8Array | null} cells */
  show(picture, cells) {
    this.#picture = picture;
    this.#cells = cells;
    this.#marked = 0;
    if (picture && cells) {
      this.#canvas.width = this.#canvas.height = Math.sqrt(cells.length);
      picture.surface.append(this.#canvas);
    } else {
      this.#canvas.remove();
    }
  }

  /** How many can be dropped. */
  get count() {
    return new Set([...(this.#cells ?? [])].filter((cell) => cell > 0 && cell < DROPPED)).size;
  }

  /** @param {Point} at  in pixels of the picture @returns {Found | null} */
  at({ x, y }) {
    const size = this.#picture?.size;
    if (!this.#cells || !size) return null;
    const side = Math.sqrt(this.#cells.length);
    const [column, row] = [Math.floor((x / size.width) * side), Math.floor((y / size.height) * side)];
    if (column < 0 || row < 0 || column >= side || row >= side) return null;
    const number = this.#cells[row * side + column];
    return number ? { number, dropped: number >= DROPPED } : null;
  }

  /** @param {Found | null} found */
  mark(found) {
    const number = found?.number ?? 0;
    if (number === this.#marked || !this.#cells) return;
    this.#marked = number;
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    const cells = this.#cells;
    const side = Math.sqrt(cells.length);
    const data = context.createImageData(side, side);
    const [red, green, blue] = colourOf(found?.dropped ? "--accent" : "--alarm");
    for (let i = 0; number && i < cells.length; i++) {
      if (cells[i] !== number) continue;
      const inside = [i - 1, i + 1, i - side, i + side].every((near) => cells[near] === number);
      data.data.set([red, green, blue, inside ? FILL : OUTLINE], 4 * i);
    }
    context.putImageData(data, 0, 0);
  }
}

/** @param {string} name  of a custom property @returns {number[]} */
function colourOf(name) {
  const colour = getComputedStyle(byId("stage", HTMLElement)).getPropertyValue(name);
  const digits = colour.trim().slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3"); // #rgb as #rrggbb
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}
