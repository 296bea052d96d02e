/** Pictures are copied onto the device: in order, as long as there is room, and only those that are still wanted. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Intake } from "../../../web/app/batch/intake.js";
import { newEntry } from "../../../web/app/batch/list.js";
import { StorageLost } from "../../../web/app/batch/storage.js";

let intake, stored, told, keepOriginal;

const entries = (...ids) => ids.map((id) => newEntry(id, `${id}.png`, 1));
const found = (list) => list.map(({ path, bytes }) => ({ path, bytes, file: new Blob([path]) }));
const add = (list) => intake.add(list, found(list));

afterEach(() => mock.restoreAll());
beforeEach(() => {
  mock.method(console, "warn", () => {});
  stored = new Map();
  told = [];
  keepOriginal = async () => {};
  const storage = {
    keepOriginal: (id, file) => keepOriginal(id, file),
    keep: async (entry) => void stored.set(entry.id, entry.state),
    remove: async (id) => void stored.delete(id),
  };
  intake = new Intake(storage, {
    begun: async () => void told.push("begun"),
    copied: () => told.push(`${intake.size} to come`),
    full: async (rest) => void told.push(`no room for ${rest.map(({ id }) => id)}`),
    lost: async (rest) => void told.push(`lost before ${rest.map(({ id }) => id)}`),
  });
});

test("one after the other, and one delivery after the other", async () => {
  const first = add(entries(1, 2));
  void add(entries(3));
  assert.deepEqual([intake.size, intake.has(3), stored.size], [3, true, 0]);
  await first;
  assert.deepEqual([...stored], [[1, "waiting"], [2, "waiting"]]);
  await intake.ended;
  assert.deepEqual(told, ["begun", "2 to come", "1 to come", "begun", "0 to come"]);
  assert.equal(intake.has(3), false);
});

test("what is dropped before its turn is not copied, and what is dropped meanwhile is removed again", async () => {
  const copied = [];
  keepOriginal = async (id) => {
    copied.push(id);
    if (id === 1) assert.equal(intake.drop(1), true);
  };
  const all = add(entries(1, 2, 3));
  intake.drop(2);
  await all;
  assert.deepEqual([copied, [...stored.keys()]], [[1, 3], [3]]);
  assert.equal(intake.drop(3), false);
});

test("where the device is full those that are left are told of", async () => {
  keepOriginal = async (id) => {
    if (id === 2) throw new DOMException("full", "QuotaExceededError");
  };
  await add(entries(1, 2, 3));
  assert.deepEqual([[...stored.keys()], told.at(-1)], [[1], "no room for 2,3"]);
});

test("what cannot be read has failed, and those after it come all the same", async () => {
  keepOriginal = async (id) => {
    if (id === 1) throw new DOMException("gone", "NotFoundError");
  };
  await add(entries(1, 2));
  assert.deepEqual([...stored], [[1, "failed"], [2, "waiting"]]);
});

test("a delivery that fails holds up none after it", async () => {
  mock.method(stored, "set", () => {
    throw new DOMException("closed", "InvalidStateError");
  });
  await add(entries(1));
  mock.restoreAll();
  await add(entries(2));
  assert.equal(stored.get(2), "waiting");
});

test("where the storage is taken away those that are left are told of, and none counts as damaged", async () => {
  keepOriginal = async (id) => {
    if (id === 2) throw new StorageLost("cleared");
  };
  const all = entries(1, 2, 3);
  await add(all);
  assert.deepEqual(all.map(({ state }) => state), ["waiting", "waiting", "waiting"]);
  assert.deepEqual([[...stored.keys()], told.at(-1)], [[1], "lost before 2,3"]);
});
