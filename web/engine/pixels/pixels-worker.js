/**
 * The pixels of finished files, and mattes for other pictures: what whoever embeds the engine does with a result. Each is
 * asked for in a worker of its own (page/pixels.js).
 *
 * @import { Bounds, Matte } from "./matte.js"
 * @import { Picture } from "./png.js"
 *
 * @typedef {object} PixelsDuties
 * @property {(file: Blob) => Promise<Picture>} read  of a PNG of ours
 * @property {(file: Blob) => Promise<Matte & {bounds: Bounds | null}>} matte  its alpha, or, of a grey one, its grey
 * @property {(order: {picture: Blob, matte: Matte, inverted: boolean}) => Promise<Blob>} apply  a PNG of the picture with the
 *   matte, which is scaled to its size, for its alpha
 * @property {(matte: Matte) => Promise<Blob>} white  a PNG, white with the matte for its alpha
 * @property {(file: Blob) => Promise<Matte>} alpha  of any picture that the browser reads
 */

import { bands } from "../shared/canvas.js";
import { EngineError } from "../shared/errors.js";
import { Moved, Wire } from "../shared/wire.js";
import { applyTo, boundsOf, matteOf } from "./matte.js";
import { readPng, writePng } from "./png.js";

/** @type {Wire<import("../shared/protocol.js").ClientDuties>} */
const client = new Wire(/** @type {any} */ (self), { read, matte, apply, white, alpha });
client.tell("alive", false);

/** @param {Blob} file */
async function read(file) {
  const { channels, ...picture } = await readPng(file);
  if (channels !== 4) throw new EngineError("unreadable", "a grey PNG");
  return new Moved(picture, [picture.data.buffer]);
}

/** @param {Blob} file */
async function matte(file) {
  const found = matteOf(await readPng(file));
  return new Moved({ ...found, bounds: boundsOf(found) }, [found.data.buffer]);
}

/** @param {Parameters<PixelsDuties["apply"]>[0]} order */
async function apply({ picture, matte, inverted }) {
  const { data, width, height } = await decoded(picture);
  applyTo(data, await scaled(matte, width, height), inverted);
  return writePng({ data, width, height });
}

/** @param {Matte} matte */
async function white({ data, width, height }) {
  return writePng({ data: inAlpha(data), width, height });
}

/** @param {Blob} file */
async function alpha(file) {
  const found = matteOf({ ...(await decoded(file)), channels: 4 });
  return new Moved(found, [found.data.buffer]);
}

/** @param {Blob} file @returns {Promise<Picture>} */
async function decoded(file) {
  const bitmap = await createImageBitmap(file).catch((error) => {
    throw new EngineError("unreadable", String(error));
  });
  return pixelsOf(bitmap);
}

/** @param {ImageBitmap} bitmap  which is closed @returns {Picture} */
function pixelsOf(bitmap) {
  const { width, height } = bitmap;
  try {
    const data = new Uint8ClampedArray(width * height * 4);
    for (const band of bands(bitmap)) data.set(band.data, band.top * width * 4);
    return { data, width, height };
  } finally {
    bitmap.close();
  }
}

/** @param {Matte} matte @param {number} width @param {number} height @returns {Promise<Matte>} */
async function scaled(matte, width, height) {
  if (matte.width === width && matte.height === height) return matte;
  const whole = new ImageData(inAlpha(matte.data), matte.width, matte.height);
  const bitmap = await createImageBitmap(whole, { resizeWidth: width, resizeHeight: height, resizeQuality: "high" });
  return matteOf({ ...pixelsOf(bitmap), channels: 4 });
}

/** White, with this alpha. @param {Uint8ClampedArray} alpha */
function inAlpha(alpha) {
  const rgba = new Uint8ClampedArray(alpha.length * 4).fill(255);
  for (let at = 0; at < alpha.length; at++) rgba[4 * at + 3] = alpha[at];
  return rgba;
}
