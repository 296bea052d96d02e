/** A picture's file is read once. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { SNIFF_BYTES } from "../../../web/engine/python/sniff.js";
import { Source } from "../../../web/engine/python/source.js";

/** A file that counts how often it is read. @param {number} size */
function counting(size) {
  const reads = [];
  const part = (from, to) => ({
    size: to - from,
    slice: (start, end) => part(start, Math.min(end, to)),
    arrayBuffer: async () => (reads.push(to - from), new ArrayBuffer(to - from)),
  });
  return { file: part(0, size), reads };
}

test("a small file's head is all of it", async () => {
  const { file, reads } = counting(1000);
  const source = new Source(file);
  assert.equal(await source.head(), await source.bytes());
  assert.deepEqual(reads, [1000]);
});

test("a large file's head is read first, then all of it, each once", async () => {
  const { file, reads } = counting(3 * SNIFF_BYTES);
  const source = new Source(file);
  await source.head();
  assert.equal((await source.bytes()).byteLength, 3 * SNIFF_BYTES);
  await Promise.all([source.bytes(), source.head()]);
  assert.deepEqual(reads, [SNIFF_BYTES, 3 * SNIFF_BYTES]);
});
