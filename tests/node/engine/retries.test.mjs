import assert from "node:assert/strict";
import test from "node:test";

import { attempts, modeOf } from "../../../web/engine/page/supervisor.js";

/** Attempts in words: the mode, the most megapixels, and how. */
const told = (picture, sparing) => attempts(picture, sparing).map((attempt) => [
  modeOf(picture.mode, attempt), attempt.pixels / 1e6, attempt.alone ? "alone" : "", attempt.sparing ? "sparing" : "",
].join(" "));

test("less is tried step by step, and by each smaller network", () => {
  assert.deepEqual(told({ mode: "best", fixed: false }, false), [
    ...["best 50  ", "best 50 alone ", "best 50 alone sparing"],
    ...["standard 12.5 alone sparing", "fast 12.5 alone sparing"],
  ]);
  assert.deepEqual(told({ mode: "fast", fixed: false }, true), [
    ...["fast 50  sparing", "fast 50 alone sparing", "fast 12.5 alone sparing"],
  ]);
});

test("what was made is not made smaller by an edit", () => {
  assert.deepEqual(told({ mode: "standard", fixed: true }, false), [
    ...["standard 50  ", "standard 50 alone ", "standard 50 alone sparing"],
  ]);
  const effort = { lower: 1, pixels: 12_500_000 };
  assert.deepEqual(told({ mode: "standard", fixed: false, effort }, true), [
    ...["fast 12.5  sparing", "fast 12.5 alone sparing"],
  ]);
});

test("each attempt says what is told of it", () => {
  const setbacks = (sparing) => attempts({ mode: "fast", fixed: false }, sparing).map(({ setback }) => setback);
  assert.deepEqual(setbacks(false), [null, "afresh", "sparing", "afresh"]);
  assert.deepEqual(setbacks(true), [null, "afresh", "afresh"]);
});
