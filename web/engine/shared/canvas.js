/** What a canvas tells of a picture's pixels, and whether it tells the truth. */

import { EngineError } from "./errors.js";

/** Rows that go through the canvas at a time: its memory stays small however tall the picture is. */
const BAND_ROWS = 256;

/** Side of the picture that is read as a trial: enough pixels for noise that is added to few of them. */
const TRIAL = 64;

/** @type {Promise<boolean> | null} */
let truthful = null;

/**
 * Some browsers keep pages from telling devices apart by what their canvases return, and give them noise. Known pixels are
 * drawn and read once.
 */
export function canvasIsTruthful() {
  return (truthful ??= trial());
}

async function trial() {
  const known = new ImageData(TRIAL, TRIAL);
  for (let at = 0; at < known.data.length; at++) known.data[at] = at % 4 === 3 ? 255 : (at * 37 + (at >> 8) * 11) & 255;
  const bitmap = await createImageBitmap(known, { colorSpaceConversion: "none" });
  try {
    for (const { data } of bands(bitmap)) if (data.some((value, at) => value !== known.data[at])) return false;
    return true;
  } catch {
    return false; // refused altogether
  } finally {
    bitmap.close();
  }
}

/**
 * The pixels of a bitmap, band by band.
 *
 * @param {ImageBitmap} bitmap
 * @returns {Generator<{data: Uint8ClampedArray<ArrayBuffer>, top: number}>}
 */
export function* bands(bitmap) {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, Math.min(BAND_ROWS, height));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new EngineError("memory", "no canvas");
  context.globalCompositeOperation = "copy";
  context.imageSmoothingEnabled = false;
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top);
    context.drawImage(bitmap, 0, top, width, rows, 0, 0, width, rows);
    yield { data: context.getImageData(0, 0, width, rows).data, top };
  }
}
