/** Many pictures, on a storage that is a map. */
import "../support/browser.mjs";

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Batch } from "../../../web/app/batch/batch.js";
import { newEntry } from "../../../web/app/batch/list.js";
import { usualSettings } from "../../../web/app/picture/settings.js";
import { FakeEngine } from "./fakes.mjs";

function batchOf(entries, storage) {
  const nothing = () => {};
  const stored = { entries, settings: { present: usualSettings("fast"), versions: [] } };
  const files = { output: () => null, name: () => "" };
  const listener = { changed: nothing, edited: nothing, trouble: nothing, preview: nothing, remade: nothing };
  return new Batch(new FakeEngine(), null, storage, stored, files, listener);
}

test("of several that are removed one that will not go keeps none of the others", async () => {
  mock.method(console, "warn", () => {});
  const removed = [];
  const remove = async (id) => {
    if (id === 1) throw new DOMException("held", "NoModificationAllowedError");
    removed.push(id);
  };
  const batch = batchOf([1, 2, 3].map((id) => newEntry(id, `${id}.jpg`, 1)), { remove });
  await assert.rejects(batch.remove(batch.entries));
  assert.deepEqual(removed, [2, 3]);
  assert.deepEqual(batch.entries, []);
});
