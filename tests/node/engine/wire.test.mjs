import assert from "node:assert/strict";
import test, { afterEach, mock } from "node:test";

import { AskNext, EngineError } from "../../../web/engine/shared/errors.js";
import { Moved, Wire } from "../../../web/engine/shared/wire.js";

const ports = [];

/** Two wires, one to each other's duties. */
function pair(here = {}, there = {}) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return [new Wire(port1, here), new Wire(port2, there)];
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  mock.restoreAll();
});

test("either end asks, and is answered in whatever order the other has done", async () => {
  let finish;
  const slow = () => new Promise((resolve) => (finish = resolve));
  const [here, there] = pair({ twice: (n) => 2 * n }, { slow, quick: async (text) => `${text}!` });
  const first = here.ask("slow");
  assert.equal(await here.ask("quick", "now"), "now!");
  assert.equal(await there.ask("twice", 21), 42);
  finish({ late: true });
  assert.deepEqual(await first, { late: true });
});

test("errors keep their codes", async () => {
  const thrown = {
    known: new EngineError("too-large", "90 megapixels"),
    next: new AskNext("the GPU is lost"),
    short: new RangeError("Array buffer allocation failed"),
    strange: new TypeError("x is not a function"),
    text: "no error at all",
  };
  const [here] = pair({}, { fail: (name) => { throw thrown[name]; }, failLater: (name) => Promise.reject(thrown[name]) });
  for (const duty of ["fail", "failLater"]) {
    await assert.rejects(here.ask(duty, "known"), { name: "EngineError", code: "too-large", message: "90 megapixels" });
    await assert.rejects(here.ask(duty, "next"), (error) => error instanceof AskNext && error.message === "the GPU is lost");
    await assert.rejects(here.ask(duty, "short"), { code: "memory", message: "RangeError: Array buffer allocation failed" });
    await assert.rejects(here.ask(duty, "strange"), { code: "internal", message: "TypeError: x is not a function" });
    await assert.rejects(here.ask(duty, "text"), { code: "internal", message: "no error at all" });
  }
  await assert.rejects(here.ask("no such duty"), { code: "internal" });
});

test("a closed wire fails all who wait, and whoever asks later, by the same error", async () => {
  let finish;
  let told = 0;
  const [here] = pair({}, { slow: () => new Promise((resolve) => (finish = resolve)), note: () => void told++ });
  const waiting = [here.ask("slow"), here.ask("slow")];
  await here.ask("note");
  here.close(new EngineError("worker-died", "gone"));
  here.close(new EngineError("cancelled"));
  finish("too late");
  for (const each of [...waiting, here.ask("slow")]) await assert.rejects(each, { code: "worker-died", message: "gone" });
  here.tell("note");
  await new Promise((done) => setTimeout(done, 5));
  assert.equal(told, 1);
});

test("who has closed does not answer any more", async () => {
  let finish;
  const [here, there] = pair({}, { slow: () => new Promise((resolve) => (finish = resolve)), ping: () => {} });
  let answered = false;
  here.ask("slow").finally(() => (answered = true)).catch(() => {});
  await here.ask("ping");
  there.close(new EngineError("cancelled"));
  finish();
  await new Promise((done) => setTimeout(done, 5));
  assert.equal(answered, false);
});

test("what is told needs nobody who minds, and disturbs nobody where it fails", async () => {
  const errors = mock.method(console, "error", () => {});
  const heard = [];
  const hear = (value) => void heard.push(value);
  const [here] = pair({}, { hear, fail: () => { throw new Error("no"); }, ping: () => "pong" });
  here.tell("nobody has this duty", 1);
  here.tell("fail");
  here.tell("hear", 2);
  assert.equal(await here.ask("ping"), "pong");
  assert.deepEqual(heard, [2]);
  assert.deepEqual(errors.mock.calls.map(({ arguments: [error] }) => error.message), ["no"]);
});

test("buffers change hands, there and back", async () => {
  const [here] = pair({}, {
    double: (numbers) => {
      const twice = numbers.map((n) => 2 * n);
      return new Moved(twice, [(answer = twice).buffer]);
    },
  });
  let answer;
  const numbers = new Float32Array([1, 2, 3]);
  assert.deepEqual(await here.ask("double", new Moved(numbers, [numbers.buffer])), new Float32Array([2, 4, 6]));
  assert.equal(numbers.byteLength, 0);
  assert.equal(answer.byteLength, 0);
  const kept = new Float32Array([4]);
  await here.ask("double", kept);
  assert.equal(kept.byteLength, 4);
});
