import assert from "node:assert/strict";
import test from "node:test";

import { fromHalf, toHalf } from "../../../web/engine/inference/half.js";

test("every half comes back as it was", () => {
  const all = Uint16Array.from({ length: 1 << 16 }, (_, bits) => bits).filter((bits) => (bits & 0x7fff) <= 0x7c00);
  assert.deepEqual(toHalf(fromHalf(all)), all);
  assert.ok(fromHalf(Uint16Array.of(0x7e00, 0xfc01)).every(Number.isNaN));
});

test("floats are rounded to the nearest half, to the even one of two", () => {
  const [one, step] = [0x3c00, 2 ** -10];
  const given = [1, 1 + 0.5 * step, 1 + 1.5 * step, 1 + 0.51 * step, -2, 65504, 65520, -1e9, 2 ** -24, 2 ** -26, NaN, -0];
  const wanted = [one, one, one + 2, one + 1, 0xc000, 0x7bff, 0x7c00, 0xfc00, 1, 0, 0x7e00, 0x8000];
  assert.deepEqual([...toHalf(Float32Array.from(given))], wanted);
});
