import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";

import { EngineError } from "../../../web/engine/shared/errors.js";
import { WorkerHandle } from "../../../web/engine/shared/worker-handle.js";
import { insides, latest, live, locks, settled } from "../support/fake-worker.mjs";

const SCRIPT = new URL("../../../web/engine/python/python-worker.js", import.meta.url);

/** A handle, its worker, what has become of it, and a question that waits. */
function begin(duties = {}) {
  const deaths = [];
  const handle = new WorkerHandle(SCRIPT, "python", duties, (error) => deaths.push(`${error.code}: ${error.message}`));
  const question = handle.wire.ask("never");
  question.catch(() => {});
  return { handle, worker: latest("python"), deaths, question };
}

beforeEach(() => {
  insides.python = () => ({ never: () => new Promise(() => {}) });
  mock.timers.enable({ apis: ["setTimeout"] });
});

afterEach(() => mock.timers.reset());

test("a worker of this folder is started as a module, by its name", () => {
  const { worker, handle } = begin();
  assert.deepEqual([String(worker.script), worker.name, worker.type], [SCRIPT.href, "python", "module"]);
  const elsewhere = new URL("https://elsewhere.example/engine/python/python-worker.js");
  assert.throws(() => new WorkerHandle(elsewhere, "python", {}, () => {}), TypeError);
  handle.end(new EngineError("cancelled"));
});

/** What the line does when it is looked whether the script can be had. */
let answer = async () => ({ ok: true });
globalThis.fetch = (url) => (assert.equal(String(url), SCRIPT.href), answer());

test("a worker that is late is waited for as long as its script can be had, three times, each twice as long", async () => {
  const { worker, deaths, question } = begin();
  for (const ms of [30_000, 60_000]) {
    mock.timers.tick(ms);
    await settled();
    assert.deepEqual([deaths, worker.ended], [[], false]);
  }
  mock.timers.tick(119_999);
  assert.deepEqual(deaths, []);
  mock.timers.tick(1);
  assert.deepEqual([deaths, worker.ended], [["no-start: python: nothing in 120000 ms"], true]);
  await assert.rejects(question, { code: "no-start" });
});

test("on a slow line it is waited for without an end", async () => {
  let arrive = () => {};
  answer = () => new Promise((resolve) => (arrive = () => resolve({ ok: true })));
  const { worker, handle, deaths } = begin();
  mock.timers.tick(30_000);
  mock.timers.tick(3_600_000);
  live(worker, handle.lifeline);
  await settled();
  arrive();
  await settled();
  mock.timers.tick(3_600_000);
  assert.deepEqual([deaths, worker.ended], [[], false]);
  handle.end(new EngineError("cancelled"));
});

for (const [what, gone] of [
  ["there is no line", async () => Promise.reject(new TypeError("no network"))],
  ["the host has it no more", async () => ({ ok: false })],
]) {
  test(`where ${what} the network is blamed, not the worker`, async () => {
    answer = gone;
    const { worker, deaths } = begin();
    mock.timers.tick(30_000);
    await settled();
    assert.deepEqual([deaths, worker.ended], [["network: python: did not load"], true]);
  });
}

test("one that lives may take its time", async () => {
  const { worker, handle, deaths } = begin();
  live(worker, handle.lifeline);
  await settled();
  mock.timers.tick(3_600_000);
  assert.deepEqual([deaths, worker.ended], [[], false]);
  handle.end(new EngineError("cancelled"));
});

test("its end without a word shows by its lock", async () => {
  const { worker, handle, deaths, question } = begin();
  assert.equal(locks.count(handle.lifeline), 0, "nobody may take the lock before it does");
  live(worker, handle.lifeline);
  await settled();
  assert.equal(locks.count(handle.lifeline), 2);
  worker.terminate();
  await settled();
  assert.deepEqual(deaths, ["worker-died: python: ended by the browser"]);
  await assert.rejects(question, { code: "worker-died", message: "python: ended by the browser" });
});

test("a worker that was given no lock is not called dead because the page was", async () => {
  const { worker, handle, deaths } = begin();
  worker.wire.tell("alive", false);
  await settled();
  assert.deepEqual([locks.count(handle.lifeline), deaths, worker.ended], [0, [], false]);
  handle.end(new EngineError("cancelled"));
});

test("where there are no locks only errors tell", async () => {
  const { navigator } = globalThis;
  globalThis.navigator = { userAgent: "" };
  const errors = mock.method(console, "error", () => {});
  try {
    const { worker, deaths } = begin();
    worker.wire.tell("alive", false);
    await settled();
    worker.onerror({ message: "boom" });
    assert.deepEqual(deaths, ["worker-died: python: boom"]);
    assert.equal(errors.mock.callCount(), 0);
  } finally {
    errors.mock.restore();
    globalThis.navigator = navigator;
  }
});

for (const [message, death] of [
  ["", "network: python: did not load"],
  ["Uncaught TypeError: x is not a function", "worker-died: python: Uncaught TypeError: x is not a function"],
  ["Uncaught RangeError: Out of memory", "memory: python: Uncaught RangeError: Out of memory"],
]) {
  test(`an error ${message ? `"${message}"` : "without words"} ends it`, async () => {
    const { worker, deaths, question } = begin();
    worker.onerror({ message });
    worker.onerror({ message: "and another" });
    assert.deepEqual([deaths, worker.ended], [[death], true]);
    await assert.rejects(question, { code: death.split(":")[0] });
    mock.timers.tick(60_000);
    assert.equal(deaths.length, 1);
  });
}

test("who ends it is not told of its death", async () => {
  const { worker, handle, deaths, question } = begin();
  live(worker, handle.lifeline);
  await settled();
  handle.end(new EngineError("cancelled", "not needed"));
  worker.onerror({ message: "too late" });
  mock.timers.tick(60_000);
  await settled();
  assert.deepEqual([deaths, worker.ended], [[], true]);
  await assert.rejects(question, { code: "cancelled", message: "not needed" });
});

test("what it tells is heard until then", async () => {
  const heard = [];
  const { worker, handle } = begin({ downloaded: ({ loaded }) => void heard.push(loaded) });
  worker.wire.tell("downloaded", { loaded: 1 });
  await settled();
  worker.wire.tell("downloaded", { loaded: 2 });
  handle.end(new EngineError("cancelled"));
  await settled();
  assert.deepEqual(heard, [1]);
});
