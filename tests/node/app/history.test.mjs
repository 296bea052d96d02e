import assert from "node:assert/strict";
import test from "node:test";

import { History } from "../../../web/app/picture/history.js";

test("one goes back and forth, and no further than there is", () => {
  const all = new History(["a", "b", "c"]);
  assert.equal(all.present, "c");
  assert.equal(all.redone, null);
  const first = all.undone.undone;
  assert.equal(first.present, "a");
  assert.equal(first.undone, null);
  assert.equal(first.redone.redone.present, "c");
});

test("a new value takes the place of what had been undone", () => {
  const changed = new History(["a", "b", "c"]).undone.push("d");
  assert.equal(changed.present, "d");
  assert.equal(changed.redone, null);
  assert.equal(changed.undone.present, "b");
  assert.equal(changed.first, "a");
});

test("no step changes the history that it is taken from", () => {
  const all = new History(["a", "b"]);
  void all.undone.push("c");
  assert.equal(all.present, "b");
  assert.equal(all.undone.redone.present, "b");
});
