/** Small pictures for the screen, sent ahead of the file. */

import { PREVIEW_SIDE } from "../shared/defaults.js";

/**
 * @param {ImageBitmap | ImageData} picture
 * @returns {Promise<ImageBitmap>} at most PREVIEW_SIDE on the long side
 */
export function previewOf(picture) {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(picture.width, picture.height));
  if (scale === 1) return createImageBitmap(picture);
  return createImageBitmap(picture, {
    resizeWidth: Math.max(1, Math.round(picture.width * scale)),
    resizeHeight: Math.max(1, Math.round(picture.height * scale)),
    resizeQuality: "medium",
  });
}

/**
 * Pixels in Python's memory as a picture, without copying them.
 *
 * @param {Uint8Array} pixels  straight RGBA
 * @param {number} width
 * @param {number} height
 */
export function imageData(pixels, width, height) {
  const bytes = new Uint8ClampedArray(/** @type {ArrayBuffer} */ (pixels.buffer), pixels.byteOffset, pixels.byteLength);
  return new ImageData(bytes, width, height);
}

/** At once, where the thread has no time to wait for a promise. @param {ImageData} data */
export function bitmapNow(data) {
  const canvas = new OffscreenCanvas(data.width, data.height);
  /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d")).putImageData(data, 0, 0);
  return canvas.transferToImageBitmap();
}
