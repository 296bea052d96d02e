/** A batch's storage: in memory where the browser gives none, and told of once when it is taken away. */

import "../support/browser.mjs";

import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { newEntry } from "../../../web/app/batch/list.js";
import { memoryDatabase, memoryFiles } from "../../../web/app/batch/memory.js";
import { isFull, Storage, StorageLost } from "../../../web/app/batch/storage.js";

const BYTES = new Blob(["picture"]);
const full = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
const gone = () => Promise.reject(new DOMException("The database connection is closing.", "InvalidStateError"));

/** Storage whose files and whose list may be broken, and how often it told that it is lost. */
function broken({ files = {}, database = {} }) {
  const storage = new Storage(
    Object.assign(memoryDatabase(["entries", "facts"]), database),
    Object.assign(memoryFiles(), files),
    true,
  );
  const seen = { lost: 0 };
  storage.onLost = () => seen.lost++;
  return { storage, seen };
}

test("in memory it keeps all that a batch keeps, until it is cleared", async () => {
  const storage = Storage.inMemory();
  assert.equal(storage.lasting, false);
  await storage.keep(newEntry(1, "a.png", 7), newEntry(2, "b.png", 7));
  await storage.note("settings", { present: {}, versions: [] });
  await storage.keepOriginal(1, BYTES);
  await storage.keepResult(1, BYTES);
  assert.deepEqual((await storage.entries()).map(({ id }) => id), [1, 2]);
  assert.deepEqual(await storage.facts(), { settings: { present: {}, versions: [] } });
  assert.equal(await storage.original(1), BYTES);
  await storage.remove(1);
  await assert.rejects(storage.result(1), { name: "NotFoundError" });
  await storage.clear();
  assert.deepEqual([await storage.entries(), await storage.facts()], [[], {}]);
});

test("in memory all fit, whatever the browser says of its disk, and nothing is asked of it", async () => {
  const estimate = mock.fn(async () => ({ quota: 1, usage: 0 }));
  globalThis.navigator.storage = { estimate, persist: estimate };
  const storage = Storage.inMemory();
  assert.equal((await storage.room([1e9, 1e9], 0)).fit, 2);
  assert.equal(await storage.persist(), false);
  assert.equal(estimate.mock.callCount(), 0);
});

for (const [what, storage] of [
  ["has none", undefined],
  ["refuses it", { estimate: () => Promise.reject(new DOMException("denied", "SecurityError")) }],
  ["throws", { estimate() { throw new TypeError("denied"); } }],
]) {
  test(`where the browser ${what} nobody knows how much room there is, and all fit`, async () => {
    globalThis.navigator.storage = storage;
    assert.equal((await broken({}).storage.room([1, 2, 3], 0)).fit, 3);
  });
}

test("when it is taken away that is told once, by whatever comes first", async () => {
  const { storage, seen } = broken({ files: { put: gone }, database: { getAll: gone, clear: gone } });
  for (const use of [() => storage.keepResult(1, BYTES), () => storage.entries(), () => storage.clear()]) {
    await assert.rejects(use, StorageLost);
  }
  assert.equal(seen.lost, 1);
});

test("no room, a file that is missing and one that cannot be read are no such loss", async () => {
  const { storage, seen } = broken({ files: { put: full } });
  await assert.rejects(storage.keepResult(1, BYTES), isFull);
  await assert.rejects(storage.original(5), { name: "NotFoundError" });
  const unreadable = { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException("", "NotReadableError")) }) };
  await assert.rejects(storage.keepOriginal(1, unreadable), { name: "NotReadableError" });
  assert.equal(seen.lost, 0);
});
