/** What results are called: every part as Windows takes it, each name once, and none that says what is not in it. */

import assert from "node:assert/strict";
import test from "node:test";

import { newEntry } from "../../../web/app/batch/list.js";
import { outputPaths } from "../../../web/app/batch/paths.js";

const stem = ({ path }) => path.split("/").pop().replace(/[.][^.]*$/, "");
const pngOf = (entry) => `${stem(entry)}.png`;
const jpegOf = (entry) => `${stem(entry)}.jpg`;

const batch = (...sources) => sources.map((path, index) => newEntry(index, path, 1));
const named = (entries, name = pngOf) => {
  const paths = outputPaths(entries, name);
  return entries.map(({ id }) => paths.get(id));
};

/** These have been written, and been made again since or not. */
const written = (entries, paths, stale = false) => entries.map((entry, index) => ({ ...entry, written: paths[index], stale }));

test("results keep their names, and none has another one's", () => {
  // Those that were written into a folder keep theirs, whatever was removed since; capitals make no difference.
  const entries = batch("x/a.jpg", "x/A.png", "x/a.webp", "a.b.jpg", "a.b.png", "y/a.jpg");
  entries[2].written = "x/a.png";
  assert.deepEqual(named(entries), ["x/a-2.png", "x/A-3.png", "x/a.png", "a.b.png", "a.b-2.png", "y/a.png"]);
});

test("what is made again as another kind of file gets that one's ending, and no name that is still there", () => {
  const entries = batch("x/a.jpg", "x/a.png", "x/b.png");
  const before = named(entries);
  assert.deepEqual(before, ["x/a.png", "x/a-2.png", "x/b.png"]);
  assert.deepEqual(named(written(entries, before), jpegOf), before); // not made again yet
  assert.deepEqual(named(written(entries, before, true), jpegOf), ["x/a.jpg", "x/a-2.jpg", "x/b.jpg"]);
  assert.deepEqual(named(written(entries, before, true)), before);
  const [first, ...others] = written(entries, before);
  assert.deepEqual(named([{ ...first, stale: true }, ...others], (entry) => `${stem(entry)}-mask.png`).slice(0, 2), ["x/a-mask.png", "x/a-2.png"]);
  assert.deepEqual(named([{ ...first, stale: true }, ...others], () => "b.png").slice(0, 1), ["x/b-2.png"]);
});

test("every folder is one that Windows takes", () => {
  const forbidden = ['a: "b"?', "<c>|*", "d. .", " e", "NUL", "com1.old", "f\u0007", "...", "x\\y"];
  const entries = batch(...forbidden.map((folder) => `${folder}/1.jpg`), "a/aux/b /1.jpg");
  const folders = ["a- -b--", "-c---", "d", "e", "NUL_", "com1_.old", "f-", "folder", "x-y", "a/aux_/b"];
  assert.deepEqual(named(entries), folders.map((folder) => `${folder}/1.png`));
});

test("what is two folders or files stays two, however alike their names become", () => {
  const entries = batch("a?/1.jpg", "a*/1.jpg", "a?/2.jpg", "Sea/1.jpg", "sea/1.jpg", "é/1.jpg", "e\u0301/1.jpg", "straße/1.jpg", "STRASSE/1.jpg");
  assert.deepEqual(named(entries), [
    ...["a-/1.png", "a--2/1.png", "a-/2.png", "Sea/1.png", "sea-2/1.png"],
    ...["é/1.png", "é-2/1.png", "straße/1.png", "STRASSE-2/1.png"],
  ]);
  assert.deepEqual(named(batch("a.png/1.jpg", "a.jpg", "b.jpg", "b.png/1.jpg")), ["a.png/1.png", "a-2.png", "b.png", "b.png-2/1.png"]);
});

test("what comes later goes into the folder where the others of its folder are", () => {
  const entries = batch("a?/1.jpg", "a*/1.jpg", "a*/2.jpg", "a*/x/3.jpg");
  const before = written(entries.slice(0, 2), ["a-/1.png", "a--2/1.png"]);
  assert.deepEqual(named([before[1], entries[2], entries[3], before[0]]), ["a--2/1.png", "a--2/2.png", "a--2/x/3.png", "a-/1.png"]);
});

test("in the folder of the originals none of them is written over", () => {
  const entries = batch("x/a.png", "x/A.jpg", "b.png");
  const paths = outputPaths(entries, pngOf, entries);
  assert.deepEqual(entries.map(({ id }) => paths.get(id)), ["x/a-2.png", "x/A-3.png", "b-2.png"]);
  assert.deepEqual(named(entries), ["x/a.png", "x/A-2.png", "b.png"]); // a ZIP holds none
  const again = written(entries, ["x/a-2.png", "x/A-3.png", "b-2.png"], true);
  const kept = outputPaths(again, pngOf, again);
  assert.deepEqual(again.map(({ id }) => kept.get(id)), ["x/a-2.png", "x/A-3.png", "b-2.png"]);
});
