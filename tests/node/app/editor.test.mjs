/** Edits of a finished picture: races between changes, steps back, failures and the hand that draws. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Editor } from "../../../web/app/picture/editor.js";
import { History } from "../../../web/app/picture/history.js";
import { edges, match, steps, stroke, usual } from "./changes.mjs";
import { FakeEngine, preview, rest, result } from "./fakes.mjs";

let engine, editor, told, picture, tryAgain;

afterEach(() => mock.timers.reset());
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  engine = new FakeEngine();
  told = [];
  picture = {
    file: new Blob(),
    edits: new History([usual]),
    seen: "usual",
    result: "usual",
    try: ({ bitmap }) => (picture.seen = bitmap.name),
    revert: () => (picture.seen = picture.result),
    finish: ({ name }) => (picture.seen = picture.result = name),
  };
  editor = new Editor(engine, {
    begun: () => told.push("begun"),
    progress: ({ phase }) => told.push(phase),
    shown: () => {},
    done: ({ name }, anew) => told.push(`done ${name}${anew ? " anew" : ""}`),
    dropped: (anew) => told.push(`dropped${anew ? " anew" : ""}`),
    failed: (error, again) => {
      told.push(error.message);
      tryAgain = again;
    },
  });
});

const pass = (ms) => (mock.timers.tick(ms), rest());
const pause = () => pass(150);
const end = (cut, name) => (cut.done({ ...result(name), name }), rest());
const shift = () => engine.last.settings.edges.shift;

test("an edit becomes the result and can be undone", async () => {
  editor.set(picture, edges(1));
  const settled = editor.settled();
  assert.deepEqual([editor.busy, editor.looking, picture.edits.present], [true, false, usual]);
  await pause();
  assert.equal(engine.last.file, picture.file);
  engine.last.onProgress({ phase: "matte" });
  await end(engine.last, "one");
  assert.deepEqual(told, ["begun", "matte", "done one"]);
  assert.equal(await settled, true);
  assert.deepEqual([editor.busy, picture.seen, picture.edits.present.edges.shift], [false, "one", 1]);
  editor.go(picture, picture.edits.undone);
  await pause();
  assert.equal(shift(), 0);
});

test("a newer edit while one runs takes its place, and goes on from it", async () => {
  editor.set(picture, edges(1));
  await pause();
  const first = engine.last;
  first.onPreview(preview("final", "first"));
  editor.set(picture, edges(2));
  assert.equal(first.signal.aborted, true);
  await pause();
  const late = preview("final", "late");
  first.onPreview(late);
  first.onProgress({ phase: "encode" });
  assert.deepEqual([late.bitmap.closed, picture.seen], [true, "first"]);
  await end(engine.last, "second");
  assert.deepEqual(told, ["begun", "begun", "done second"]);
  assert.deepEqual(steps(picture.edits).map((each) => each.edges.shift), [0, 1, 2]);
});

test("undo in the middle of a run goes back to what is there", async () => {
  editor.set(picture, edges(1));
  await pause();
  engine.last.onPreview(preview("final", "one"));
  const settled = editor.settled();
  editor.go(picture, editor.edits(picture).undone);
  assert.deepEqual([engine.last.signal.aborted, editor.busy, picture.seen], [true, false, "usual"]);
  assert.deepEqual(told, ["begun", "dropped"]);
  assert.equal(await settled, true);
  assert.equal(picture.edits.redone.present.edges.shift, 1);
  await pause();
  assert.equal(engine.cuts.length, 1);
});

test("of the finish each result is shown before the next begins, and two are at work at the most", async () => {
  for (const value of [0.1, 0.2, 0.3]) {
    editor.set(picture, match(value));
    await rest();
  }
  const [first] = engine.cuts;
  assert.deepEqual([engine.cuts.length, first.signal.aborted], [1, false]);
  first.onPreview(preview("draft", "draft"));
  await rest();
  assert.equal(engine.cuts.length, 1);
  first.onPreview(preview("final", "0.1"));
  assert.equal(picture.seen, "0.1");
  await rest();
  assert.deepEqual([engine.cuts.length, engine.wanted.length, engine.last.settings.finish.match], [2, 1, 0.3]);
  await end(engine.last, "0.3");
  assert.deepEqual(steps(picture.edits).map(({ finish }) => finish.match), [0, 0.3]);
});

test("an edit of the edges does not wait for one of the finish", async () => {
  editor.set(picture, match(0.1));
  await rest();
  editor.set(picture, edges(1));
  assert.equal(engine.last.signal.aborted, true);
  await pause();
  assert.deepEqual([shift(), engine.last.settings.finish.match], [1, 0.1]);
});

test("what a preview shows already waits longer", async () => {
  editor.set(picture, stroke("holes"), { shown: true });
  await pause();
  assert.equal(engine.cuts.length, 0);
  await pass(550);
  assert.equal(engine.cuts.length, 1);
});

test("the failure of the newest leaves everything as it was, and can be tried again", async () => {
  editor.set(picture, edges(1));
  await pause();
  editor.set(picture, edges(2));
  await pause();
  engine.last.onPreview(preview("final", "second"));
  const settled = editor.settled();
  engine.last.fail(new Error("no"));
  assert.equal(await settled, false);
  assert.deepEqual([told, editor.busy], [["begun", "begun", "no"], false]);
  assert.deepEqual([picture.seen, editor.edits(picture).present], ["usual", usual]);
  tryAgain();
  await pause();
  assert.equal(shift(), 2);
});

test("the failure of one that a newer one has replaced is nobody's affair", async () => {
  editor.set(picture, match(0.1));
  await rest();
  editor.set(picture, match(0.2));
  engine.last.fail(new Error("no"));
  await rest();
  await end(engine.last, "0.2");
  assert.deepEqual(told, ["begun", "begun", "done 0.2"]);
});

test("another mode looks anew, goes on while somebody draws, and comes to nothing when the old one is wanted again", async () => {
  editor.set(picture, { mode: "best" });
  assert.equal(editor.looking, true);
  await pause();
  editor.hold();
  assert.equal(engine.last.signal.aborted, false);
  editor.set(picture, { mode: "standard" });
  assert.equal(engine.last.signal.aborted, true);
  assert.deepEqual(told, ["begun", "dropped anew"]);
  editor.release();
  editor.set(picture, { mode: "fast" });
  await pause();
  await end(engine.last, "fast");
  assert.equal(told.at(-1), "done fast anew");
});

test("while somebody draws nothing runs, and then all of it at once", async () => {
  editor.set(picture, edges(1));
  await pause();
  editor.hold();
  assert.deepEqual([engine.last.signal.aborted, editor.busy], [true, true]);
  await pass(5000);
  editor.set(picture, stroke("holes"), { shown: true });
  editor.release();
  await pass(700);
  assert.equal(engine.cuts.length, 2);
  assert.deepEqual([shift(), engine.last.settings.fixes.length], [1, 1]);
});

test("given up, the result is what it was", async () => {
  editor.set(picture, edges(1));
  await pause();
  engine.last.onPreview(preview("final", "one"));
  const settled = editor.settled();
  editor.hold();
  editor.stop();
  assert.equal(await settled, false);
  assert.deepEqual([picture.seen, editor.busy, engine.last.signal.aborted], ["usual", false, true]);
  editor.set(picture, edges(2)); // nobody draws any more
  await pause();
  assert.equal(shift(), 2);
});
