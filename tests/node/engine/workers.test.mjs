import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";

import { Supervisor } from "../../../web/engine/page/supervisor.js";
import { Workers } from "../../../web/engine/page/workers.js";
import { Segmenter } from "../../../web/engine/python/segmenter.js";
import { AskNext, EngineError } from "../../../web/engine/shared/errors.js";
import { Queue } from "../../../web/engine/shared/queue.js";
import { Wire } from "../../../web/engine/shared/wire.js";
import { insides, later, latest, live, made, settled } from "../support/fake-worker.mjs";

const BASE = new URL("https://mattebox.example/");
const never = () => new Promise(() => {});

/** What the inference workers answer in turn: to `init`, and to those who ask for masks. */
let inference = [];

/** Python: a picture is done when its mask has come; what it is told besides. */
insides.python = (worker) => {
  const segmenter = new Segmenter();
  const jobs = new Map();
  worker.told = [];
  return {
    init({ lifeline }) {
      live(worker, lifeline);
      return { startMs: 1 };
    },
    connect: (line) => {
      worker.told.push(line.port ? "connect" : "disconnect");
      segmenter.connect(line);
    },
    cancel: (job) => {
      worker.told.push(`cancel ${job}`);
      jobs.get(job)?.leave(new EngineError("cancelled"));
    },
    async cut(number) {
      const job = { number, runs: {}, refusal: null };
      job.gone = new Promise((_, reject) => (job.leave = reject));
      job.gone.catch(() => {});
      jobs.set(number, job);
      const tensor = { getBuffer: () => ({ data: new Float32Array([number]), shape: [1, 3, 1, 1], release: () => {} }) };
      const { data } = await segmenter.segment(job, "main", tensor);
      return [...data].join();
    },
  };
};

/** The networks, one run after the other. */
insides.inference = (worker) => {
  const { init = (order) => order.want, segment = never } = inference.shift() ?? {};
  worker.dropped = [];
  let turn = Promise.resolve();
  const run = async (job) => {
    worker.wire.tell("running", { job: job.job, role: job.role, device: "wasm" });
    const number = await segment(job, worker);
    worker.wire.tell("running", null);
    return { data: new Float32Array([number]), height: 1, width: 1, ms: 1 };
  };
  const inTurn = (job) => {
    const mine = turn.then(() => run(job));
    turn = mine.catch(() => {});
    return mine;
  };
  return {
    async init(order) {
      live(worker, order.lifeline);
      worker.order = order;
      return { device: await init(order), threads: order.threads };
    },
    drop: (job) => void worker.dropped.push(job),
    connect: (port) => void new Wire(port, { segment: inTurn }),
  };
};

/** Both workers and who decides about them. */
function engine(want = "auto") {
  const setbacks = [];
  const duties = { downloaded: () => {}, progress: () => {}, preview: () => {}, tips: () => {} };
  const workers = new Workers({ base: BASE, assets: async () => ({}), duties }, want);
  const wanted = new Set();
  const queue = new Queue(2);
  const free = () => {
    workers.endPython(new EngineError("cancelled"));
    workers.endInference(new EngineError("cancelled"));
  };
  const page = { wants: (job) => wanted.has(job), free, onSetback: (setback) => setbacks.push(setback) };
  const supervisor = new Supervisor(workers, queue, page);
  /** A picture of this number; `drop` it. */
  const cut = (job) => {
    wanted.add(job);
    const work = async () => {
      const python = workers.needPython();
      workers.needInference();
      await python.ready;
      return python.handle.wire.ask("cut", job);
    };
    const result = supervisor.persist(new Blob(), { mode: "standard", fixed: false }, work);
    result.catch(() => {});
    return result;
  };
  const drop = (job) => {
    wanted.delete(job);
    supervisor.drop(job);
  };
  return { workers, supervisor, setbacks, cut, drop };
}

const names = () => made.map(({ name, ended }) => `${name}${ended ? " (ended)" : ""}`);

beforeEach(() => {
  inference = [];
  mock.method(console, "info", () => {});
});

afterEach(() => {
  for (const worker of made.splice(0)) worker.terminate();
  mock.restoreAll();
});

test("both are started when they are needed, once, and linked", async () => {
  inference = [{ segment: () => 1 }];
  const { workers, cut } = engine();
  assert.deepEqual(names(), []);
  assert.equal(workers.needPython(), workers.needPython());
  assert.deepEqual(names(), ["python"]);
  assert.equal(workers.running.python.stands, false);
  assert.deepEqual(await workers.needPython().ready, { startMs: 1 });
  assert.equal(workers.running.python.stands, true);
  assert.deepEqual(await workers.needInference().ready, { device: "auto", threads: 1 });
  assert.equal(await cut(1), "1");
  assert.deepEqual(latest("python").told, ["connect"]);
  assert.deepEqual(names(), ["python", "inference"]);
});

test("a GPU that does not start is given up: who waits for it gets the CPU", async () => {
  inference = [{ init: () => { throw new AskNext("self-test off by 3"); } }, { segment: () => 2 }];
  const { workers, supervisor, cut, setbacks } = engine("webgpu");
  workers.needPython();
  const picture = cut(1);
  assert.equal((await workers.needInference().ready).device, "wasm");
  assert.equal(await picture, "2");
  assert.equal(supervisor.fallback, "self-test off by 3");
  assert.deepEqual(names(), ["python", "inference (ended)", "inference"]);
  assert.deepEqual(setbacks, []);
});

test("one that is lost in the middle of a picture likewise, and the run is repeated", async () => {
  const lost = (_, { wire }) => {
    wire.tell("gpuLost", "device lost");
    throw new AskNext("device lost");
  };
  inference = [{ segment: lost }, { segment: ({ tensor: [number] }) => 10 * number }];
  const { workers, supervisor, cut, setbacks } = engine("webgpu");
  assert.equal(await cut(7), "70");
  assert.equal((await workers.needInference().ready).device, "wasm");
  assert.equal(supervisor.fallback, "device lost");
  assert.deepEqual(latest("python").told, ["connect", "disconnect", "connect"]);
  assert.deepEqual([names(), setbacks], [["python", "inference (ended)", "inference"], []]);
});

test("an inference worker that fails to start is tried again by whoever needs it next", async () => {
  inference = [{ init: () => { throw new EngineError("network", "models/main"); } }];
  const { workers } = engine();
  await assert.rejects(workers.needInference().ready, { code: "network" });
  assert.equal(workers.running.inference, null);
  assert.deepEqual(await workers.needInference().ready, { device: "auto", threads: 1 });
});

for (const [name, kill, left] of [
  ["python", () => latest("python").terminate(), ["python (ended)", "inference", "python"]],
  ["inference", () => latest("inference").terminate(), ["python", "inference (ended)", "inference"]],
  ["inference", () => latest("inference").onerror({ message: "boom" }), ["python", "inference (ended)", "inference"]],
]) {
  test(`${name} dies in the middle of a picture: another takes its place, and the picture is begun again`, async () => {
    const first = later();
    let asked = 0;
    const segment = async () => (asked++ ? 2 : first.promise);
    inference = [{ segment }, { segment }];
    const { cut, setbacks } = engine();
    const picture = cut(1);
    await settled();
    assert.equal(asked, 1);
    kill();
    await settled();
    first.resolve(1); // nobody hears it any more
    assert.equal(await picture, "2");
    assert.deepEqual([setbacks, names()], [["afresh"], left]);
  });
}

test("where memory ran out both are ended before the next try", async () => {
  let asked = 0;
  const segment = () => { if (asked++) return 3; throw new RangeError("Out of memory"); };
  inference = [{ segment }, { segment }];
  const { cut, setbacks } = engine();
  assert.equal(await cut(1), "3");
  assert.deepEqual([setbacks, names()], [["afresh"], ["python (ended)", "inference (ended)", "python", "inference"]]);
});

test("a long run that nobody waits for ends with its worker, and its neighbour asks the next", async () => {
  const asked = [];
  inference = [
    { segment: ({ job }) => (asked.push(`first: ${job}`), never()) },
    { segment: ({ job }) => (asked.push(`next: ${job}`), job) },
  ];
  const { cut, drop, setbacks } = engine();
  const first = cut(1);
  await settled();
  const second = cut(2);
  await settled();
  drop(1);
  await assert.rejects(first, { code: "cancelled" });
  assert.equal(await second, "2");
  assert.deepEqual(asked, ["first: 1", "next: 2"]);
  assert.deepEqual(names(), ["python", "inference (ended)", "inference"]);
  assert.deepEqual([latest("python").told, setbacks], [["connect", "cancel 1", "disconnect", "connect"], []]);
});

test("a short run goes unheard, and its worker stays", async () => {
  const gates = [later(), later(), later()];
  const entered = [];
  const segment = ({ job }) => (entered.push(job), gates[job - 1].promise);
  inference = [{ segment }];
  const { cut, drop } = engine();
  const first = cut(1);
  await settled();
  gates[0].resolve(1); // at once: the main network takes no time here
  assert.equal(await first, "1");
  const second = cut(2);
  await settled();
  drop(2);
  await assert.rejects(second, { code: "cancelled" });
  assert.deepEqual([entered, latest("inference").dropped, names()], [[1, 2], [2], ["python", "inference"]]);
});

test("a self-test has a worker of its own, on the device it is for, and its trouble is told", async () => {
  inference = [{}, { init: () => { throw new AskNext("no adapter"); } }];
  const { workers, supervisor } = engine();
  const order = await workers.apart("webgpu", async ({ wire }) => (await wire.ask("drop", 1), latest("inference").order));
  assert.deepEqual([order.want, order.threads], ["webgpu", 1]);
  await assert.rejects(workers.apart("webgpu", never), { name: "EngineError", code: "internal", message: /no adapter/ });
  assert.deepEqual([names(), workers.running.inference], [["inference (ended)", "inference (ended)"], null]);
  assert.equal(supervisor.fallback, null);
});
