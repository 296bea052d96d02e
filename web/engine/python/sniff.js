/**
 * What the first bytes of a picture tell before it is decoded: format, size, whether it moves or is one of many.
 *
 * @typedef {object} Sniffed
 * @property {"jpeg" | "png" | "gif" | "webp" | "bmp" | "avif" | "heif" | null} format  null: none of these
 * @property {number | null} pixels   width × height where the header says so
 * @property {boolean} animated       where that is cheap to know
 * @property {boolean} [hdr]          its highlights are brighter than any cut-out's
 * @property {number} [pictures]      how many stand side by side, where more than one may
 */

/** A JPEG's frame header comes after its metadata, which may be large; everything else is in the first kilobyte. */
export const SNIFF_BYTES = 1 << 20;

/** @param {DataView} view @param {number} offset @param {number} length */
function text(view, offset, length) {
  if (offset + length > view.byteLength) return "";
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, length));
}

/** Is `word` among the first bytes? @param {DataView} view @param {string} word @param {number} within bytes */
function mentions(view, word, within = 1024) {
  return text(view, 0, Math.min(within, view.byteLength)).includes(word);
}

/** Walks the segments to the frame header (SOF0–SOF15 without DHT, JPG and DAC). @param {DataView} view */
function jpeg(view) {
  let pictures = 1;
  for (let at = 2; at + 9 < view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker < 0xff00) break;
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) {
      return { pixels: view.getUint16(at + 5) * view.getUint16(at + 7), pictures };
    }
    if (marker === 0xffe2 && text(view, at + 4, 4) === "MPF\0") pictures = mpfPictures(view, at + 8);
    at += marker === 0xffff ? 1 : 2 + view.getUint16(at + 2);
  }
  return { pixels: null, pictures };
}

/** CIPA DC-007: the tag of the list of pictures, and bytes of an entry. */
const MP_ENTRIES = 0xb002;
const MP_ENTRY = 16;

/** Those that are pictures in their own right: no thumbnails, nothing that is computed with. @param {DataView} view @param {number} start */
function mpfPictures(view, start) {
  const little = text(view, start, 2) === "II";
  const end = view.byteLength;
  const first = start + 4 + 4 <= end ? start + view.getUint32(start + 4, little) : end;
  const entries = first + 2 <= end ? view.getUint16(first, little) : 0;
  for (let at = first + 2, i = 0; i < entries && at + 12 <= end; i++, at += 12) {
    if (view.getUint16(at, little) !== MP_ENTRIES) continue;
    const list = start + view.getUint32(at + 8, little);
    const count = Math.floor(Math.min(view.getUint32(at + 4, little), end - list) / MP_ENTRY);
    const kinds = Array.from({ length: Math.max(0, count) }, (_, n) => (view.getUint32(list + n * MP_ENTRY, little) >> 16) & 0xff);
    return kinds.filter((kind) => kind === 2 || kind === 3).length; // several views, or the one that stands for all
  }
  return 1;
}

/** @param {DataView} view */
function webpPixels(view) {
  const kind = text(view, 12, 4);
  if (kind === "VP8X") return (1 + uint24(view, 24)) * (1 + uint24(view, 27));
  if (kind === "VP8 ") return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  const bits = view.getUint32(21, true); // VP8L: 14 bits of width − 1, 14 bits of height − 1
  return (1 + (bits & 0x3fff)) * (1 + ((bits >> 14) & 0x3fff));
}

/** @param {DataView} view @param {number} at */
const uint24 = (view, at) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

/** Walks the chunks to the one that announces an animation and its frames, which comes before the picture's. @param {DataView} view */
function pngMoves(view) {
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const kind = text(view, at + 4, 4);
    if (kind === "acTL") return view.getUint32(at + 8) > 1;
    if (kind === "IDAT") return false;
  }
  return false;
}

/** Walks the blocks to a second picture. @param {DataView} view */
function gifMoves(view) {
  /** @param {number} flags @returns {number} bytes of a colour table */
  const table = (flags) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + table(view.getUint8(10));
  for (let pictures = 0; at + 10 < view.byteLength; ) {
    const block = view.getUint8(at);
    if (block === 0x2c && ++pictures > 1) return true;
    if (block === 0x21) at += 2; // an extension: its label, then sub-blocks
    else if (block === 0x2c) at += 11 + table(view.getUint8(at + 9)); // a picture: its head, table and code size
    else return false;
    while (at < view.byteLength && view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  return false;
}

/** Brands of HEIF (ISO/IEC 23008-12) that say how a picture is kept; of those the ones of sequences. */
const HEIF_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
const HEIF_SEQUENCES = ["hevc", "hevx", "msf1"];

/** "ispe": image spatial extents. */
const ISPE = 0x69737065;

/** The largest of the item properties' extents: a file may hold tiles and thumbnails, too. @param {DataView} view */
function heifPixels(view) {
  let most = 0;
  for (let at = 0; at + 16 <= view.byteLength; at++) {
    if (view.getUint32(at) === ISPE) most = Math.max(most, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return most || null;
}

/** "nclx": colours by numbers, of which the second says how bright they are (ITU-T H.273): PQ or HLG. */
const NCLX = 0x6e636c78;
const HDR_TRANSFERS = [16, 18];

/** As the first of the item properties has it, the main picture's. @param {DataView} view */
function heifHdr(view) {
  for (let at = 0; at + 8 <= view.byteLength; at++) {
    if (view.getUint32(at) === NCLX) return HDR_TRANSFERS.includes(view.getUint16(at + 6));
  }
  return false;
}

/** @param {ArrayBuffer} head  the first SNIFF_BYTES of the file @returns {Sniffed} */
export function sniff(head) {
  const view = new DataView(head);
  if (text(view, 0, 2) === "\xff\xd8") return { format: "jpeg", ...jpeg(view), animated: false };
  if (text(view, 0, 8) === "\x89PNG\r\n\x1a\n" && view.byteLength > 24) {
    return { format: "png", pixels: view.getUint32(16) * view.getUint32(20), animated: pngMoves(view) };
  }
  if (text(view, 0, 4) === "GIF8" && view.byteLength > 13) {
    const pixels = view.getUint16(6, true) * view.getUint16(8, true);
    return { format: "gif", pixels, animated: gifMoves(view) };
  }
  if (text(view, 0, 4) === "RIFF" && text(view, 8, 4) === "WEBP" && view.byteLength >= 30) {
    const flags = text(view, 12, 4) === "VP8X" ? view.getUint8(20) : 0;
    return { format: "webp", pixels: webpPixels(view), animated: (flags & 2) !== 0 };
  }
  if (text(view, 0, 2) === "BM" && view.byteLength > 26) {
    return { format: "bmp", pixels: Math.abs(view.getInt32(18, true) * view.getInt32(22, true)), animated: false };
  }
  if (text(view, 4, 4) === "ftyp" && mentions(view, "avi", 32)) {
    return { format: "avif", pixels: heifPixels(view), animated: mentions(view, "avis", 32), hdr: heifHdr(view) };
  }
  if (text(view, 4, 4) === "ftyp" && HEIF_BRANDS.some((brand) => mentions(view, brand, 32))) {
    const animated = HEIF_SEQUENCES.includes(text(view, 8, 4));
    return { format: "heif", pixels: heifPixels(view), animated, hdr: heifHdr(view) };
  }
  return { format: null, pixels: null, animated: false };
}
