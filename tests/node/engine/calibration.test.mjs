import assert from "node:assert/strict";
import test from "node:test";

import { Calibration } from "../../../web/engine/page/calibration.js";

const MODES = ["fast", "standard", "best"];

/** To the millisecond. */
const seconds = (calibration, megapixels) => MODES.map((mode) => {
  const ms = calibration.expect(mode, megapixels);
  return ms === null ? null : Math.round(ms) / 1000;
});

const run = (megapixels, draft, main, rest) => {
  const timings = { decode: 1, draft_inference: draft, ...(main && { inference: main }), total: draft + main + rest };
  return { width: 1000, height: 1000 * megapixels, timings };
};

test("no time is told before something was measured", () => {
  const one = new Calibration();
  assert.deepEqual(seconds(one, 2), [null, null, null]);
  one.guess("cpu", { draft: 500, main: 2000 });
  assert.deepEqual(seconds(one, 2), [null, null, null]);
  one.guess("cpu", { finish: 100 });
  const [fast, standard, best] = seconds(one, 2);
  assert.ok(fast < standard && standard < best);
  assert.ok(Math.abs(best - standard - 2) < 1e-6, "one more run");
});

test("a network of somebody's own says nothing of ours, nor they of it", () => {
  const one = new Calibration();
  one.guess("cpu", { draft: 500, main: 2000, finish: 100 });
  assert.equal(one.expect("own:a1", 2), null);
  one.add("cpu", "own:a1", run(2, 500, 9000, 900));
  assert.equal(Math.round(one.expect("own:a1", 2)), 10_400);
  assert.equal(one.expect("own:b2", 2), null);
  assert.deepEqual(seconds(one, 2), [1.4, 3.4, 5.4]);
});

test("what pictures took counts more than warm-ups", () => {
  const one = new Calibration();
  one.guess("cpu", { draft: 500, main: 2000, finish: 100 });
  one.add("cpu", "standard", run(2, 600, 3000, 900));
  assert.deepEqual(seconds(one, 2), [1.5, 4.5, 7.5]);
  one.add("cpu", "best", run(2, 600, 5000, 900)); // less than twice
  assert.deepEqual(seconds(one, 2), [1.5, 4.5, 6.5]);
  for (let i = 0; i < 4; i++) one.add("cpu", "standard", run(2, 600, 1000, 900)); // a faster day
  one.add("cpu", "standard", run(2, 600, 90000, 900)); // and a stray
  assert.deepEqual(seconds(one, 2), [1.5, 2.5, 6.5]);
});

test("what was long ago is forgotten", () => {
  const one = new Calibration();
  for (let i = 0; i < 20; i++) one.add("cpu", "fast", run(2, 5000, 0, 9000));
  for (let i = 0; i < 5; i++) one.add("cpu", "fast", run(2, 500, 0, 900));
  assert.equal(seconds(one, 2)[0], 1.4);
});

test("the rest grows with the picture", () => {
  const one = new Calibration();
  one.add("cpu", "fast", run(1, 500, 0, 1000));
  const fast = (megapixels) => seconds(one, megapixels)[0];
  assert.equal(fast(1), 1.5);
  assert.ok(fast(1) < fast(2) && fast(2) < fast(12));
  one.add("cpu", "fast", run(11, 500, 0, 3000));
  one.add("cpu", "fast", run(6, 500, 0, 2000));
  assert.deepEqual([0, 1, 6, 11, 21].map(fast), [1.3, 1.5, 2.5, 3.5, 5.5]);
});

test("another device or network begins afresh", () => {
  let saved;
  new Calibration(null, (known) => (saved = JSON.stringify(known))).add("cpu", "fast", run(1, 500, 0, 1000));
  const again = () => new Calibration(JSON.parse(saved));
  const [here, elsewhere] = [again(), again()];
  here.guess("cpu", { draft: 1 });
  elsewhere.guess("gpu", { draft: 1 });
  assert.deepEqual([again(), here, elsewhere].map((each) => seconds(each, 1)[0]), [1.5, 1.5, null]);
});

test("what is no record of times is passed over", () => {
  for (const junk of [7, "x", [], { way: 1 }]) assert.equal(new Calibration(junk).expect("fast", 1), null);
});

test("an edit tells nothing, nor another look at a picture that was decoded already", () => {
  const one = new Calibration();
  one.add("cpu", "fast", { width: 9, height: 9, timings: { total: 3 } });
  one.add("cpu", "fast", { width: 9, height: 9, timings: { draft_inference: 1, total: 3 } });
  assert.equal(one.expect("fast", 1), null);
});
