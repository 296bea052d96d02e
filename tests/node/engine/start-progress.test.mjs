import assert from "node:assert/strict";
import test from "node:test";

import { StartProgress } from "../../../web/engine/page/start-progress.js";

test("the bytes of both workers are one figure, and none is told before both have said how many there are", () => {
  const progress = new StartProgress();
  const told = [];
  progress.listeners.add((now) => told.push(now));
  progress.add({ worker: "python", loaded: 0, total: 100 });
  progress.add({ worker: "python", loaded: 50, total: 100 });
  assert.deepEqual(told, []);
  progress.add({ worker: "inference", loaded: 100, total: 300 });
  assert.deepEqual(told.pop(), { phase: "download", fraction: 150 / 400, loadedBytes: 150, totalBytes: 400 });
  progress.add({ worker: "inference", loaded: 300, total: 300 });
  progress.add({ worker: "python", loaded: 100, total: 100 });
  assert.deepEqual(told.pop(), { phase: "start", fraction: null });
});
