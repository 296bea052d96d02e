/** In which way a browser leaves a picture that turns PNGs by what comes before their pixels, and no WebP. */
import assert from "node:assert/strict";
import test from "node:test";

import { turnLeft } from "../../../web/engine/shared/turned.js";

globalThis.createImageBitmap = async (file) => {
  const text = Buffer.from(await file.arrayBuffer()).toString("latin1");
  const turned = /eXIf.*IDAT/s.test(text);
  return turned ? { width: 1, height: 2 } : { width: 2, height: 1 };
};

const bytes = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part, "latin1")));
const big = (orientation) => bytes("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", [0, orientation, 0, 0], "\0\0\0\0");
const little = (orientation) => bytes("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", [orientation, 0, 0, 0], "\0\0\0\0");
const png = (...parts) => new Blob([bytes("\x89PNG\r\n\x1a\n", "\0\0\0\rIHDR", ...parts)]);
const webp = (...parts) => new Blob([bytes("RIFF\0\0\0\0WEBPVP8X", ...parts)]);

test("EXIF stands before a PNG's pixels, or after", async () => {
  assert.equal(await turnLeft(png("eXIf", big(6), "IDAT")), 1);
  assert.equal(await turnLeft(png("IDAT", "eXIf", little(5))), 5);
  assert.equal(await turnLeft(png("IDAT", new Uint8Array(3 << 20), "eXIf", little(2))), 2);
});

test("EXIF in a WebP may begin as in a JPEG", async () => {
  assert.equal(await turnLeft(webp("VP8 ", "EXIF\x1a\0\0\0", big(3))), 3);
  assert.equal(await turnLeft(webp("VP8 ", "EXIF\x20\0\0\0Exif\0\0", little(8))), 8);
});

test("what says nothing, nonsense or is cut off is upright, and so is what all browsers turn", async () => {
  const tags = [big(0), big(1), big(9), big(6).subarray(0, 12), bytes("II*\0\xff\xff\xff\xff")];
  const files = [...tags.map((tag) => webp("EXIF\x1a\0\0\0", tag)), png("IDAT"), new Blob()];
  for (const file of [...files, new Blob([bytes("\xff\xd8\xff\xe1Exif\0\0", big(6))])]) assert.equal(await turnLeft(file), 1);
});
