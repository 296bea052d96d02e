import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { OwnNetworks } from "../../../web/engine/python/own-networks.js";
import { EngineError } from "../../../web/engine/shared/errors.js";
import { insides, latest, live, made, settled } from "../support/fake-worker.mjs";

const NETWORK = { id: "a1", title: "Mine", descriptor: JSON.stringify({ input: "x", output: 0 }), data: {} };

/** Python's tensor: 1×3×1×2. */
const tensor = { getBuffer: () => ({ data: new Float32Array([1, 2, 3, 4, 5, 6]), shape: [1, 3, 1, 2], release() {} }) };

function picture() {
  const job = { runs: {}, refusal: null, stopped: false, cancelled: () => job.stopped };
  job.gone = new Promise((_, reject) => {
    job.cancel = () => {
      job.stopped = true;
      reject(new EngineError("cancelled"));
    };
  });
  job.gone.catch(() => {});
  return job;
}

/** Workers that answer so. */
function answering(run, init = () => {}) {
  insides.own = (worker) => ({
    init(payload) {
      live(worker, payload.lifeline);
      worker.network = payload.network;
      return init(payload);
    },
    run,
  });
  return new OwnNetworks("https://here.example/", [], 2);
}

const answer = () => ({ data: new Float32Array([0.5]), shape: [1, 1, 1, 1], ms: 7 });
const never = () => new Promise(() => {});

beforeEach(() => {
  mock.restoreAll();
  mock.method(console, "warn", () => {});
  made.length = 0;
});

test("it runs in a worker that stays for the next picture, and its time counts", async () => {
  const own = answering(answer);
  const job = picture();
  assert.deepEqual((await own.segment(job, NETWORK, tensor)).shape, [1, 1, 1, 1]);
  await own.segment(job, NETWORK, tensor);
  assert.equal(job.runs.main, 14);
  assert.equal(made.length, 1);
  assert.deepEqual(latest("own").network, NETWORK);
  own.rest();
  assert.ok(latest("own").ended);
});

test("another network has another worker", async () => {
  const own = answering(answer);
  await own.segment(picture(), NETWORK, tensor);
  await own.segment(picture(), { ...NETWORK, id: "b2" }, tensor);
  assert.deepEqual(made.map(({ ended }) => ended), [true, false]);
});

for (const [thrown, trouble] of [
  [new Error("std::bad_alloc"), "memory"],
  [new Error("ERROR_CODE: 9, NoSuchThing is not a registered function"), "failed"],
  [new EngineError("gone", "a1"), "gone"],
]) {
  test(`${thrown.message}: told as ${trouble}, its worker ended, and not tried for the next picture`, async () => {
    const own = answering(answer, () => Promise.reject(thrown));
    const told = await own.segment(picture(), NETWORK, tensor);
    assert.equal(told.trouble, trouble);
    assert.match(told.text, new RegExp(thrown.message.slice(0, 9)));
    assert.ok(latest("own").ended);
    assert.equal((await own.segment(picture(), NETWORK, tensor)).trouble, trouble);
    assert.equal(made.length, 1);
    const other = { ...NETWORK, descriptor: JSON.stringify({ input: "x", output: 1 }) };
    await own.segment(picture(), other, tensor);
    assert.equal(made.length, 2, "another contract is another try");
  });
}

test("a worker that dies has had too little memory", async () => {
  const own = answering(never);
  const asked = own.segment(picture(), NETWORK, tensor);
  await settled();
  latest("own").terminate();
  assert.equal((await asked).trouble, "memory");
});

test("one that never answers is ended in time", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const own = answering(never);
  const asked = own.segment(picture(), NETWORK, tensor);
  await settled();
  t.mock.timers.tick(300_000);
  assert.equal((await asked).trouble, "time");
  assert.ok(latest("own").ended);
});

test("who cancels is free at once, and so is the network", async () => {
  const own = answering(never);
  const job = picture();
  const asked = own.segment(job, NETWORK, tensor);
  await settled();
  job.cancel();
  await assert.rejects(asked, { code: "cancelled" });
  assert.equal(job.refusal.code, "cancelled");
  await settled();
  assert.ok(latest("own").ended);
  insides.own = (worker) => ({ init: ({ lifeline }) => live(worker, lifeline), run: answer });
  assert.equal((await own.segment(picture(), NETWORK, tensor)).ms, 7);
});
