/**
 * Shows what lies under the cursor, enlarged, beside it: a finger hides what it points at.
 *
 * @import { Picture } from "../picture/picture.js"
 * @import { Point } from "../stage/viewport.js"
 */

import { byId } from "../ui/dom.js";

/** CSS pixels of its side, how far it stays away from the cursor, and how much larger it shows things. */
const SIDE = 132;
const AWAY = 28;
const POWER = 2.5;

export class Loupe {
  #element = byId("loupe", HTMLElement);
  #canvas = byId("loupe-view", HTMLCanvasElement);

  /**
   * @param {Picture | null} picture
   * @param {Point} at  in pixels of the picture
   * @param {Point} onStage
   * @param {number} scale  CSS pixels per picture pixel on the stage
   * @param {{width: number, height: number}} stage
   */
  show(picture, at, onStage, scale, stage) {
    this.#element.hidden = !picture;
    if (!picture) return;
    const density = Math.min(2, devicePixelRatio);
    const pixels = Math.round(SIDE * density);
    if (this.#canvas.width !== pixels) this.#canvas.width = this.#canvas.height = pixels;
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d"));
    context.clearRect(0, 0, pixels, pixels);
    const power = scale * POWER * density;
    const reach = pixels / 2 / power;
    picture.drawOn(context, { x: at.x - reach, y: at.y - reach }, power);
    // Above the cursor, to the side where there is room.
    const x = onStage.x + AWAY + SIDE < stage.width ? onStage.x + AWAY : onStage.x - AWAY - SIDE;
    const y = onStage.y - AWAY - SIDE > 0 ? onStage.y - AWAY - SIDE : onStage.y + AWAY;
    this.#element.style.transform = `translate(${x}px, ${y}px)`;
  }

  hide() {
    this.#element.hidden = true;
  }
}
