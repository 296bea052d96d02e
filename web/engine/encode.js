/**
 * A PNG file out of rows that are filtered already: deflated by the browser, wrapped into chunks here. No canvas takes
 * part, so colours under partial alpha keep every bit.
 */
import { EngineError } from "./protocol.js";

/** Bytes handed to the deflater at a time: each slice is a copy, and the place where a cancel is noticed. */
const SLICE_BYTES = 1 << 20;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/** @param {Uint8Array[]} pieces */
function crc32(...pieces) {
  let crc = -1;
  for (const bytes of pieces) {
    for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

/** @param {string} type @param {Uint8Array<ArrayBuffer>} data @returns {Uint8Array<ArrayBuffer>[]} */
function chunk(type, data) {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, data.length);
  head.set(Array.from(type, (letter) => letter.charCodeAt(0)), 4);
  const tail = new Uint8Array(4);
  new DataView(tail.buffer).setUint32(0, crc32(head.subarray(4), data));
  return [head, data, tail];
}

/**
 * @param {Uint8Array} header  signature and all chunks before the image data
 * @param {() => Uint8Array} rows  filtered scan lines, wherever they lie now: memory may grow meanwhile
 * @param {object} options
 * @param {(fraction: number) => void} options.onProgress  0..1, share of the rows read
 * @param {() => boolean} options.cancelled
 * @returns {Promise<Blob>}
 */
export async function encodePng(header, rows, { onProgress, cancelled }) {
  const deflate = new CompressionStream("deflate"); // the zlib format, as PNG wants it
  const feed = async () => {
    const writer = deflate.writable.getWriter();
    const { length } = rows();
    for (let at = 0; at < length; at += SLICE_BYTES) {
      await writer.ready;
      if (cancelled()) {
        const reason = new EngineError("cancelled");
        await writer.abort(reason); // the readable side fails with it first
        throw reason;
      }
      writer.write(rows().slice(at, at + SLICE_BYTES)).catch(() => {}); // a failure shows on the readable side
      onProgress(at / length);
    }
    await writer.close();
  };
  const parts = [Uint8Array.from(header)];
  const collect = async () => {
    for (const reader = deflate.readable.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      parts.push(...chunk("IDAT", value));
    }
  };
  await Promise.all([feed(), collect()]);
  return new Blob([...parts, ...chunk("IEND", new Uint8Array(0))], { type: "image/png" });
}
