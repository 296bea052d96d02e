import assert from "node:assert/strict";
import test from "node:test";

import { Pace } from "../../../web/app/batch/pace.js";

test("the time that is left goes by the last pictures", () => {
  const pace = new Pace();
  pace.begin(0);
  assert.equal(pace.left(10, null), null);
  assert.equal(pace.left(10, 5), 50); // by what one is expected to take
  for (const now of [100, 120, 140]) pace.add(now);
  assert.equal(pace.left(3, 5), 140);
  for (let i = 1; i <= 20; i++) pace.add(140 + 10 * i);
  assert.equal(pace.left(3, 5), 30);
  pace.begin(99999); // a pause does not count
  assert.equal(pace.left(3, 7), 21);
});
