/**
 * The inference worker: onnxruntime-web and the two networks. It runs one tensor at a time, whoever asks.
 *
 * The client says where it runs (`init`) and who may ask (`connect`); the Python worker asks for masks (`segment`).
 * Trouble with the GPU is reported to the client, which puts a fresh worker on the CPU in this one's place.
 */

import { probeGpu } from "../shared/capabilities.js";
import { asEngineError, AskNext, EngineError } from "../shared/errors.js";
import { Files } from "../shared/files.js";
import { holdLifeline } from "../shared/lifeline.js";
import { Moved, Wire } from "../shared/wire.js";
import { Model, readModel } from "./model.js";
import { BUILDS, loadRuntime, wake } from "./runtime.js";

/**
 * @typedef {import("./model.js").ModelBytes} ModelBytes
 * @typedef {import("../shared/assets-json.js").ModelEntry} ModelEntry
 * @typedef {import("../shared/protocol.js").InferenceInit} InferenceInit
 * @typedef {import("../shared/protocol.js").SegmentJob} SegmentJob
 */

/** @type {import("../types.js").Device} */
let device = "wasm";
/** @type {(models: Record<string, Promise<Model>>) => void} */
let open;
/** @type {Promise<Record<string, Promise<Model>>>} by role, each there when its promise is */
const models = new Promise((resolve) => (open = resolve));
/** @type {MessagePort | null} the line to the Python worker; what came over an older one is wanted no more */
let line = null;
/** @type {Promise<unknown>} the run before; they take turns, a session is not re-entrant */
let turn = Promise.resolve();
/** @type {Promise<unknown>} the runs of the draft network before which no other is waited for */
let firstDrafts = Promise.resolve();
let mainAsked = false;
/** How many runs are waited for. */
let asked = 0;
/** @type {Set<number>} pictures that nobody waits for any more, but whose runs may still be in the queue */
const dropped = new Set();

/** @type {Wire<import("../shared/protocol.js").ClientDuties>} */
const client = new Wire(/** @type {any} */ (self), {
  init,
  warm,
  drop: (/** @type {number} */ job) => void (asked && dropped.add(job)),
  selfTest: async () => ({ device, ...(await (await (await models).main).selfTest()) }),
  connect: (/** @type {MessagePort} */ port) => {
    line = port;
    new Wire(port, { segment: (/** @type {SegmentJob} */ job) => segment(job, port) });
  },
});

/** @param {InferenceInit} init @returns {Promise<import("../shared/protocol.js").InferenceInfo>} */
async function init({ base, assets, want, threads, lifeline }) {
  client.tell("alive", await holdLifeline(lifeline));
  const started = performance.now();
  /** @type {Record<string, number>} */
  const startMs = {};
  const clock = (/** @type {string} */ part) => () => void (startMs[part] = performance.now() - started);

  const gpu = want === "wasm" ? { usable: false, reason: null } : await probeGpu(want === "webgpu");
  if (want === "webgpu" && !gpu.usable) throw new AskNext(gpu.reason ?? "");
  device = gpu.usable ? "webgpu" : "wasm";
  const entries = Object.fromEntries(Object.values(assets.models).map((entry) => [entry.role, entry]));
  const parts = Object.values(entries).flatMap(({ graphs, weights }) => [...graphs[device].parts, ...weights.parts]);
  const needed = [...Object.values(BUILDS[device]), ...parts.map(({ path }) => path)];
  const files = new Files(new URL(base), assets.files, needed, (loaded, total) =>
    client.tell("downloaded", { worker: "inference", loaded, total }),
  );

  // The small network first: its draft is on screen while the large one is still on its way. That one's parts follow on
  // the line at once, but are unpacked when the small one stands: it is all one thread's work.
  const loaded = loadRuntime(files, device, threads);
  const runtime = loaded.then(wake);
  const draftBytes = readModel(files, entries.draft, device);
  const draft = openModel(runtime, entries.draft, draftBytes);
  const mainBytes = Promise.all([loaded, draftBytes]).then(() => readModel(files, entries.main, device, draft));
  const main = draft.then(draftsFirst).then(() => openModel(runtime, entries.main, mainBytes));
  open({ draft, main });
  const clocks = [runtime.then(clock("runtime")), draft.then(clock("draft")), main.then(clock("main"))];
  try {
    await Promise.all([mainBytes, ...clocks]);
  } catch (error) {
    throw device === "wasm" ? error : gpuTrouble(error);
  }
  return { device, threads, fallback: gpu.reason, startMs };
}

/**
 * @param {ReturnType<typeof wake>} runtime
 * @param {ModelEntry} entry
 * @param {Promise<ModelBytes>} bytes
 */
async function openModel(runtime, entry, bytes) {
  const model = await Model.create(await runtime, entry, await bytes, device);
  if (device === "webgpu" && entry.role === "main") {
    const { maxDifference, tolerance } = await model.selfTest();
    if (!(maxDifference <= tolerance)) throw new AskNext(`self-test off by ${maxDifference}`);
  }
  return model;
}

/** Anything that a GPU session throws means: not on this GPU. Only what the network did stays as it is. @param {unknown} error */
function gpuTrouble(error) {
  if (error instanceof AskNext) return error;
  const known = asEngineError(error);
  return ["network", "corrupt-download"].includes(known.code) ? known : new AskNext(known.message);
}

/** A large session takes long to open, and a draft that is waited for would wait, too. */
async function draftsFirst() {
  await breath();
  await firstDrafts;
}

/** Lets messages in: what they say may change what is to be done next. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

/** @returns {Promise<Record<string, number>>} */
async function warm() {
  /** @type {Record<string, number>} */
  const times = {};
  for (const [role, coming] of Object.entries(await models)) {
    const model = await coming;
    for (const warmed of [false, true]) {
      await breath();
      if (asked) return times; // pictures go first
      const run = turn.then(() => model.warm());
      turn = run.catch(() => {});
      if (warmed) times[role] = await run;
      else await run;
    }
  }
  return times;
}

/** @param {SegmentJob} job @param {MessagePort} from */
function segment({ job, role, tensor, height, width }, from) {
  const run = async () => {
    const model = await (await models)[role];
    await breath();
    if (from !== line || dropped.has(job)) throw new EngineError("cancelled");
    client.tell("running", { job, role, device });
    try {
      const started = performance.now();
      const mask = await model.run(tensor, height, width);
      return new Moved({ ...mask, ms: performance.now() - started }, [mask.data.buffer]);
    } catch (error) {
      if (device === "wasm") throw error;
      const trouble = gpuTrouble(error);
      client.tell("gpuLost", trouble.message);
      throw trouble;
    } finally {
      client.tell("running", null);
    }
  };
  asked += 1;
  const mine = turn.then(run).finally(() => {
    asked -= 1;
    if (!asked) dropped.clear();
  });
  turn = mine.catch(() => {});
  mainAsked ||= role === "main";
  if (!mainAsked) firstDrafts = turn;
  return mine;
}
