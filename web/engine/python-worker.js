/**
 * The Python worker: Pyodide with `mattebox` in it. A picture comes in as a file and leaves as a PNG; in between Python
 * leads, and asks the inference worker for masks over a line of its own.
 */
import { decode } from "./decode.js";
import { encodePng } from "./encode.js";
import { Files } from "./files.js";
import { holdLifeline } from "./lifeline.js";
import { bitmapNow, imageData, previewOf } from "./preview.js";
import { EngineError } from "./protocol.js";
import { Python, asPythonError } from "./python.js";
import { Moved, Wire, asEngineError } from "./wire.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("./protocol.js").CutJob} CutJob
 * @typedef {import("./protocol.js").ErrorCode} ErrorCode
 * @typedef {import("./protocol.js").Notice} Notice
 * @typedef {import("./protocol.js").Phase} Phase
 * @typedef {import("./protocol.js").Preview} Preview
 * @typedef {import("./python.js").Hooks} Hooks
 * @typedef {{id: number, width: number, height: number, notices: Notice[]}} Seen
 */

/** What the page calls the pipeline's stages; the others, all after the network, are `matte`. @type {Record<string, Phase>} */
const PHASES = { tensor: "draft", draft: "draft", draft_matte: "draft", segment: "segment" };

/** @type {Python} */
let python;
/** The page wants no more of the picture at work. */
let cancelledByMessage = false;
/** Why there is no mask: Python passes it on, but as an exception of its own. @type {EngineError | null} */
let refusal = null;
/** Milliseconds of the networks' runs, by role. @type {Record<string, number>} */
let runs = {};
/** The picture that Python has looked at: an edit of its edges needs neither codec nor network. @type {Seen | null} */
let seen = null;

/** The line to the inference worker. @type {Wire<import("./protocol.js").SegmentDuties>} */
let inference = new Wire(new MessageChannel().port1);
/** Called when there is a new line. @type {(() => void)[]} */
let renewed = [];

/** @type {Wire<import("./protocol.js").ClientDuties>} */
const client = new Wire(/** @type {any} */ (self), { init, connect, cut, cancel, forget });

/** @param {import("./protocol.js").PythonInit} init */
async function init({ base, assets, lifeline }) {
  await holdLifeline(lifeline);
  client.tell("alive", undefined);
  const started = performance.now();
  const needed = assets.files.map(({ path }) => path).filter((path) => /^(vendor\/pyodide|py)\//.test(path));
  const files = new Files(new URL(base), assets.files, needed, (loaded, total) =>
    client.tell("downloaded", { worker: "python", loaded, total }),
  );
  python = await Python.start(files, needed, assets.models, segment);
  return { startMs: performance.now() - started };
}

/** @param {{port: MessagePort | null, why: ErrorCode}} line  `why`: what to tell those who still wait on the old line */
function connect({ port, why }) {
  inference.close(new EngineError(why));
  if (!port) return;
  inference = new Wire(port);
  renewed.splice(0).forEach((wake) => wake());
}

/**
 * Python's segmenter. Python keeps the tensor, so a run that lost its GPU can be repeated elsewhere.
 *
 * @type {import("./python.js").Segment}
 */
async function segment(role, tensor) {
  for (;;) {
    const view = tensor.getBuffer("f32");
    const [, , height, width] = view.shape;
    const copy = /** @type {Float32Array} */ (view.data).slice();
    view.release();
    const another = new Promise((resolve) => renewed.push(() => resolve(undefined)));
    try {
      const mask = await inference.ask("segment", new Moved({ role, tensor: copy, height, width }, [copy.buffer]));
      runs[role] = mask.ms;
      return mask;
    } catch (error) {
      const { code } = (refusal = asEngineError(error));
      if (code !== "gpu-lost") throw error;
      await another;
      refusal = null;
    }
  }
}

/** @param {Preview} preview */
const show = (preview) => client.tell("preview", new Moved(preview, [preview.bitmap]));

/** @param {Phase} phase @param {number | null} fraction */
const report = (phase, fraction = null) => client.tell("progress", { phase, fraction });

function cancel() {
  cancelledByMessage = true;
}

/** @param {number} id */
function forget(id) {
  if (seen?.id === id) letGo();
}

function letGo() {
  seen = null;
  python.forget();
}

/** @param {CutJob} job @returns {Promise<import("./protocol.js").CutReply>} */
async function cut({ id, file, edges, stop }) {
  cancelledByMessage = false;
  refusal = null;
  runs = {};
  const cancelled = () => cancelledByMessage || (stop !== null && Atomics.load(stop, 0) !== 0);
  const hooks = {
    cancelled,
    onStage: (/** @type {string} */ stage, /** @type {number | undefined} */ fraction) =>
      report(PHASES[stage] ?? "matte", fraction ?? null),
  };
  const stopwatch = new Stopwatch();
  try {
    const options = python.options(edges);
    try {
      const { width, height, notices } = seen?.id === id ? seen : await look(id, file, hooks, stopwatch);
      const cutout = await python.finish(options, hooks);
      stopwatch.lap("cut");
      try {
        show({ stage: "final", bitmap: await cutout.pixels((p) => previewOf(imageData(p, width, height))), width, height });
        stopwatch.lap("preview");
        report("encode", 0);
        const onProgress = (/** @type {number} */ fraction) => report("encode", fraction);
        const blob = await cutout.png(height, width, (head, rows) => encodePng(head, rows, { onProgress, cancelled }));
        stopwatch.lap("encode");
        return {
          blob,
          width,
          height,
          found: cutout.found,
          notices: [...notices, ...cutout.warnings.map((code) => ({ code }))],
          timings: { ...stopwatch.times, ...pipelineTimes(cutout.timings), total: stopwatch.total },
          heapBytes: python.heapBytes,
        };
      } finally {
        cutout.release();
      }
    } finally {
      options.destroy();
    }
  } catch (thrown) {
    const error = asEngineError(refusal ?? asPythonError(thrown));
    if (error.code !== "cancelled") letGo(); // another try should not build on what may be broken
    throw error;
  }
}

/** @param {number} id @param {Blob} file @param {Hooks} hooks @param {Stopwatch} stopwatch @returns {Promise<Seen>} */
async function look(id, file, hooks, stopwatch) {
  letGo(); // first: there is no room for two
  report("decode");
  const { image, width, height, preview, notices } = await decode(file, python, hooks.cancelled);
  stopwatch.lap("decode");
  show({ stage: "source", bitmap: preview, width, height });
  const onDraft = (/** @type {Uint8Array} */ pixels, /** @type {number} */ rows, /** @type {number} */ columns) =>
    show({ stage: "draft", bitmap: bitmapNow(imageData(pixels, columns, rows)), width, height });
  await python.look(image, hooks, onDraft).finally(() => image.destroy());
  seen = { id, width, height, notices };
  return seen;
}

/**
 * The networks' runs as they were (Python's `draft` and `segment` include waiting), and Python's own stages.
 *
 * @param {Record<string, number>} stages  milliseconds
 */
function pipelineTimes({ draft_matte, draft, segment, ...own }) {
  const stages = Object.fromEntries(Object.entries(own).map(([stage, ms]) => [`py_${stage}`, ms]));
  if (draft_matte === undefined) return stages; // the networks did not run
  return { draft_inference: runs.draft ?? 0, draft_matte, inference: runs.main ?? 0, ...stages };
}

class Stopwatch {
  /** @type {Record<string, number>} milliseconds */
  times = {};
  #started = performance.now();
  #last = this.#started;

  /** @param {string} name of what ends now */
  lap(name) {
    const now = performance.now();
    this.times[name] = now - this.#last;
    this.#last = now;
  }

  get total() {
    return this.#last - this.#started;
  }
}
