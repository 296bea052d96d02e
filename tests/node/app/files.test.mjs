/** The worker that reads and writes a batch's files: where it does not come, that is known, and another one may. */

import "../support/browser.mjs";

import assert from "node:assert/strict";
import test from "node:test";

import { fileWorker, startFileWorker } from "../../../web/app/batch/files.js";

const made = [];
globalThis.Worker = class {
  ended = false;
  constructor() {
    made.push(this);
  }
  postMessage({ id }) {
    this.asked = id;
  }
  terminate() {
    this.ended = true;
  }
};

test("a worker whose script is not to be had leaves no question without an answer, and the next one is asked", async () => {
  const [standing, writing] = [startFileWorker(), fileWorker().ask("write", {})];
  const [first] = made;
  first.onerror({});
  await assert.rejects(standing, /file-worker.js: did not load/);
  await assert.rejects(writing, /did not load/);
  assert.ok(first.ended);
  const again = startFileWorker();
  assert.equal(made.length, 2);
  made[1].onmessage({ data: { id: made[1].asked } });
  await again;
  assert.equal(fileWorker(), fileWorker());
  assert.equal(made.length, 2);
});
