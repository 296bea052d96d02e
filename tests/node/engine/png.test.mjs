import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";

import { applyTo, boundsOf, matteOf } from "../../../web/engine/pixels/matte.js";
import { readPng, writePng } from "../../../web/engine/pixels/png.js";

/** Noise that is the same each time. @param {number} length */
function noise(length) {
  let seed = 1;
  return Uint8ClampedArray.from({ length }, () => (seed = (seed * 48271) % 2147483647) >> 8 & 255);
}

/** A PNG whose rows have the filters given, by the standard's own words. */
function filtered(data, width, height, channels, filters) {
  const row = width * channels;
  const at = (x, y) => (x < 0 || y < 0 ? 0 : data[y * row + x]);
  const paeth = (a, b, c) => [a, b, c].map((v) => [Math.abs(a + b - c - v), v]).sort((p, q) => p[0] - q[0])[0][1];
  const bytes = [];
  for (let y = 0; y < height; y++) {
    const kind = filters[y % filters.length];
    bytes.push(kind);
    for (let x = 0; x < row; x++) {
      const [a, b, c] = [at(x - channels, y), at(x, y - 1), x < channels ? 0 : at(x - channels, y - 1)];
      bytes.push((at(x, y) - [0, a, b, (a + b) >> 1, paeth(a, b, c)][kind] + 256) & 255);
    }
  }
  const chunk = (kind, body) => Buffer.concat([Buffer.from(Uint32Array.of(body.length).buffer).swap32(), Buffer.from(kind), body, Buffer.alloc(4)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 4 ? 6 : 0], 8);
  const packed = deflateSync(Buffer.from(bytes));
  const parts = [packed.subarray(0, 20), packed.subarray(20)].map((part) => chunk("IDAT", part));
  return new Blob([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", header), ...parts, chunk("IEND", Buffer.alloc(0))]);
}

test("what is written is read bit for bit, colours under no alpha, too", async () => {
  const picture = { data: noise(37 * 23 * 4), width: 37, height: 23 };
  for (let at = 3; at < picture.data.length; at += 12) picture.data[at] = 0;
  assert.deepEqual(await readPng(await writePng(picture)), { ...picture, channels: 4 });
});

test("pictures of many bands and one pixel", async () => {
  for (const [width, height] of [[1, 1], [700, 900]]) {
    const picture = { data: noise(width * height * 4), width, height };
    assert.deepEqual((await readPng(await writePng(picture))).data, picture.data);
  }
});

for (const channels of [1, 4]) {
  test(`every filter, ${channels} channels`, async () => {
    const data = noise(19 * 11 * channels);
    const found = await readPng(filtered(data, 19, 11, channels, [4, 3, 2, 1, 0]));
    assert.deepEqual(found, { data, width: 19, height: 11, channels });
  });
}

test("what is none, ends early or is another kind is unreadable", async () => {
  const good = await writePng({ data: noise(40 * 40 * 4), width: 40, height: 40 });
  const bytes = new Uint8Array(await good.arrayBuffer());
  const palette = bytes.slice();
  palette[25] = 3;
  for (const bad of [new Blob(["GIF89a"]), good.slice(0, 2000), new Blob([palette]), new Blob([])]) {
    await assert.rejects(readPng(bad), { code: "unreadable" });
  }
});

test("the box around what is there", () => {
  const data = new Uint8ClampedArray(5 * 4);
  const matte = { data, width: 5, height: 4 };
  assert.equal(boundsOf(matte), null);
  data[1 * 5 + 3] = 1;
  assert.deepEqual(boundsOf(matte), { left: 3, top: 1, right: 4, bottom: 2 });
  data[3 * 5] = 255;
  assert.deepEqual(boundsOf(matte), { left: 0, top: 1, right: 4, bottom: 4 });
});

test("a matte becomes the alpha, what was transparent stays so", () => {
  const rgba = Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 0, 7, 8, 9, 255);
  const matte = { data: Uint8ClampedArray.of(200, 255, 0), width: 3, height: 1 };
  const inverted = rgba.slice();
  applyTo(rgba, matte, false);
  assert.deepEqual([...matteOf({ data: rgba, width: 3, height: 1, channels: 4 }).data], [200, 0, 0]);
  applyTo(inverted, matte, true);
  assert.deepEqual([...inverted], [1, 2, 3, 55, 4, 5, 6, 0, 7, 8, 9, 255]);
});
