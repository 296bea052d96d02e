/**
 * Whatever holds a picture, as a file for the engine. Files stay what they are; of everything else the pixels are taken.
 *
 * @typedef {Blob | URL | string | ImageBitmap | ImageData | HTMLImageElement | HTMLCanvasElement | OffscreenCanvas
 *   | VideoFrame} Source  addresses: of the page's own origin, or `blob:` and `data:`
 */

import { MatteboxError, unlessAborted } from "./errors.js";
import { tiffHead } from "./tiff.js";

/** Rows that are taken at a time, so that the page stays responsive. */
const BAND_PIXELS = 1 << 20;

/** @param {string} message @param {unknown} [cause] */
const refusal = (message, cause) => new MatteboxError("source", message, { cause });

/** Is it an object of this kind, where the browser (or Node) has such? @param {unknown} value @param {string} kind */
function is(value, kind) {
  const type = Reflect.get(globalThis, kind);
  return typeof type === "function" && value instanceof type;
}

/**
 * @param {unknown} source
 * @param {AbortSignal} [signal]
 * @returns {Promise<Blob>}
 * @throws {MatteboxError} it is no picture, or not to be had
 */
export async function fileOf(source, signal) {
  signal?.throwIfAborted();
  if (is(source, "Blob")) return /** @type {Blob} */ (source);
  if (typeof source === "string" || source instanceof URL) return fetched(source, signal);
  if (is(source, "ImageData")) return fileOfPixels(/** @type {ImageData} */ (source));
  if (is(source, "HTMLImageElement")) return fileOfElement(/** @type {HTMLImageElement} */ (source), signal);
  const drawn = ["ImageBitmap", "HTMLCanvasElement", "OffscreenCanvas", "VideoFrame"];
  if (drawn.some((kind) => is(source, kind))) return drawnFile(/** @type {ImageBitmapSource} */ (source), signal);
  const what = source === null || typeof source !== "object" ? String(source) : (source.constructor?.name ?? "an object");
  throw refusal(
    `The source is ${what}; it can be a Blob or File, an address on this origin, an ImageBitmap, ImageData, canvas, `
      + "<img> or VideoFrame",
  );
}

/** @param {string | URL} address @returns {URL} @internal */
export function ownAddress(address, home = location) {
  let url;
  try {
    url = new URL(address, home.href);
  } catch (cause) {
    throw refusal(`The source is ${JSON.stringify(String(address))}, which is no address`, cause);
  }
  if (["data:", "blob:"].includes(url.protocol) || url.origin === home.origin) return url;
  throw refusal(
    `The source lies on another origin (${url.origin}). Mattebox asks no other site for anything: fetch it yourself, where `
      + "its server allows that (CORS), and hand in the Blob",
  );
}

/** @param {string | URL} address @param {AbortSignal} [signal] */
async function fetched(address, signal) {
  const url = ownAddress(address);
  const response = await fetch(url, { signal }).catch((cause) => {
    signal?.throwIfAborted();
    throw refusal(`${shown(url)} could not be had`, cause);
  });
  if (!response.ok) throw refusal(`${shown(url)} could not be had: the host answers ${response.status}`);
  return response.blob();
}

/** @param {URL} url */
const shown = (url) => (url.protocol === "data:" ? "The data: address" : url.href);

/** Its own file where that can be had, because that has all of the pixels; else what it shows. @param {HTMLImageElement} image @param {AbortSignal} [signal] */
async function fileOfElement(image, signal) {
  await unlessAborted(image.decode(), signal).catch((cause) => {
    signal?.throwIfAborted();
    throw refusal("The <img> shows no picture: it has no src, or its file is broken", cause);
  });
  const url = new URL(image.currentSrc, location.href);
  if (/^https?:$/.test(url.protocol) && url.origin === location.origin) return fetched(url, signal);
  return drawnFile(image, signal);
}

/** @param {ImageBitmapSource} source @param {AbortSignal} [signal] */
async function drawnFile(source, signal) {
  const bitmap = await createImageBitmap(source).catch((cause) => {
    throw refusal("The source has no pixels: it is empty, closed or detached", cause);
  });
  try {
    const { width, height } = bitmap;
    /** @type {BlobPart[]} */
    const parts = [tiffHead(width, height)];
    const rows = Math.max(1, Math.min(height, Math.floor(BAND_PIXELS / width)));
    const canvas = new OffscreenCanvas(width, rows);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new MatteboxError("memory", "There is no memory for a canvas. Hand in the picture's file instead");
    context.globalCompositeOperation = "copy";
    for (let top = 0; top < height; top += rows) {
      const band = Math.min(rows, height - top);
      context.drawImage(bitmap, 0, top, width, band, 0, 0, width, band);
      parts.push(context.getImageData(0, 0, width, band).data);
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
    return new Blob(parts, { type: "image/tiff" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "SecurityError") {
      throw refusal("The source shows a picture of another origin, whose pixels the browser keeps from this page", error);
    }
    throw error;
  } finally {
    bitmap.close();
  }
}

/** @param {ImageData} pixels */
function fileOfPixels({ data, width, height }) {
  const bytes = /** @type {BlobPart} */ (/** @type {unknown} */ (data));
  if (!(data instanceof Uint8ClampedArray)) throw refusal("The ImageData has floats; it can have 8 bits a channel");
  return new Blob([tiffHead(width, height), bytes], { type: "image/tiff" });
}
