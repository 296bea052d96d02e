import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { sniff } from "../../../web/engine/python/sniff.js";

/** One file after another: text byte by byte, or bytes. */
const file = (...parts) => Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part, "latin1")))).buffer;
const seed = (name) => file(readFileSync(new URL(`../../data/seeds/decode/${name}`, import.meta.url)));
const zeros = (count) => new Uint8Array(count);
const told = (head) => {
  const { format, pixels, animated } = sniff(head);
  return [format, pixels, animated];
};

test("of tiles and thumbnails the largest is the picture", () => {
  const extents = [160, 4000, 512].flatMap((side) => {
    const bytes = [0, 0, side >> 8, side & 255];
    return ["ispe", zeros(4), bytes, bytes];
  });
  assert.deepEqual(told(file(zeros(4), "ftypmif1", zeros(4), "heic", ...extents)), ["heif", 16_000_000, false]);
});

test("a sequence moves", () => {
  assert.deepEqual(told(file(zeros(4), "ftypmsf1", zeros(4), "hevc", zeros(40))), ["heif", null, true]);
});

test("what is cut off, empty or no picture is not guessed at", () => {
  for (const head of [file("RIFF", zeros(4), "WEBPVP8X"), file(), seed("rgb.ppm"), seed("rgb.tif")]) {
    assert.deepEqual(told(head), [null, null, false]);
  }
});

test("sizes stand in the heads of files", () => {
  const jpegs = { "grey.jpg": "jpeg", "cmyk.jpg": "jpeg" };
  const all = { ...jpegs, "rgba.png": "png", "rgb.bmp": "bmp", "palette.gif": "gif", "lossy.webp": "webp" };
  for (const [name, format] of Object.entries(all)) assert.deepEqual(told(seed(name)), [format, 24, false], name);
});

test("a GIF with a second picture moves", () => {
  const head = ["GIF89a", [2, 0, 3, 0, 0x80, 0, 0], zeros(6)]; // two colours
  const extension = [0x21, 0xf9, 4, 0, 0, 0, 0, 0];
  const picture = [0x2c, ...zeros(8), 0, 2, 2, 0x4c, 1, 0];
  const end = [0x3b, ...zeros(10)];
  assert.deepEqual(told(file(...head, extension, picture, end)), ["gif", 6, false]);
  assert.deepEqual(told(file(...head, extension, picture, extension, picture, end)), ["gif", 6, true]);
});

test("a PNG that announces an animation before its picture moves", () => {
  const chunk = (kind, body) => [[0, 0, 0, body.length], kind, body, zeros(4)];
  const head = ["\x89PNG\r\n\x1a\n", ...chunk("IHDR", [0, 0, 0, 5, 0, 0, 0, 7, 8, 6, 0, 0, 0])];
  const picture = chunk("IDAT", zeros(20));
  assert.deepEqual(told(file(...head, ...picture)), ["png", 35, false]);
  const frames = (count) => chunk("acTL", [0, 0, 0, count, ...zeros(4)]);
  assert.deepEqual(told(file(...head, ...frames(2), ...picture)), ["png", 35, true]);
  assert.deepEqual(told(file(...head, ...frames(1), ...picture)), ["png", 35, false]); // one frame does not move
  assert.deepEqual(told(file(...head, ...picture, ...frames(2))), ["png", 35, false]);
});

test("a WebP's flags tell of movement", () => {
  const webp = (flags) => sniff(file("RIFF", zeros(4), "WEBPVP8X", zeros(4), [flags, 0, 0, 0], [9, 0, 0], [1, 1, 0]));
  assert.deepEqual(webp(8), { format: "webp", pixels: 10 * 258, animated: false });
  assert.deepEqual(webp(2), { format: "webp", pixels: 10 * 258, animated: true });
});

test("a JPEG's size stands after its metadata, and none in a damaged one", () => {
  const metadata = [0xff, 0xe1, 0x01, 0x02, ...zeros(256)];
  const frame = [0xff, 0xc2, 0, 17, 8, 0x01, 0x00, 0x02, 0x00, ...zeros(12)];
  const tables = [0xff, 0xc4, 0, 4, 0, 0];
  assert.deepEqual(told(file([0xff, 0xd8], metadata, tables, [0xff], frame)), ["jpeg", 256 * 512, false]);
  assert.deepEqual(told(file([0xff, 0xd8], metadata, zeros(40))), ["jpeg", null, false]);
});

test("of the pictures in a JPEG those count that are views, not thumbnails and what is computed with", () => {
  const little = (number, count) => Array.from({ length: count }, (_, i) => (number >> (8 * i)) & 255);
  const mpo = (...kinds) => {
    const list = kinds.flatMap((kind) => [...little(kind, 3), 0, ...zeros(12)]);
    const entry = [...little(0xb002, 2), 7, 0, ...little(list.length, 4), ...little(26, 4)];
    const index = file("II*\0\x08\0\0\0", [1, 0], entry, zeros(4), list);
    const length = 6 + index.byteLength;
    const frame = [0xff, 0xc0, 0, 17, 8, 0, 2, 0, 3, ...zeros(12)];
    return sniff(file([0xff, 0xd8, 0xff, 0xe2, 0, length], "MPF\0", new Uint8Array(index), frame));
  };
  const [view, main, thumbnail, other] = [0x020002, 0x030000, 0x010001, 0];
  assert.deepEqual(mpo(main, other), { format: "jpeg", pixels: 6, pictures: 1, animated: false });
  assert.equal(mpo(main, thumbnail).pictures, 1);
  assert.equal(mpo(view, view).pictures, 2);
  assert.equal(mpo(main, view, view).pictures, 3);
  assert.equal(sniff(file([0xff, 0xd8, 0xff, 0xe2, 0, 60], "MPF\0II*\0\x08\0\0\0", [9])).pictures, 1); // cut off
});

test("an AVIF whose colours are told under PQ or HLG has highlights that are lost", () => {
  const avif = (primaries, transfer) => sniff(file(zeros(4), "ftypavif", zeros(40), "colrnclx", [0, primaries, 0, transfer, 0, 9, 128]));
  assert.deepEqual([avif(9, 16), avif(9, 18), avif(12, 13)].map(({ hdr }) => hdr), [true, true, false]);
  assert.equal(sniff(file(zeros(4), "ftypavif", zeros(40), "nclx", [0, 9])).hdr, false); // cut off
});
