import assert from "node:assert/strict";
import test from "node:test";

import { shrink } from "../../../web/engine/heif/shrink.js";

/** Rows of RGBA with eight bytes between them that belong to nobody. */
function picture(width, height) {
  const stride = width * 4 + 8;
  const pixels = Uint8Array.from({ length: stride * height }, (_, i) => (i * i * 31 + i * 7) % 251);
  return { pixels, width, height, stride };
}

/** What share each old pixel has in a new one. */
function overlaps(before, after, at) {
  const [start, end] = [(at * before) / after, ((at + 1) * before) / after];
  const covered = (old) => Math.max(0, Math.min(end, old + 1) - Math.max(start, old));
  return Array.from({ length: before }, (_, old) => (covered(old) * after) / before);
}

for (const [width, height, most] of [[30, 20, 600], [30, 20, 150], [37, 11, 100]]) {
  test(`shrinking ${width}×${height} to ${most} pixels averages`, () => {
    const whole = picture(width, height);
    const small = shrink(whole, most);
    assert.ok(most * 0.6 < small.width * small.height && small.width * small.height <= most);
    assert.equal(small.pixels.length, 4 * small.width * small.height);
    for (let y = 0; y < small.height; y++) {
      const down = overlaps(height, small.height, y);
      for (let x = 0; x < small.width; x++) {
        const across = overlaps(width, small.width, x);
        for (let channel = 0; channel < 4; channel++) {
          const rows = down.map((share, row) => share * across.reduce(
            (sum, part, column) => sum + part * whole.pixels[row * whole.stride + 4 * column + channel], 0,
          ));
          const mean = rows.reduce((sum, each) => sum + each);
          assert.ok(Math.abs(small.pixels[4 * (y * small.width + x) + channel] - mean) <= 0.51, `${x}, ${y}`);
        }
      }
    }
  });
}
