/** Results in a folder of the person's own: each under its name, whatever befalls another one. */
import "../support/browser.mjs";

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Destination } from "../../../web/app/batch/destination.js";
import { newEntry } from "../../../web/app/batch/list.js";
import { FakeFolder } from "../support/fake-disk.mjs";

let folder, entries, names, told, facts, results, destination;

const made = { width: 4, height: 3 };
const written = () => Object.fromEntries(entries.map(({ id, written }) => [id, written]));

afterEach(() => mock.restoreAll());
beforeEach(() => {
  mock.method(console, "warn", () => {});
  folder = new FakeFolder();
  entries = [1, 2, 3].map((id) => ({ ...newEntry(id, `${id}.jpg`, 1), state: "done", made }));
  names = new Map(entries.map(({ id }) => [id, `${id}.png`]));
  results = new Map(entries.map(({ id }) => [id, `result ${id}`]));
  told = [];
  facts = {};
  const storage = {
    async result(id) {
      if (!results.has(id)) throw new DOMException("gone", "NotFoundError");
      return results.get(id);
    },
    keep: async () => {},
    facts: async () => facts,
    note: async (name, value) => void (facts[name] = value),
  };
  destination = new Destination(storage, () => names, (trouble) => told.push(trouble));
});

test("a file that another program holds, or whose result is gone, stops none of the others", async () => {
  folder.troubles.set("1.png", new DOMException("held", "NoModificationAllowedError"));
  results.delete(2);
  await destination.begin(folder, entries);
  assert.deepEqual([...folder.files], [["3.png", "result 3"]]);
  assert.deepEqual(told, [{ kind: "unwritten", names: ["1.png", "2.png"] }]);
  assert.deepEqual(written(), { 1: null, 2: null, 3: "3.png" });
  assert.equal(destination.folder, folder);
});

test("a folder that is gone, or a full disk, ends it", async () => {
  await destination.begin(folder, entries.slice(0, 1));
  folder.gone = true;
  await destination.update(entries.slice(1));
  assert.deepEqual(told, [{ kind: "folder" }]);
  assert.equal(destination.folder, null);

  const full = new FakeFolder();
  full.troubles.set("2.png", new DOMException("full", "QuotaExceededError"));
  await destination.begin(full, entries);
  assert.deepEqual([...full.files.keys()], ["1.png"]);
  assert.deepEqual(told, [{ kind: "folder" }, { kind: "folder" }]);
});

test("what is rejected is taken away again, and what cannot be keeps its name", async () => {
  await destination.begin(folder, entries);
  for (const entry of entries.slice(0, 2)) entry.verdict = "rejected";
  folder.troubles.set("1.png", new DOMException("held", "NoModificationAllowedError"));
  await destination.update(entries);
  assert.deepEqual([...folder.files.keys()], ["1.png", "3.png"]);
  assert.deepEqual(written(), { 1: "1.png", 2: null, 3: "3.png" });
});

test("another kind of file takes the old one's place", async () => {
  await destination.begin(folder, entries);
  names = new Map([[1, "1.jpg"], [2, "2.jpg"], [3, "3.png"]]);
  for (const entry of entries.slice(0, 2)) entry.stale = true;
  await destination.update(entries.slice(0, 2));
  assert.deepEqual([...folder.files.keys()].sort(), ["1.jpg", "2.jpg", "3.png"]);
  assert.deepEqual(written(), { 1: "1.jpg", 2: "2.jpg", 3: "3.png" });
  assert.deepEqual(entries.map(({ stale }) => stale), [false, false, false]);
});

test("so it does in the same folder chosen again, and in another one nothing is taken away", async () => {
  await destination.begin(folder, entries);
  names.set(1, "1.jpg");
  await destination.begin(folder, entries);
  assert.deepEqual([...folder.files.keys()].sort(), ["1.jpg", "2.png", "3.png"]);
  const other = new FakeFolder("other");
  names.set(1, "1.webp");
  await destination.begin(other, entries);
  assert.deepEqual([...other.files.keys()].sort(), ["1.webp", "2.png", "3.png"]);
  assert.deepEqual([...folder.files.keys()].sort(), ["1.jpg", "2.png", "3.png"]);
});

test("on another visit what was made or rejected since is brought up to date, and nothing else is written", async () => {
  await destination.begin(folder, entries);
  results = new Map(entries.map(({ id }) => [id, `second result ${id}`]));
  entries[0].stale = true;
  entries[1].verdict = "rejected";
  await destination.goOn(folder, entries);
  assert.deepEqual([...folder.files], [["1.png", "second result 1"], ["3.png", "result 3"]]);
});
