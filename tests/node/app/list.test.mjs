import assert from "node:assert/strict";
import test from "node:test";

import { byHand, counts, filtered, FILTERS, megapixels, newEntry, undone, wanted } from "../../../web/app/batch/list.js";

/** Pictures in these states. */
const batch = (...states) => states.map((state, index) => ({ ...newEntry(index, `${index}.jpg`, 1), ...state }));
const made = { width: 2000, height: 1500 };
const ids = (entries) => entries.map(({ id }) => id);

test("each filter shows its own, and its count says how many", () => {
  const entries = batch(
    {}, { state: "done", made }, { state: "done", made, verdict: "rejected" }, { state: "failed" }, { state: "cancelled" },
  );
  const shown = Object.fromEntries(FILTERS.map((filter) => [filter, ids(filtered(entries, filter))]));
  assert.deepEqual(shown, { all: [0, 1, 2, 3, 4], waiting: [0], done: [1, 2], failed: [3], cancelled: [4], rejected: [2] });
  assert.deepEqual(counts(entries), { all: 5, waiting: 1, done: 2, failed: 1, cancelled: 1, rejected: 1 });
});

test("what leaves the page was made and not rejected; what failed comes before what was cancelled", () => {
  const entries = batch(
    { state: "cancelled" }, { state: "done", made }, { state: "done", made, verdict: "rejected" },
    { state: "waiting", made, verdict: "accepted" }, { state: "failed" },
  );
  assert.deepEqual(ids(wanted(entries)), [1, 3]);
  assert.deepEqual(ids(undone(entries)), [4, 0]);
});

test("a picture is taken to be as large as those before it, and before any as most are", () => {
  assert.equal(megapixels(batch({}, {})), 2);
  assert.equal(megapixels(batch({}, { made }, { made: { width: 1000, height: 1000 } })), 2);
  assert.equal(megapixels(batch({ made })), 3);
});

test("what was corrected or judged is somebody's work, also while it is made again", () => {
  const entries = batch(
    {}, { state: "done", made }, { state: "done", made, own: 0 }, { state: "waiting", made, own: 3 }, { state: "done", made, verdict: "rejected" },
  );
  assert.deepEqual(ids(entries.filter(byHand)), [2, 3, 4]);
});
