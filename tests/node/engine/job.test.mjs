import assert from "node:assert/strict";
import test from "node:test";

import { Job } from "../../../web/engine/python/job.js";

test("a job that is cancelled is told so, and whoever waits for it", async () => {
  const job = new Job(1, null);
  assert.equal(job.cancelled(), false);
  job.cancel();
  assert.equal(job.cancelled(), true);
  await assert.rejects(job.gone, { code: "cancelled" });
});

test("a shared number cancels it where no message can arrive", () => {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const job = new Job(1, stop);
  assert.equal(job.cancelled(), false);
  Atomics.store(stop, 0, 1);
  assert.equal(job.cancelled(), true);
});
