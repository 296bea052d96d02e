import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";

import { attempts, modeOf, Supervisor } from "../../../web/engine/page/supervisor.js";
import { EngineError } from "../../../web/engine/shared/errors.js";
import { Queue } from "../../../web/engine/shared/queue.js";
import { later, settled } from "../support/fake-worker.mjs";

const MB = 1 << 20;

let now = 0;

beforeEach(() => {
  now = 0;
  mock.method(performance, "now", () => now);
  mock.method(console, "info", () => {});
});

afterEach(() => mock.restoreAll());

/** A supervisor over workers that only note what becomes of them. */
function supervising({ ready = [], wants = () => true } = {}) {
  const log = [];
  const worker = (name) => ({
    handle: { wire: { tell: (duty, value) => log.push(`${name} ${duty} ${value}`) } },
    ready: ready.shift() ?? Promise.resolve({ name }),
  });
  const running = { python: null, inference: null };
  const workers = {
    running,
    needPython: () => (running.python ??= worker("python")),
    needInference: () => (running.inference ??= worker("inference")),
    endPython: ({ code }) => {
      log.push(`python ends: ${code}`);
      running.python = null;
    },
    replaceInference: (means = {}) => {
      log.push(`another inference worker ${JSON.stringify(means)}`);
      running.inference = worker("inference");
    },
  };
  for (const each of ready) each.catch?.(() => {});
  const queue = new Queue(2);
  const free = () => log.push("all is freed");
  const supervisor = new Supervisor(workers, queue, { wants, free, onSetback: (setback) => log.push(setback) });
  return { supervisor, workers, running, queue, log };
}

const STANDARD = { mode: "standard", fixed: false };
const died = () => Promise.reject(new EngineError("worker-died"));
const short = () => Promise.reject(new EngineError("memory"));

test("what is tried, in that order", () => {
  const tried = (picture, sparing) => attempts(picture, sparing).map((attempt) => {
    const how = [attempt.alone && "alone", attempt.sparing && "sparing"].filter(Boolean);
    return [modeOf(picture.mode, attempt), attempt.pixels / 1e6, ...how].join(" ");
  });
  assert.deepEqual(tried({ mode: "best", fixed: false }, false), [
    "best 50",
    "best 50 alone",
    "best 50 alone sparing",
    "standard 12.5 alone sparing",
    "fast 12.5 alone sparing",
  ]);
  const fast = tried({ mode: "fast", fixed: false }, true);
  assert.deepEqual(fast, ["fast 50 sparing", "fast 50 alone sparing", "fast 12.5 alone sparing"]);
  const fixed = tried({ mode: "standard", fixed: true }, false);
  assert.deepEqual(fixed, ["standard 50", "standard 50 alone", "standard 50 alone sparing"]);
  const edited = tried({ mode: "standard", fixed: false, effort: { lower: 1, pixels: 12_500_000 } }, true);
  assert.deepEqual(edited, ["fast 12.5 sparing", "fast 12.5 alone sparing"]);
});

test("in the place of a network of somebody's own come ours", () => {
  const all = attempts({ mode: "own:a1", fixed: false }, true).map((attempt) => modeOf("own:a1", attempt));
  assert.deepEqual(all, ["own:a1", "own:a1", "standard", "fast"]);
});

test("each attempt says what is told of it", () => {
  const setbacks = (sparing) => attempts({ mode: "fast", fixed: false }, sparing).map(({ setback }) => setback);
  assert.deepEqual(setbacks(false), [null, "afresh", "sparing", "afresh"]);
  assert.deepEqual(setbacks(true), [null, "afresh", "afresh"]);
});

test("where nothing happens nothing is told", async () => {
  const { supervisor, log } = supervising();
  assert.equal(await supervisor.persist(new Blob(), STANDARD, async ({ alone }) => `alone: ${alone}`), "alone: false");
  assert.deepEqual(log, []);
});

test("after a death it is tried again alone, then with less, then by a smaller network, and then it fails", async () => {
  const { supervisor, queue, log } = supervising();
  const seen = [];
  const work = (attempt) => {
    seen.push(`${modeOf("standard", attempt)} ${queue.length} ${queue.most}`);
    log.push("work");
    return died();
  };
  await assert.rejects(supervisor.persist(new Blob(), STANDARD, work), { code: "worker-died" });
  assert.deepEqual(seen, ["standard 1 2", "standard 1 2", "standard 1 1", "fast 1 1"]);
  const spared = 'another inference worker {"want":"wasm","threads":1}';
  assert.deepEqual(log, ["work", "afresh", "work", spared, "sparing", "work", "afresh", "work"]);
});

test("who is tried again goes before those who wait, and is alone", async () => {
  const { supervisor } = supervising();
  const events = [];
  const gate = later();
  const neighbour = supervisor.persist(new Blob(), STANDARD, async () => {
    await gate.promise;
    events.push("neighbour");
  });
  let times = 0;
  const unlucky = supervisor.persist(new Blob(), STANDARD, async (_, turn) => {
    events.push(`unlucky ${++times}, accompanied: ${turn.accompanied}`);
    if (times === 1) await died();
  });
  const [third, fourth] = [later(), later()];
  const others = ["third", "fourth"].map((name, i) => supervisor.persist(new Blob(), STANDARD, async () => {
    events.push(name);
    await [third, fourth][i].promise;
  }));
  await settled();
  third.resolve();
  gate.resolve();
  await unlucky;
  fourth.resolve();
  await Promise.all([neighbour, ...others]);
  const alone = "unlucky 2, accompanied: false";
  assert.deepEqual(events, ["unlucky 1, accompanied: true", "third", "neighbour", alone, "fourth"]);
});

test("where memory ran out all workers are ended before the next try", async () => {
  const { supervisor, log } = supervising();
  let times = 0;
  const work = async () => {
    log.push("work");
    return ++times < 3 ? short() : "done";
  };
  assert.equal(await supervisor.persist(new Blob(), STANDARD, work), "done");
  const spared = 'another inference worker {"want":"wasm","threads":1}';
  assert.deepEqual(log, ["work", "all is freed", "afresh", "work", "all is freed", spared, "sparing", "work"]);
});

test("against other errors less does not help", async () => {
  for (const code of ["unreadable", "network", "cancelled", "internal"]) {
    const { supervisor, log } = supervising();
    let times = 0;
    const work = async () => { times++; throw new EngineError(code); };
    await assert.rejects(supervisor.persist(new Blob(), STANDARD, work), { code });
    assert.deepEqual([times, log], [1, []]);
  }
});

test("nobody tries again what is not wanted any more", async () => {
  const { supervisor, log } = supervising();
  const controller = new AbortController();
  let times = 0;
  const work = async () => { times++; controller.abort(); await died(); };
  await assert.rejects(supervisor.persist(new Blob(), { ...STANDARD, signal: controller.signal }, work), { code: "worker-died" });
  assert.deepEqual([times, log], [1, []]);
});

test("less from then on for all, and an edit goes on from what its picture was looked at with", async () => {
  const { supervisor, log } = supervising();
  const [file, other] = [new Blob(), new Blob()];
  const seen = [];
  let failures = 3;
  const work = async (attempt) => {
    seen.push(`${modeOf("standard", attempt)} ${attempt.pixels / 1e6} ${attempt.sparing}`);
    if (failures-- > 0) await died();
  };
  await supervisor.persist(file, STANDARD, work);
  await supervisor.persist(file, STANDARD, work);
  await supervisor.persist(other, STANDARD, work);
  assert.deepEqual(seen.slice(3), ["fast 12.5 true", "fast 12.5 true", "standard 50 true"]);
  assert.equal(log.filter((line) => line === "sparing").length, 1);
});

test("of two pictures that come to it at once one is told", async () => {
  const { supervisor, log } = supervising();
  const both = [1, 2].map(() => supervisor.persist(new Blob(), STANDARD, ({ sparing }) => (sparing ? "done" : died())));
  assert.deepEqual(await Promise.all(both), ["done", "done"]);
  assert.deepEqual(log.filter((line) => line !== "afresh"), ['another inference worker {"want":"wasm","threads":1}', "sparing"]);
});

test("a start for which memory is short is tried once more with less", async () => {
  for (const first of [died(), short()]) {
    const { supervisor, queue, log } = supervising({ ready: [Promise.resolve({ name: "python" }), first] });
    assert.deepEqual(await supervisor.start(), [{ name: "python" }, { name: "inference" }]);
    assert.deepEqual(log, ['another inference worker {"want":"wasm","threads":1}', "sparing"]);
    assert.equal(queue.most, 1);
  }
});

test("but once only, and not after other errors", async () => {
  const ready = [Promise.resolve(), died(), died()];
  await assert.rejects(supervising({ ready }).supervisor.start(), { code: "worker-died" });
  const offline = supervising({ ready: [Promise.reject(new EngineError("network")), Promise.resolve()] });
  await assert.rejects(offline.supervisor.start(), { code: "network" });
  assert.deepEqual(offline.log, []);
});

test("nor where there is less already", async () => {
  const { supervisor, workers, running } = supervising();
  await supervisor.persist(new Blob(), STANDARD, ({ sparing }) => (sparing ? "done" : died()));
  running.inference.ready = died();
  running.inference.ready.catch(() => {});
  const needed = mock.method(workers, "needInference");
  await assert.rejects(supervisor.start(), { code: "worker-died" });
  assert.equal(needed.mock.callCount(), 1);
});

test("a swollen Python worker is replaced when another picture comes, before that one", async () => {
  const { supervisor, workers, running, log } = supervising();
  const python = workers.needPython();
  const file = new Blob();
  const cut = (each) => supervisor.persist(each, STANDARD, async () => {
    log.push(running.python === python ? "by the old one" : "by a fresh one");
    supervisor.grown(python, 700 * MB);
  });
  await cut(file);
  await cut(file); // an edit needs what the old one knows
  await cut(new Blob());
  assert.deepEqual(log, ["by the old one", "by the old one", "python ends: cancelled", "by a fresh one"]);
  assert.notEqual(running.python, python);
});

test("while others wait it may swell to twice as much", async () => {
  const { supervisor, workers, log } = supervising();
  const python = workers.needPython();
  const many = (bytes) => Promise.all([1, 2, 3].map(() => supervisor.persist(new Blob(), STANDARD, async () => {
    log.push("work");
    await settled();
    supervisor.grown(python, bytes);
  })));
  await many(700 * MB);
  assert.deepEqual(log, ["work", "work", "work"]);
  log.length = 0;
  supervisor.grown(python, 0);
  await many(1300 * MB);
  assert.deepEqual(log, ["work", "work", "python ends: cancelled", "work"]); // those at work have finished
});

test("a heap that nobody complained of, or of another worker, is left alone", async () => {
  const { supervisor, workers, log } = supervising();
  supervisor.grown(workers.needPython(), 600 * MB);
  supervisor.renewIfSwollen();
  supervisor.grown({}, 9000 * MB);
  supervisor.renewIfSwollen();
  await settled();
  assert.deepEqual(log, []);
});

/** An inference worker is at work on the second picture's mask, and took so long for the first one's, if there was one. */
function running(ms, device = "wasm") {
  const all = supervising();
  all.workers.needPython();
  all.workers.needInference();
  const { onRun } = all.workers;
  if (ms !== null) {
    onRun({ job: 1, role: "main", device });
    now += ms;
    onRun(null);
  }
  onRun({ job: 2, role: "main", device });
  return all;
}

test("a long run that nobody waits for ends with its worker", () => {
  for (const ms of [null, 2000, 60_000]) {
    const { supervisor, log } = running(ms);
    supervisor.drop(2);
    assert.deepEqual(log, ["python cancel 2", "another inference worker {}"]);
  }
});

test("a short one, one on the GPU, a draft's and somebody else's go on", () => {
  const cases = [running(1999), running(60_000, "webgpu"), running(60_000), running(60_000)];
  cases[2].workers.onRun({ job: 2, role: "draft", device: "wasm" });
  cases[3].workers.onRun({ job: 3, role: "main", device: "wasm" });
  for (const { supervisor, log } of cases) {
    supervisor.drop(2);
    assert.deepEqual(log, ["python cancel 2", "inference drop 2"]);
  }
});

test("what a worker did that has been replaced does not count", () => {
  const { supervisor, workers, log } = running(60_000);
  workers.replaceInference();
  log.length = 0;
  supervisor.drop(2);
  assert.deepEqual(log, ["python cancel 2", "inference drop 2"]);
  log.length = 0;
  now += 5; // nor its time
  workers.onRun({ job: 3, role: "main", device: "wasm" });
  supervisor.drop(3);
  assert.deepEqual(log, ["python cancel 3", "another inference worker {}"]);
});

test("a run that begins just as its picture was cancelled is dropped", () => {
  const wanted = new Set([1]);
  const { workers, log } = supervising({ wants: (job) => wanted.has(job) });
  workers.needInference();
  workers.onRun({ job: 1, role: "main", device: "wasm" });
  assert.deepEqual(log, []);
  now += 60_000;
  workers.onRun({ job: 2, role: "main", device: "wasm" });
  assert.deepEqual(log, ["another inference worker {}"]);
});

test("a GPU that is lost is given up, and the page is told why in a line", () => {
  const { supervisor, workers, log } = supervising();
  assert.equal(supervisor.fallback, null);
  workers.onGpuLost(`device lost: ${"x".repeat(300)}\nand a stack`);
  assert.deepEqual(log, ['another inference worker {"want":"wasm"}']);
  assert.match(supervisor.fallback, /^device lost: x+$/);
  assert.equal(supervisor.fallback.length, 160);
});
