/** What the worker that writes a batch's files says of a full storage, which browsers tell under more than one name. */

import "../support/browser.mjs";

import assert from "node:assert/strict";
import test from "node:test";

let told;
globalThis.postMessage = (message) => told(message);
await import("../../../web/app/batch/file-worker.js");

/** A folder whose files fail with these errors, one after the other; what was written of them is let go. */
function folderThatFails(...names) {
  const seen = { aborted: 0, closed: 0 };
  const writable = {
    async write() {
      const name = names.shift();
      if (name) throw new DOMException("as the browser says it", name);
    },
    close: async () => void seen.closed++,
    abort: async () => void seen.aborted++,
  };
  const handle = { createWritable: async () => writable };
  return { root: { getFileHandle: async () => handle }, seen, names };
}

/** @returns {Promise<{value?: unknown, error?: {detail: string}}>} */
const write = (root, file) =>
  new Promise((resolve) => {
    told = resolve;
    globalThis.onmessage({ data: { id: 1, duty: "write", value: { root, path: "result-1", file } } });
  });

test("a full storage that first passes for an unreadable file is told as full", async () => {
  const { root, seen } = folderThatFails("NotReadableError", "NotReadableError", "QuotaExceededError");
  const { error } = await write(root, new Blob(["a picture"]));
  assert.match(error.detail, /QuotaExceededError/);
  assert.deepEqual(seen, { aborted: 3, closed: 0 });
});

test("what was passing is written", async () => {
  const { root, seen } = folderThatFails("NotReadableError");
  const { error } = await write(root, new Blob(["a picture"]));
  assert.equal(error, undefined);
  assert.deepEqual(seen, { aborted: 1, closed: 1 });
});

test("a file that can indeed not be read is not tried again", async () => {
  const { root, names } = folderThatFails("NotReadableError", "NotReadableError");
  const gone = { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException("moved", "NotFoundError")) }) };
  const { error } = await write(root, gone);
  assert.match(error.detail, /NotFoundError/);
  assert.equal(names.length, 1);
});

test("a disk that goes on failing is told in the end", async () => {
  const { root, names } = folderThatFails(...Array(9).fill("NotReadableError"));
  const { error } = await write(root, new Blob(["a picture"]));
  assert.match(error.detail, /NotReadableError/);
  assert.equal(names.length, 5);
});
