/**
 * The PNGs of py/mattebox/files/png.py, read and written with straight alpha, which no canvas keeps: 8 bits a channel, RGBA
 * or grey, not interlaced.
 *
 * W3C Portable Network Graphics (third edition): sections 5.2-5.4 (chunks), 9 (filters), 11.2.1 (IHDR).
 *
 * @typedef {{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number}} Picture  RGBA, straight alpha
 */

import { EngineError } from "../shared/errors.js";

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const IHDR_BYTES = 13;
/** Bytes of a pixel by colour type. @type {Record<number, number>} */
const CHANNELS = { 0: 1, 6: 4 };
const RGBA = 6;
const [NONE, SUB, UP, AVERAGE, PAETH] = [0, 1, 2, 3, 4];

/** Rows that are filtered at a time. */
const BAND = 1 << 20;

/**
 * @param {Blob} file
 * @returns {Promise<Picture & {channels: number}>} of grey, which has one channel, a byte a pixel
 * @throws {EngineError} unreadable: no PNG, or one of another kind
 */
export async function readPng(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) throw new EngineError("unreadable", "no PNG");
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const packed = [];
  let header = null;
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const [length, kind] = [view.getUint32(at), String.fromCharCode(...bytes.subarray(at + 4, at + 8))];
    if (kind === "IHDR") header = new DataView(bytes.buffer, at + 8, IHDR_BYTES);
    if (kind === "IDAT") packed.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const channels = header && CHANNELS[header.getUint8(9)];
  if (!header || !channels || header.getUint8(8) !== 8 || header.getUint8(12)) {
    throw new EngineError("unreadable", "a PNG of another kind");
  }
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const rows = new Blob(packed).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = await unfiltered(rows, width * channels, height, channels).catch((error) => {
    throw error instanceof EngineError ? error : new EngineError("unreadable", String(error));
  });
  return { data, width, height, channels };
}

/**
 * @param {ReadableStream<Uint8Array>} stream  each row with its filter's number before it
 * @param {number} row  bytes of a row
 * @param {number} height
 * @param {number} step  bytes of a pixel
 */
async function unfiltered(stream, row, height, step) {
  const out = new Uint8ClampedArray(row * height);
  const line = new Uint8Array(1 + row);
  let [filled, y] = [0, 0];
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    for (let at = 0; at < value.length && y < height; ) {
      const part = value.subarray(at, at + line.length - filled);
      line.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled === line.length) {
        unfilter(line, out, y++ * row, row, step);
        filled = 0;
      }
    }
  }
  if (y < height) throw new EngineError("unreadable", "the PNG ends early");
  return out;
}

/** @param {Uint8Array} line @param {Uint8ClampedArray} out @param {number} start @param {number} row @param {number} step */
function unfilter(line, out, start, row, step) {
  const filter = line[0];
  for (let x = 0; x < row; x++) {
    const left = x >= step ? out[start + x - step] : 0;
    const above = start ? out[start + x - row] : 0;
    const before = start && x >= step ? out[start + x - row - step] : 0;
    out[start + x] = (line[1 + x] + predicted(filter, left, above, before)) & 255;
  }
}

/** @param {number} filter @param {number} left @param {number} above @param {number} before  above the left one */
function predicted(filter, left, above, before) {
  if (filter === UP) return above;
  if (filter === NONE) return 0;
  if (filter === SUB) return left;
  if (filter === AVERAGE) return (left + above) >> 1;
  if (filter !== PAETH) throw new EngineError("unreadable", `filter ${filter}`);
  const [a, b, c] = [Math.abs(above - before), Math.abs(left - before), Math.abs(left + above - 2 * before)];
  return a <= b && a <= c ? left : b <= c ? above : before;
}

/** @param {Picture} picture @returns {Promise<Blob>} image/png */
export async function writePng({ data, width, height }) {
  const row = width * 4;
  const band = Math.max(1, Math.floor(BAND / row));
  let top = 0;
  /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
  const rows = new ReadableStream({
    pull(controller) {
      const count = Math.min(band, height - top);
      const lines = new Uint8Array(count * (1 + row));
      for (let y = 0; y < count; y++) filter(data, top + y, row, lines.subarray(y * (1 + row), (y + 1) * (1 + row)));
      controller.enqueue(lines);
      top += count;
      if (top >= height) controller.close();
    },
  });
  const ihdr = new DataView(new ArrayBuffer(IHDR_BYTES));
  ihdr.setUint32(0, width);
  ihdr.setUint32(4, height);
  ihdr.setUint16(8, (8 << 8) | RGBA);
  const parts = [new Uint8Array(SIGNATURE), ...chunk("IHDR", new Uint8Array(ihdr.buffer)), ...chunk("sRGB", new Uint8Array(1))];
  const reader = rows.pipeThrough(new CompressionStream("deflate")).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(...chunk("IDAT", value));
  }
  return new Blob([...parts, ...chunk("IEND", new Uint8Array())], { type: "image/png" });
}

/** Each byte less the one above it. @param {Uint8ClampedArray} data @param {number} y @param {number} row @param {Uint8Array} line */
function filter(data, y, row, line) {
  line[0] = UP;
  const start = y * row;
  for (let x = 0; x < row; x++) line[1 + x] = data[start + x] - (y ? data[start + x - row] : 0);
}

/** @param {string} kind @param {Uint8Array<ArrayBuffer>} body */
function chunk(kind, body) {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, body.length);
  head.set(Array.from(kind, (letter) => letter.charCodeAt(0)), 4);
  const tail = new DataView(new ArrayBuffer(4));
  tail.setUint32(0, ~crc(body, crc(head.subarray(4), ~0)));
  return [head, body, new Uint8Array(tail.buffer)];
}

const CRCS = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** @param {Uint8Array} bytes @param {number} value */
function crc(bytes, value) {
  for (const byte of bytes) value = CRCS[(value ^ byte) & 255] ^ (value >>> 8);
  return value;
}
