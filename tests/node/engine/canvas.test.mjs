/** A canvas is believed if it returns what was drawn; where it returns noise, pictures take another way. */
import assert from "node:assert/strict";
import test from "node:test";

let noise = (data) => data;
globalThis.ImageData = class {
  constructor(...given) {
    const [data, width, height] = typeof given[0] === "number" ? [new Uint8ClampedArray(4 * given[0] * given[1]), ...given] : given;
    Object.assign(this, { data, width, height });
  }
};
globalThis.createImageBitmap = async (source) => {
  if (source instanceof Blob) return { width: 2, height: 1, data: new Uint8ClampedArray(8).fill(255), close() {} };
  return { width: source.width, height: source.height, data: source.data, close() {} };
};
globalThis.OffscreenCanvas = class {
  getContext() {
    let drawn;
    return {
      drawImage: (bitmap, ...[, top, width, rows]) => (drawn = bitmap.data.slice(4 * width * top, 4 * width * (top + rows))),
      getImageData: () => ({ data: noise(Uint8ClampedArray.from(drawn)) }),
    };
  }
};

const { decode } = await import("../../../web/engine/python/decode.js");
const { Source } = await import("../../../web/engine/python/source.js");
const fresh = async (name) => (await import(`../../../web/engine/shared/canvas.js?${name}`)).canvasIsTruthful();
const one = (data) => ((data[1000] ^= 1), data);
const all = (data) => data.map(() => 255 * Math.random());
const refused = () => assert.fail();

test("one bit is enough to be found out", async () => {
  noise = (data) => data;
  assert.equal(await fresh("honest"), true);
  for (const kind of [one, all, refused]) {
    noise = kind;
    assert.equal(await fresh(kind.name), false);
  }
});

test("where it lies, nothing is read from it: Pillow and libheif do it, and AVIF is refused with a sentence of its own", async () => {
  noise = one;
  const read = [];
  const array = (pixels) => ({ shape: [], getBuffer: () => ({ data: pixels, release() {} }), destroy() {} });
  const memory = {
    blank: (height, width) => array(new Uint8Array(4 * height * width)),
    open: () => (read.push("Pillow"), { image: array(new Uint8Array(8)), height: 1, width: 2, notices: [] }),
  };
  const heif = { pixels: new Uint8Array(8), width: 2, height: 1, full: 2, profile: [], numbers: null, pictures: 1 };
  const hooks = { cancelled: () => false, admit: async () => {}, most: 1000, readHeif: async () => (read.push("libheif"), heif) };
  const file = (start) => new Source(new Blob([Buffer.from(start.padEnd(64, "\0"), "latin1")]));
  for (const start of ["\xff\xd8\xff\xe0", "\x89PNG\r\n\x1a\n", "GIF89a", "BM"]) await decode(file(start), memory, hooks);
  await decode(file("\0\0\0\x18ftypheic"), memory, hooks);
  assert.deepEqual(read, [...Array(4).fill("Pillow"), "libheif"]);
  await assert.rejects(decode(file("\0\0\0\x18ftypavif"), memory, hooks), { code: "canvas-noise" });
});
