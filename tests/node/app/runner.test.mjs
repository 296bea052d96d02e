import "../support/browser.mjs";

import assert from "node:assert/strict";
import test from "node:test";

import { Runner } from "../../../web/app/batch/runner.js";
import { later, pause } from "../support/promises.mjs";

/** A batch of so many pictures, an engine that takes as long as the test wants, and what came of it. */
function batch(count) {
  const waiting = Array.from({ length: count }, (_, id) => ({ id }));
  const begun = [];
  const ended = [];
  const forgotten = [];
  const works = new Map();
  const engine = {
    cut: async (file, { signal, onProgress }) => {
      begun.push(file.id);
      works.set(file.id, { ...later(), onProgress });
      const stopped = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      await Promise.race([works.get(file.id).promise, stopped]);
      if (file.id === 1) throw Error("unreadable");
      return { of: file.id };
    },
    forget: (file) => forgotten.push(file.id),
  };
  const source = {
    next: () => waiting.shift(),
    order: async ({ id }) => ({ file: { id }, settings: { mode: "fast" } }),
    done: async ({ id }, { of }, { mode }) => void ended.push(`${id}: ${of} ${mode}`),
    failed: async ({ id }, { message }, early) => void ended.push(`${id}: ${message}${early ? ", early" : ""}`),
    progress: () => {},
    preview: () => {},
  };
  const finish = async (id) => {
    works.get(id).settle();
    await pause();
  };
  return { runner: new Runner(engine, source), waiting, begun, ended, forgotten, finish, works };
}

test("it takes one more than the engine does, and the next one as one is done or fails", async () => {
  const { runner, begun, ended, forgotten, finish } = batch(5);
  runner.go();
  await pause();
  assert.deepEqual(begun, [0, 1, 2]);
  await finish(1);
  assert.deepEqual(begun, [0, 1, 2, 3]);
  await finish(0);
  assert.deepEqual(begun, [0, 1, 2, 3, 4]);
  for (const id of [2, 3, 4]) await finish(id);
  assert.deepEqual(ended, ["1: unreadable", "0: 0 fast", "2: 2 fast", "3: 3 fast", "4: 4 fast"]);
  assert.deepEqual(forgotten, [1, 0, 2, 3, 4]);
  assert.equal(runner.busy, false);
});

test("after a stop what is at work is done, and no other one begins until it goes on", async () => {
  const { runner, begun, ended, finish } = batch(4);
  runner.go();
  await pause();
  runner.stop();
  for (const id of [0, 1, 2]) await finish(id);
  assert.deepEqual(begun, [0, 1, 2]);
  assert.equal(ended.length, 3);
  assert.equal(runner.busy, false);
  runner.go();
  await pause();
  assert.deepEqual(begun, [0, 1, 2, 3]);
  await finish(3);
});

test("one that is given up neither is done nor fails, and makes room", async () => {
  const { runner, begun, ended } = batch(4);
  runner.go();
  await pause();
  await runner.abort(0);
  await pause();
  assert.deepEqual(ended, []);
  assert.equal(runner.has(0), false);
  assert.deepEqual(begun, [0, 1, 2, 3]);
});

test("how far a picture is can be asked", async () => {
  const { runner, works, finish } = batch(1);
  runner.go();
  assert.equal(runner.progress(0), null);
  await pause();
  works.get(0).onProgress({ phase: "matte", fraction: 0.5 });
  assert.deepEqual(runner.progress(0), { phase: "matte", fraction: 0.5 });
  await finish(0);
  assert.equal(runner.progress(0), null);
});

test("who comes later is found by another go", async () => {
  const { runner, waiting, begun, finish } = batch(0);
  runner.go();
  waiting.push({ id: 7 });
  runner.go();
  await pause();
  assert.deepEqual(begun, [7]);
  await finish(7);
});

test("what fails after others have begun again is known to have begun before", async () => {
  const { runner, ended, finish } = batch(5);
  runner.go();
  await pause();
  runner.stop();
  await finish(0);
  runner.go();
  await finish(1);
  for (const id of [2, 3, 4]) await finish(id);
  assert.deepEqual(ended, ["0: 0 fast", "1: unreadable, early", "2: 2 fast", "3: 3 fast", "4: 4 fast"]);
});
