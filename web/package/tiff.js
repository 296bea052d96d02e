/**
 * Pixels as a file that the engine reads bit for bit: a baseline TIFF, uncompressed, with straight alpha (TIFF 6.0, sections
 * 2, 6 and 18). It is a header and the pixels themselves, so that nothing is computed on the page's thread.
 */

const SHORT = 3;
const LONG = 4;
const HEADER = 8;
const ENTRY = 12;
/** ExtraSamples: alpha that colours are not multiplied by. */
const UNASSOCIATED = 2;
const RGB = 2;

/**
 * @param {number} width
 * @param {number} height
 * @returns {Uint8Array<ArrayBuffer>} all of the file that comes before its width·height·4 bytes of RGBA
 */
export function tiffHead(width, height) {
  const fields = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 4, 0], // bits a sample: four numbers, behind the directory
    [259, SHORT, 1, 1],
    [262, SHORT, 1, RGB],
    [273, LONG, 1, 0], // where the pixels begin
    [277, SHORT, 1, 4],
    [278, LONG, 1, height],
    [279, LONG, 1, width * height * 4],
    [338, SHORT, 1, UNASSOCIATED],
  ];
  const bits = HEADER + 2 + fields.length * ENTRY + 4;
  const head = new Uint8Array(bits + 8);
  const view = new DataView(head.buffer);
  head.set([0x49, 0x49, 42, 0, HEADER]);
  view.setUint16(HEADER, fields.length, true);
  const at = { 258: bits, 273: head.length };
  for (const [index, [tag, type, count, value]] of fields.entries()) {
    const entry = HEADER + 2 + index * ENTRY;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, count, true);
    view.setUint32(entry + 8, at[/** @type {258 | 273} */ (tag)] ?? value, true);
  }
  for (let sample = 0; sample < 4; sample++) view.setUint16(bits + 2 * sample, 8, true);
  return head;
}
