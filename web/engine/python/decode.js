/**
 * A file becomes upright sRGB pixels, straight RGBA, in memory that Python owns.
 *
 * The browser's codecs go first where they know a format: they are fast, they know orientation and colour profiles. Their
 * one flaw is that a canvas multiplies colours with alpha, so a picture that is transparent somewhere is read by Pillow
 * instead, and so are the other formats and what the browser does not turn upright; HEIC is read by libheif. Where a canvas
 * lies to keep devices from being told apart, nothing goes through it.
 */

import { bands, canvasIsTruthful } from "../shared/canvas.js";
import { MAX_PIXELS } from "../shared/defaults.js";
import { asEngineError, EngineError } from "../shared/errors.js";
import { turnLeft } from "../shared/turned.js";
import { imageData, previewOf } from "./preview.js";
import { viewing } from "./proxies.js";
import { asPythonError } from "./python.js";
import { sniff, SNIFF_BYTES } from "./sniff.js";

/**
 * @typedef {import("pyodide/ffi").PyBuffer} PyBuffer
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("../types.js").Notice} Notice
 * @typedef {import("./sniff.js").Sniffed} Sniffed
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("../heif/heif-worker.js").HeifPicture} HeifPicture
 *
 * @typedef {object} Memory  Python's side
 * @property {(height: number, width: number) => PyProxy} blank  a new height×width×4 u8 array
 * @property {(bytes: Uint8Array, most: number) => {image: PyProxy, height: number, width: number, notices: Notice[]}} open
 *   by Pillow, scaled down to so many pixels
 * @property {(image: PyProxy, profile: Uint8Array) => void} toSrgb  in place, from the colours of an ICC profile
 * @property {(image: PyProxy, primaries: number, transfer: number) => boolean} toSrgbByNumbers  likewise of nclx; whether
 *   highlights were toned down
 *
 * @typedef {object} Decoded
 * @property {PyProxy} image            height×width×4 u8; the receiver destroys it
 * @property {number} width
 * @property {number} height
 * @property {ImageBitmap} preview
 * @property {Notice[]} notices
 * @property {ArrayBuffer | null} told  bytes with all that the file tells besides its pixels; null: they were not read
 */

/** Above this even decoding would end the tab (0.8 GB as RGBA), whatever is done with the picture afterwards. */
const MOST_PIXELS_DECODED = 200_000_000;

/** Browsers refuse canvases wider than this. */
const WIDEST_CANVAS = 16_384;

/**
 * @param {Source} source
 * @param {Memory} memory
 * @param {object} hooks
 * @param {(pixels: number) => Promise<void>} hooks.admit  waits until there is memory for so many
 * @param {() => boolean} hooks.cancelled
 * @param {number} hooks.most  pixels; a larger picture is scaled down
 * @param {(file: Blob) => Promise<HeifPicture>} hooks.readHeif
 * @returns {Promise<Decoded>}
 */
export async function decode(source, memory, { admit, cancelled, most, readHeif }) {
  const { file } = source;
  if (file.size === 0) throw new EngineError("empty");
  const head = await source.head();
  const sniffed = sniff(head);
  if ((sniffed.pixels ?? 0) > MOST_PIXELS_DECODED) throw new EngineError("too-large", `${sniffed.pixels} pixels`);
  await admit(Math.min(sniffed.pixels ?? most, most));
  /** @type {Notice[]} */
  const notices = sniffed.animated ? [{ code: "first-frame" }] : oneOf(sniffed.pictures);
  if (!(await canvasIsTruthful())) {
    if (sniffed.format === "avif") throw new EngineError("canvas-noise"); // which Pillow does not know
    if (sniffed.format === "heif") return openHeif(await readHeif(file), memory, notices);
    return openWithPillow(source, memory, notices, most);
  }
  if (sniffed.format === null || (await turnLeft(file)) !== 1) {
    const read = await openWithPillow(source, memory, notices, most).catch(unlessUnreadable);
    if (read) return read;
  }
  const bitmap = await browserBitmap(file, notices, most);
  if (!bitmap && sniffed.format === "heif") return openHeif(await readHeif(file), memory, notices);
  if (sniffed.hdr) notices.push({ code: "hdr" });
  if (!bitmap || bitmap.width > WIDEST_CANVAS) {
    bitmap?.close();
    return openWithPillow(source, memory, notices, most);
  }
  const { width, height } = bitmap;
  const image = memory.blank(height, width);
  try {
    if (!readBitmap(bitmap, image, sniffed.format !== "jpeg", cancelled)) {
      const scaled = notices.some(({ code }) => code === "scaled");
      const exact = scaled ? null : await openWithPillow(source, memory, notices, most).catch(unlessUnreadable);
      if (exact) {
        image.destroy();
        return exact;
      }
      readBitmap(bitmap, image, false, cancelled); // Pillow does not know this format: the canvas's colours will do
    }
    // A JPEG's tags come before its frame header, which tells its size.
    const told = file.size <= SNIFF_BYTES || (sniffed.format === "jpeg" && sniffed.pixels) ? head : null;
    return { image, width, height, preview: await previewOf(bitmap), notices, told };
  } catch (error) {
    image.destroy();
    throw error;
  } finally {
    bitmap.close();
  }
}

/**
 * @param {Blob} file @param {Notice[]} notices @param {number} most
 * @returns {Promise<ImageBitmap | null>} null: unknown to the browser
 */
async function browserBitmap(file, notices, most) {
  /** @type {ImageBitmapOptions} */
  const faithful = { imageOrientation: "from-image", colorSpaceConversion: "default" };
  const bitmap = await createImageBitmap(file, faithful).catch(() => null);
  if (!bitmap) return null;
  const pixels = bitmap.width * bitmap.height;
  if (pixels <= most) return bitmap;
  const scale = Math.sqrt(most / pixels);
  const [resizeWidth, resizeHeight] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.floor(side * scale)));
  notices.push(scaledFrom(pixels, most));
  const smaller = await createImageBitmap(bitmap, { ...faithful, resizeWidth, resizeHeight, resizeQuality: "high" });
  bitmap.close();
  return smaller;
}

/** @param {number} [count]  of the pictures in a file @returns {Notice[]} */
const oneOf = (count = 1) => (count > 1 ? [{ code: "one-of-many", values: { count } }] : []);

/** @param {number} pixels @param {number} [most] @returns {Notice} */
const scaledFrom = (pixels, most = MAX_PIXELS) => ({
  code: "scaled",
  values: { from: Math.round(pixels / 1e6), to: Math.round(most / 1e6) },
});

/**
 * @param {ImageBitmap} bitmap
 * @param {PyProxy} image
 * @param {boolean} opaqueOnly  stop and return false at the first pixel that is not opaque
 * @param {() => boolean} cancelled
 */
function readBitmap(bitmap, image, opaqueOnly, cancelled) {
  const { width } = bitmap;
  /** @type {PyBuffer} */
  const target = image.getBuffer("u8");
  try {
    for (const { data, top } of bands(bitmap)) {
      if (cancelled()) throw new EngineError("cancelled");
      if (opaqueOnly && !isOpaque(data)) return false;
      target.data.set(data, top * width * 4);
    }
    return true;
  } finally {
    target.release();
  }
}

/** @param {Uint8ClampedArray<ArrayBuffer>} data RGBA; little-endian like WebAssembly */
function isOpaque(data) {
  const pixels = new Uint32Array(data.buffer);
  for (let i = 0; i < pixels.length; i++) if (pixels[i] < 0xff000000) return false;
  return true;
}

/**
 * @param {Source} source
 * @param {Memory} memory @param {Notice[]} notices @param {number} most @returns {Promise<Decoded>}
 */
async function openWithPillow(source, memory, notices, most) {
  const told = await source.bytes();
  const { image, height, width, notices: more } = memory.open(new Uint8Array(told), most);
  const pixels = image.getBuffer("u8");
  const preview = await previewOf(imageData(pixels.data, width, height)).finally(() => pixels.release());
  const known = new Set(notices.map(({ code }) => code));
  return { image, width, height, preview, notices: [...notices, ...more.filter(({ code }) => !known.has(code))], told };
}

/** What Pillow cannot read the browser may; what is wrong with a picture otherwise is wrong in both. @param {unknown} error */
function unlessUnreadable(error) {
  if (!["unreadable", "internal"].includes(asEngineError(asPythonError(error)).code)) throw error;
  return null;
}

/** @param {HeifPicture} picture @param {Memory} memory @param {Notice[]} known @returns {Promise<Decoded>} */
async function openHeif({ pixels, width, height, full, profile, numbers, pictures }, memory, known) {
  const image = memory.blank(height, width);
  try {
    viewing(image, (bytes) => bytes.set(pixels));
    if (profile.length) memory.toSrgb(image, profile);
    const toned = numbers !== null && memory.toSrgbByNumbers(image, numbers.primaries, numbers.transfer);
    const preview = await viewing(image, (bytes) => previewOf(imageData(bytes, width, height)));
    /** @type {Notice[]} */
    const notices = [...(known.length ? known : oneOf(pictures)), ...(full > MAX_PIXELS ? [scaledFrom(full)] : [])];
    if (toned) notices.push({ code: "hdr" });
    return { image, width, height, preview, notices, told: null };
  } catch (error) {
    image.destroy();
    throw error;
  }
}
