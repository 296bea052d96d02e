import assert from "node:assert/strict";
import test from "node:test";

import { Queue } from "../../../web/engine/shared/queue.js";
import { later, pause } from "../support/promises.mjs";

test("two are let in at once, and in order", async () => {
  const queue = new Queue(2);
  const begun = [];
  const gates = [later(), later(), later(), later()];
  const works = gates.map(({ promise }, i) => queue.run(async () => { begun.push(i); await promise; return i; }));
  await pause();
  assert.deepEqual(begun, [0, 1]);
  assert.equal(queue.length, 4);
  gates[1].settle();
  await works[1];
  await pause();
  assert.deepEqual(begun, [0, 1, 2]);
  gates.forEach(({ settle }) => settle());
  assert.deepEqual(await Promise.all(works), [0, 1, 2, 3]);
  assert.equal(queue.length, 0);
});

test("it goes on after a failure", async () => {
  const queue = new Queue(1);
  const works = [0, 1, 2].map((i) => queue.run(async () => { if (i === 1) throw Error("no"); return i; }));
  const ends = (await Promise.allSettled(works)).map(({ value, reason }) => value ?? reason.message);
  assert.deepEqual(ends, [0, "no", 2]);
});

test("who wants to be alone waits for those at work, keeps others out, and goes first if it asks for that", async () => {
  const queue = new Queue(2);
  const events = [];
  const accompanied = {};
  const gates = Object.fromEntries([..."abcdx"].map((name) => [name, later()]));
  const work = (name) => async (turn) => {
    events.push(`+${name}`);
    await gates[name].promise;
    events.push(`-${name}`);
    accompanied[name] = turn.accompanied;
  };
  const all = ["a", "b", "c"].map((name) => queue.run(work(name)));
  all.push(queue.run(work("x"), { alone: true, first: true }), queue.run(work("d")));
  for (const name of ["a", "b", "x"]) {
    gates[name].settle();
    await pause();
  }
  assert.deepEqual(events, ["+a", "+b", "-a", "-b", "+x", "-x", "+c", "+d"]);
  gates.c.settle();
  gates.d.settle();
  await Promise.all(all);
  assert.deepEqual(accompanied, { a: true, b: true, c: true, d: true, x: false });
});

test("a limit that grows lets more in when the next one comes or goes", async () => {
  const queue = new Queue(1);
  const gates = [later(), later(), later()];
  const begun = [];
  const works = gates.map(({ promise }, i) => queue.run(() => { begun.push(i); return promise; }));
  queue.most = 2;
  gates[0].settle();
  await pause();
  assert.deepEqual(begun, [0, 1, 2]);
  gates.forEach(({ settle }) => settle());
  await Promise.all(works);
});
