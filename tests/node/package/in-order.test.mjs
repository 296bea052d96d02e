import assert from "node:assert/strict";
import test from "node:test";

import { inOrder } from "../../../web/package/in-order.js";
import { later, pause } from "../support/promises.mjs";

test("results come in order, failures among them, and no more are begun than are asked for", async () => {
  const begun = [];
  const gates = [later(), later(), later(), later()];
  const work = async (i) => {
    begun.push(i);
    await gates[i].promise;
    if (i === 1) throw new Error("no");
    return 10 * i;
  };
  const all = inOrder([0, 1, 2, 3], work, 2);
  await pause();
  assert.deepEqual(begun, []);
  const first = all.next();
  await pause();
  assert.deepEqual(begun, [0, 1]);
  gates[1].settle();
  gates[0].settle();
  assert.deepEqual((await first).value, { source: 0, result: 0 });
  await pause();
  assert.deepEqual(begun, [0, 1]); // nobody has asked for more
  gates[2].settle();
  gates[3].settle();
  const { value } = await all.next();
  assert.deepEqual([value.source, value.error.message], [1, "no"]);
  assert.deepEqual((await all.next()).value, { source: 2, result: 20 });
  assert.deepEqual((await all.next()).value, { source: 3, result: 30 });
  assert.equal((await all.next()).done, true);
});

test("a result is not held back by a source that has not come yet", async () => {
  const second = later();
  async function* sources() {
    yield 1;
    await second.promise;
    yield 2;
  }
  const all = inOrder(sources(), async (i) => i, 2);
  assert.equal((await all.next()).value.result, 1);
  second.settle();
  assert.equal((await all.next()).value.result, 2);
});

test("whoever stops early ends what is under way, and closes the sources", async () => {
  let closed = false;
  function* sources() {
    try {
      yield* [1, 2, 3];
    } finally {
      closed = true;
    }
  }
  const signals = [];
  const work = async (i, signal) => {
    signals.push(signal);
    if (i > 1) await new Promise(() => {});
    return i;
  };
  for await (const { result } of inOrder(sources(), work, 2)) {
    assert.equal(result, 1);
    break;
  }
  assert.ok(closed);
  assert.ok(signals.every(({ aborted }) => aborted));
});

test("a signal ends it at once, though nothing comes", { timeout: 5000 }, async () => {
  const stop = new AbortController();
  const all = inOrder([1], () => new Promise(() => {}), 2, stop.signal);
  const waiting = all.next();
  await pause();
  stop.abort(new Error("enough"));
  await assert.rejects(waiting, { message: "enough" });
  await assert.rejects(inOrder([1], async () => 1, 2, stop.signal).next(), { message: "enough" });
});

test("sources that fail end it with their error", async () => {
  async function* sources() {
    yield 1;
    throw new Error("no more");
  }
  const all = inOrder(sources(), async (i) => i, 1);
  assert.equal((await all.next()).value.result, 1);
  await assert.rejects(all.next(), { message: "no more" });
});
