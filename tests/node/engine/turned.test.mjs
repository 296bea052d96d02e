/** What a PNG or WebP says of the way it lies. */
import assert from "node:assert/strict";
import test from "node:test";

import { tagged } from "../../../web/engine/shared/turned.js";

const bytes = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part, "latin1")));
const big = (orientation) => bytes("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", [0, orientation, 0, 0], "\0\0\0\0");
const little = (orientation) => bytes("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", [orientation, 0, 0, 0], "\0\0\0\0");
const png = (...parts) => new Blob([bytes("\x89PNG\r\n\x1a\n", "\0\0\0\rIHDR", ...parts)]);
const webp = (...parts) => new Blob([bytes("RIFF\0\0\0\0WEBPVP8X", ...parts)]);

test("EXIF stands before a PNG's pixels, or after", async () => {
  assert.deepEqual(await tagged(png("eXIf", big(6), "IDAT")), { kind: "png", orientation: 6 });
  assert.deepEqual(await tagged(png("IDAT", "eXIf", little(5))), { kind: "png-late", orientation: 5 });
  const far = png("IDAT", new Uint8Array(3 << 20), "eXIf", little(2));
  assert.deepEqual(await tagged(far), { kind: "png-late", orientation: 2 });
});

test("EXIF in a WebP may begin as in a JPEG", async () => {
  assert.deepEqual(await tagged(webp("VP8 ", "EXIF\x1a\0\0\0", big(3))), { kind: "webp", orientation: 3 });
  assert.deepEqual(await tagged(webp("VP8 ", "EXIF\x20\0\0\0Exif\0\0", little(8))), { kind: "webp", orientation: 8 });
});

test("what says nothing, nonsense or is cut off is upright", async () => {
  const whole = webp("EXIF\x1a\0\0\0", big(6));
  for (const file of [webp("EXIF\x1a\0\0\0", big(9)), webp("EXIF\x1a\0\0\0", big(0)), whole.slice(0, 40), png("IDAT"), new Blob()]) {
    assert.equal((await tagged(file)).orientation, 1);
  }
  assert.deepEqual(await tagged(new Blob([bytes("\xff\xd8\xff\xe1Exif\0\0", big(6))])), { kind: null, orientation: 1 });
});
