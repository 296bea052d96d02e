/**
 * The calls of @imgly/background-removal, answered by Mattebox: change the import, and leave the rest. What it refuses stands
 * in `REFUSED`. None of that package's code is used.
 *
 * @import { Config } from "./compat-config.js"
 *
 * @typedef {import("./compat-config.js").Config} Configuration
 * @typedef {NonNullable<ReturnType<typeof insides.get>>} Inside
 * @typedef {ImageData | ArrayBuffer | Uint8Array | Blob | URL | string} ImageSource
 */

import { done, read, translated } from "./compat-config.js";
import { insides } from "./mattebox.js";
import { sharedMattebox } from "./shared.js";
import { fileOf } from "./sources.js";

export { REFUSED } from "./compat-config.js";
export { MatteboxError } from "./errors.js";

/** Downloads and starts all that pictures will need. @param {Config} [config] */
export async function preload(config) {
  const { want, tell } = read(config);
  await sharedMattebox(want, translated(tell)).mattebox;
}

/** @param {ImageSource} image @param {Config} [config] @returns {Promise<Blob>} the subject on transparency, by default as PNG */
export async function removeBackground(image, config) {
  const { type } = read(config);
  if (type === "background") return removeForeground(image, config);
  if (type === "mask") return segmentForeground(image, config);
  return worked(config, async ({ mattebox, listeners, mode, format, quality }) => {
    const kinds = /** @type {const} */ ({ "image/jpeg": "jpeg", "image/webp": "webp" });
    const output = { format: format === "image/jpeg" || format === "image/webp" ? kinds[format] : /** @type {const} */ ("png"), quality };
    const result = await mattebox.cut(plain(image), { mode, output, ...listeners });
    return format.startsWith("image/x-") ? raw(format, await result.imageData()) : result.blob;
  });
}

/** @param {ImageSource} image @param {Config} [config] @returns {Promise<Blob>} the background, transparent where the subject is */
export async function removeForeground(image, config) {
  return worked(config, async ({ mattebox, listeners, mode, format, quality }) => {
    const source = plain(image);
    const result = await mattebox.cut(source, { mode, ...listeners });
    return encoded(insidesOf(mattebox), await mattebox.applyMatte(result, source, { inverted: true }), format, quality);
  });
}

/** @param {ImageSource} image @param {Config} [config] @returns {Promise<Blob>} white with the matte for its alpha */
export async function segmentForeground(image, config) {
  return worked(config, async ({ mattebox, listeners, mode, format, quality }) => {
    const { askPixels, work } = insidesOf(mattebox);
    const result = await mattebox.cut(plain(image), { mode, ...listeners });
    const white = await work(async (signal) => askPixels("white", await result.alpha(), signal));
    return encoded({ askPixels, work }, white, format, quality);
  });
}

/** @alias */
export const alphamask = segmentForeground;

/**
 * @param {ImageSource} image
 * @param {ImageSource} mask  whose alpha is taken, scaled to the picture's size
 * @param {Config} [config]
 * @returns {Promise<Blob>}
 */
export async function applySegmentationMask(image, mask, config) {
  return worked(config, async ({ mattebox, format, quality }) => {
    const { askPixels, work } = insidesOf(mattebox);
    const png = await work(async (signal) => {
      const matte = await askPixels("alpha", await fileOf(plain(mask), signal), signal);
      return askPixels("apply", { picture: await fileOf(plain(image), signal), matte, inverted: false }, signal);
    });
    return encoded({ askPixels, work }, png, format, quality);
  });
}

/** @alias */
export default removeBackground;

/**
 * @param {Config | undefined} config
 * @param {(means: {mattebox: import("./mattebox.js").Mattebox, listeners: {onProgress: ReturnType<typeof translated>}}
 *   & ReturnType<typeof read>) => Promise<Blob>} work
 */
async function worked(config, work) {
  const means = read(config);
  const onProgress = translated(means.tell);
  const mattebox = await sharedMattebox(means.want, onProgress).mattebox;
  const blob = await work({ ...means, mattebox, listeners: { onProgress } });
  done(means.tell);
  return blob;
}

/** @param {import("./mattebox.js").Mattebox} mattebox */
const insidesOf = (mattebox) => /** @type {Inside} */ (insides.get(mattebox));

/** @param {ImageSource} image */
const plain = (image) =>
  image instanceof ArrayBuffer || ArrayBuffer.isView(image) ? new Blob([/** @type {BlobPart} */ (image)]) : image;

/** @param {string} format @param {{data: Uint8ClampedArray, width: number, height: number}} pixels */
function raw(format, { data, width, height }) {
  const alpha = format === "image/x-alpha8";
  const bytes = alpha ? new Uint8Array(width * height) : data;
  if (alpha) for (let at = 0; at < bytes.length; at++) bytes[at] = data[4 * at + 3];
  return new Blob([/** @type {BlobPart} */ (bytes)], { type: `${format};width=${width};height=${height}` });
}

/**
 * A PNG in the format that was asked for.
 *
 * @param {Inside} inside
 * @param {Blob} png
 * @param {string} format
 * @param {number} quality  1..100
 */
async function encoded({ askPixels, work }, png, format, quality) {
  if (format === "image/png") return png;
  if (format.startsWith("image/x-")) return raw(format, await work((signal) => askPixels("read", png, signal)));
  const bitmap = await createImageBitmap(png);
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: format, quality: quality / 100 });
}
