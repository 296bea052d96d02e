/** What is wanted of a picture: which change is a step of its own, and how much work it is. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { History } from "../../../web/app/picture/history.js";
import { pauseBefore, Wanted } from "../../../web/app/picture/wanted.js";
import { edges, match, steps, stroke, usual } from "./changes.mjs";

let picture, wanted;
const change = (what, { shown = false, begun = false, now = 0 } = {}) => wanted.change(picture, what, { shown, begun, now });
const made = () => {
  picture.edits = wanted.edits(picture);
  wanted.end();
};

beforeEach(() => {
  picture = { edits: new History([usual]) };
  wanted = new Wanted();
});

test("a change is a step after what is there", () => {
  const { edits, work } = change(edges(1));
  assert.deepEqual(steps(edits), [usual, { ...usual, ...edges(1) }]);
  assert.equal(work, "matte");
  assert.equal(wanted.edits(picture), edits);
  assert.equal(picture.edits.undone, null);
});

test("how far back the work begins, and how long it waits", () => {
  const works = [match(1), edges(1), stroke("holes"), { mode: "best" }, {}].map((each) => change(each).work);
  assert.deepEqual(works, ["finish", "matte", "matte", "subject", "subject"]);
  assert.equal(pauseBefore({ work: "finish", shown: false }), null);
  const [plain, shown] = [false, true].map((each) => pauseBefore({ work: "matte", shown: each }));
  assert.ok(0 < plain && plain < shown);
});

test("what has not begun is no step to go back to", () => {
  change(edges(1));
  const { edits } = change(edges(2));
  assert.deepEqual(steps(edits), [usual, { ...usual, ...edges(2) }]);
});

test("what is at work is one, unless the subject is looked for", () => {
  change(edges(1));
  assert.equal(steps(change(edges(2), { begun: true }).edits).length, 3);
  wanted.end();
  change({ mode: "best" });
  assert.deepEqual(steps(change({ mode: "fast" }, { begun: true }).edits).map(({ mode }) => mode), ["standard", "fast"]);
});

test("what a live preview shows is one, begun or not", () => {
  change(stroke("holes"), { shown: true });
  assert.equal(steps(change(stroke("specks"), { shown: true }).edits).length, 3);
});

test("a slider of the finish on its way is one step, although each of its results was seen", () => {
  for (const [index, value] of [0.1, 0.2, 0.3].entries()) {
    change(match(value), { now: 900 * index });
    made();
  }
  assert.deepEqual(steps(picture.edits).map(({ finish }) => finish.match), [0, 0.3]);
});

test("it is another step after a rest, with another value, of another picture, or after a step back", () => {
  change(match(0.1), { now: 0 });
  made();
  change(match(0.2), { now: 1000 });
  made();
  assert.equal(steps(picture.edits).length, 3);
  change(match(0.2, { turn: 90 }), { now: 1001 });
  made();
  assert.equal(steps(picture.edits).length, 4);
  wanted.go(picture, picture.edits.undone);
  made();
  change(match(0.4), { now: 1002 });
  made();
  assert.deepEqual(steps(picture.edits).map(({ finish }) => finish.match), [0, 0.1, 0.2, 0.4]);
  picture = { edits: new History([usual]) };
  change(match(0.5), { now: 1003 });
  assert.deepEqual(steps(wanted.edits(picture)).map(({ finish }) => finish.match), [0, 0.5]);
});

test("what was undone and done again is not gone on from", () => {
  change(match(0.1), { now: 0 });
  made();
  for (const step of ["undone", "redone"]) {
    wanted.go(picture, picture.edits[step]);
    made();
  }
  change(match(0.2), { now: 10 });
  assert.deepEqual(steps(wanted.edits(picture)).map(({ finish }) => finish.match), [0, 0.1, 0.2]);
});

test("a slider that comes back to where it began leaves no step", () => {
  change(match(0.5), { now: 0 });
  made();
  const { edits, work } = change(match(0), { now: 10 });
  assert.deepEqual(steps(edits), [usual]);
  assert.equal(work, "finish"); // the file is still the other one's
});

test("what is there already is nothing to be done, and what had been undone stays undone", () => {
  change(edges(1));
  made();
  picture.edits = picture.edits.undone;
  const wish = change(edges(0));
  assert.equal(wish.work, "nothing");
  assert.equal(wanted.wish, null);
  assert.equal(wish.edits.redone.present.edges.shift, 1);
});
