import assert from "node:assert/strict";
import test, { afterEach } from "node:test";

import { Segmenter } from "../../../web/engine/python/segmenter.js";
import { AskNext, EngineError, plainError } from "../../../web/engine/shared/errors.js";
import { Wire } from "../../../web/engine/shared/wire.js";
import { settled } from "../support/fake-worker.mjs";

const ports = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** Python's tensor: 1×3×1×2. */
const tensor = {
  released: 0,
  getBuffer: () => ({ data: new Float32Array([1, 2, 3, 4, 5, 6]), shape: [1, 3, 1, 2], release: () => tensor.released++ }),
};

/** A picture at work, as far as masks are asked for it. */
function picture(number = 1) {
  const job = { number, runs: {}, refusal: null };
  job.gone = new Promise((_, reject) => (job.cancel = () => reject(new EngineError("cancelled"))));
  job.gone.catch(() => {});
  return job;
}

/** A segmenter, and what leads to an inference worker that answers so. */
function segmenting() {
  const segmenter = new Segmenter();
  const connect = (segment) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    segmenter.connect({ port: port2, why: null });
    return new Wire(port1, { segment });
  };
  return { segmenter, connect, disconnect: (error) => segmenter.connect({ port: null, why: plainError(error) }) };
}

const mask = ({ tensor: [first], role }) => ({ data: new Float32Array([first]), role, height: 1, width: 1, ms: 5 });
const never = () => new Promise(() => {});

test("a mask comes, and its time counts", async () => {
  const { segmenter, connect } = segmenting();
  const asked = [];
  connect((order) => (asked.push(order), mask(order)));
  const job = picture(7);
  assert.deepEqual((await segmenter.segment(job, "main", tensor)).data, new Float32Array([1]));
  await segmenter.segment(job, "main", tensor);
  await segmenter.segment(job, "draft", tensor);
  assert.deepEqual(job.runs, { main: 10, draft: 5 });
  const order = { job: 7, role: "main", tensor: new Float32Array([1, 2, 3, 4, 5, 6]), height: 1, width: 2 };
  assert.deepEqual(asked, [order, order, { ...order, role: "draft" }]);
  assert.equal(tensor.released, 3);
});

test("what a worker will not answer the next one is asked", async () => {
  const { segmenter, connect } = segmenting();
  const asked = [];
  connect(() => { asked.push("first"); throw new AskNext("the GPU is lost"); });
  const coming = segmenter.segment(picture(), "main", tensor);
  await settled();
  assert.deepEqual(asked, ["first"]);
  connect((order) => (asked.push([...order.tensor].join("")), mask(order)));
  assert.equal((await coming).ms, 5);
  assert.deepEqual(asked, ["first", "123456"]);
});

test("likewise where its line is closed for the next, however many there are", async () => {
  const { segmenter, connect, disconnect } = segmenting();
  connect(never);
  const coming = segmenter.segment(picture(), "main", tensor);
  await settled();
  disconnect(new AskNext());
  await settled();
  connect(never);
  await settled();
  connect(mask); // without a word about the one before
  assert.equal((await coming).ms, 5);
});

test("a worker's death and its errors end the picture, and are remembered for what Python makes of them", async () => {
  for (const end of [
    ({ disconnect }) => disconnect(new EngineError("worker-died", "gone")),
    ({ refuse }) => refuse(new EngineError("worker-died", "gone")),
  ]) {
    const { segmenter, connect, disconnect } = segmenting();
    let refuse;
    connect(() => new Promise((_, reject) => (refuse = reject)));
    const job = picture();
    const coming = segmenter.segment(job, "main", tensor);
    coming.catch(() => {});
    await settled();
    end({ disconnect, refuse });
    await assert.rejects(coming, { code: "worker-died", message: "gone" });
    assert.equal(job.refusal?.code, "worker-died");
  }
});

test("who asks after a death is told of it until there is another worker", async () => {
  const { segmenter, connect, disconnect } = segmenting();
  connect(mask);
  disconnect(new EngineError("memory"));
  await assert.rejects(segmenter.segment(picture(), "main", tensor), { code: "memory" });
  connect(mask);
  assert.equal((await segmenter.segment(picture(2), "main", tensor)).ms, 5);
});

test("a picture that is cancelled waits for no mask, and for no other worker", async () => {
  for (const answer of [never, () => { throw new AskNext(); }]) {
    const { segmenter, connect } = segmenting();
    connect(answer);
    const job = picture();
    const coming = segmenter.segment(job, "main", tensor);
    coming.catch(() => {});
    await settled();
    job.cancel();
    await assert.rejects(coming, { code: "cancelled" });
  }
});
