/**
 * Small pictures of large ones, off the page's thread.
 *
 * @typedef {{id: number, source: Blob | ImageBitmap, orientation: number}} Order  `orientation`: in which the browser leaves it
 * @typedef {{id: number, small: string | null}} Answer  as a data URL: an object URL would have the page wait for the
 *   browser each time; null: the browser cannot read it
 */

import { drawUpright } from "../stage/upright.js";

/** Twice the widest cell's picture, for dense screens. */
const SIDE = 320;

/** @param {Order} order */
async function shrunk({ source, orientation }) {
  const whole = source instanceof ImageBitmap ? source : await createImageBitmap(source);
  const canvas = new OffscreenCanvas(1, 1);
  drawUpright(canvas, whole, orientation, SIDE);
  whole.close();
  const file = await canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
  const reader = new FileReader();
  const read = new Promise((resolve, reject) => Object.assign(reader, { onload: resolve, onerror: reject }));
  reader.readAsDataURL(file);
  await read;
  return /** @type {string} */ (reader.result);
}

addEventListener("message", async ({ data }) => {
  const order = /** @type {Order} */ (data);
  const { id } = order;
  const small = await shrunk(order).catch(() => null);
  postMessage(/** @type {Answer} */ ({ id, small }));
});
