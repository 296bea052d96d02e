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
 * @typedef {import("./protocol.js").Phase} Phase
 * @typedef {import("./protocol.js").Preview} Preview
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

/** The line to the inference worker. @type {Wire<import("./protocol.js").SegmentDuties>} */
let inference = new Wire(new MessageChannel().port1);
/** Called when there is a new line. @type {(() => void)[]} */
let renewed = [];

/** @type {Wire<import("./protocol.js").ClientDuties>} */
const client = new Wire(/** @type {any} */ (self), { init, connect, cut, cancel: () => void (cancelledByMessage = true) });

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

/** @param {CutJob} job @returns {Promise<import("./protocol.js").CutReply>} */
async function cut({ file, stop }) {
  cancelledByMessage = false;
  refusal = null;
  runs = {};
  const cancelled = () => cancelledByMessage || (stop !== null && Atomics.load(stop, 0) !== 0);
  const stopwatch = new Stopwatch();
  try {
    report("decode");
    const { image, width, height, preview, notices } = await decode(file, python, cancelled);
    stopwatch.lap("decode");
    show({ stage: "source", bitmap: preview, width, height });

    const hooks = {
      cancelled,
      onStage: (/** @type {string} */ stage, /** @type {number | undefined} */ fraction) =>
        report(PHASES[stage] ?? "matte", fraction ?? null),
      onDraft: (/** @type {Uint8Array} */ pixels, /** @type {number} */ rows, /** @type {number} */ columns) =>
        show({ stage: "draft", bitmap: bitmapNow(imageData(pixels, columns, rows)), width, height }),
    };
    const cutout = await python.cut(image, hooks).finally(() => image.destroy());
    stopwatch.lap("cut");
    try {
      show({ stage: "final", bitmap: await cutout.pixels((p) => previewOf(imageData(p, width, height))), width, height });
      notices.push(...cutout.warnings.map((code) => ({ code })));
      stopwatch.lap("preview");
      report("encode", 0);
      const onProgress = (/** @type {number} */ fraction) => report("encode", fraction);
      const blob = await cutout.png(height, width, (head, rows) => encodePng(head, rows, { onProgress, cancelled }));
      stopwatch.lap("encode");
      const timings = { ...stopwatch.times, ...pipelineTimes(cutout.timings), total: stopwatch.total };
      return { blob, width, height, found: cutout.found, notices, timings, heapBytes: python.heapBytes };
    } finally {
      cutout.release();
    }
  } catch (error) {
    throw refusal ?? asPythonError(error);
  }
}

/**
 * The networks' runs as they were (Python's `draft` and `segment` include waiting), and Python's own stages.
 *
 * @param {Record<string, number>} stages  milliseconds
 */
function pipelineTimes({ draft_matte = 0, draft, segment, ...own }) {
  const stages = Object.fromEntries(Object.entries(own).map(([stage, ms]) => [`py_${stage}`, ms]));
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
