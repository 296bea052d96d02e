/** Latest wins: what runs, and what is let go on. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Latest } from "../../../web/app/picture/latest.js";
import { rest } from "./fakes.mjs";

let latest, told;

/** A task that ends when the test says so. */
function task(name, { pause = null, lasting = false } = {}) {
  const all = { turns: [], ends: [] };
  latest.start({
    pause,
    lasting,
    run: (turn) => {
      told.push(`+${name}`);
      all.turns.push(turn);
      return new Promise((done, fail) => all.ends.push({ done, fail }));
    },
    done: (value) => told.push(`${name} ${value}`),
    failed: (error) => told.push(`${name} ${error.message}`),
  });
  return {
    get turn() {
      return all.turns.at(-1);
    },
    get aborted() {
      return all.turns.map(({ signal }) => signal.aborted);
    },
    done: () => (all.ends.at(-1).done("done"), rest()),
    fail: () => (all.ends.at(-1).fail(new Error("failed")), rest()),
  };
}

afterEach(() => mock.timers.reset());
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  latest = new Latest();
  told = [];
});

const pass = (ms) => (mock.timers.tick(ms), rest());

test("a task waits out its pause, and a newer one begins anew with waiting", async () => {
  task("a", { pause: 100 });
  await pass(99);
  task("b", { pause: 100 });
  await pass(99);
  assert.deepEqual(told, []);
  assert.equal(latest.begun, false);
  await pass(1);
  assert.deepEqual(told, ["+b"]);
  assert.equal(latest.begun, true);
});

test("a newer one aborts the one at work, whose end is not told", async () => {
  const a = task("a", { pause: 1 });
  await pass(1);
  task("b", { pause: 1 });
  assert.deepEqual([a.aborted, a.turn.newest(), a.turn.welcome()], [[true], false, false]);
  await a.done();
  await pass(1);
  assert.deepEqual(told, ["+a", "+b"]);
});

test("a live one begins at once, and lets a live one before it be seen first", async () => {
  const a = task("a");
  await rest();
  const b = task("b");
  await rest();
  assert.deepEqual(told, ["+a"]);
  assert.deepEqual([a.aborted, a.turn.newest(), a.turn.welcome()], [[false], false, true]);
  a.turn.seen();
  await rest();
  assert.deepEqual(told, ["+a", "+b"]);
  assert.deepEqual([a.aborted, a.turn.welcome()], [[true], false]);
  await b.done();
  await a.done();
  assert.deepEqual(told, ["+a", "+b", "b done"]);
});

test("of many live ones only the first and the last run", async () => {
  const a = task("a");
  await rest();
  for (const name of ["b", "c", "d"]) task(name);
  await rest();
  assert.equal(a.turn.welcome(), true);
  await a.fail(); // come to nothing, it holds nobody up
  assert.deepEqual(told, ["+a", "+d"]);
});

test("one with a pause does not wait for live ones, nor they for it", async () => {
  const a = task("a");
  await rest();
  const b = task("b", { pause: 5 });
  assert.deepEqual(a.aborted, [true]);
  await pass(5);
  task("c");
  await rest();
  assert.deepEqual([told, b.aborted], [["+a", "+b", "+c"], [true]]);
});

test("the newest one's end and failure are told, once", async () => {
  await rest();
  const a = task("a");
  await rest();
  await a.done();
  assert.equal(latest.begun, false);
  const b = task("b");
  await rest();
  await b.fail();
  assert.deepEqual(told, ["+a", "a done", "+b", "b failed"]);
});

test("stopped, neither it nor the one behind it is heard of again", async () => {
  const a = task("a");
  await rest();
  task("b");
  latest.stop();
  assert.deepEqual(a.aborted, [true]);
  await a.done();
  await pass(1000);
  assert.deepEqual(told, ["+a"]);
});

test("while held nothing begins; what had begun begins again, once", async () => {
  const a = task("a", { pause: 10 });
  await pass(10);
  latest.hold();
  assert.deepEqual(a.aborted, [true]);
  await pass(1000);
  assert.deepEqual([told, latest.begun], [["+a"], false]);
  latest.release();
  latest.release();
  await pass(10);
  assert.deepEqual(told, ["+a", "+a"]);
  await a.done();
  assert.deepEqual(told, ["+a", "+a", "a done"]);
});

test("what is held before it has begun begins after the release; what lasts goes on", async () => {
  task("a", { pause: 10 });
  latest.hold();
  await pass(10);
  assert.deepEqual(told, []);
  latest.release();
  await pass(10);
  const b = task("b", { pause: 10, lasting: true });
  await pass(10);
  latest.hold();
  await b.done();
  assert.deepEqual(told, ["+a", "+b", "b done"]);
});
