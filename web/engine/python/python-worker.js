/**
 * The Python worker: Pyodide with `mattebox` in it. A picture comes in as a file and leaves as a PNG; in between Python
 * leads, and asks the inference worker for masks over a line of its own. Pictures may be under way at the same time: while
 * one waits for the networks, another is decoded, matted or encoded.
 */
import { choicesOf, release } from "./choices.js";
import { decode } from "./decode.js";
import { Files } from "../shared/files.js";
import { Heif } from "../heif/heif.js";
import { Job, Stopwatch } from "./job.js";
import { holdLifeline } from "../shared/lifeline.js";
import { Segmenter } from "./segmenter.js";
import { bitmapNow, imageData, previewOf } from "./preview.js";
import { MAX_PIXELS } from "../shared/defaults.js";
import { Python, asPythonError } from "./python.js";
import { Queue } from "../shared/queue.js";
import { PixelBudget } from "./pixel-budget.js";
import { Sights, sightKey } from "./sights.js";
import { asEngineError } from "../shared/errors.js";
import { Moved, Wire } from "../shared/wire.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("./choices.js").Choices} Choices
 * @typedef {import("../shared/protocol.js").CutJob} CutJob
 * @typedef {import("../types.js").Phase} Phase
 * @typedef {import("../types.js").Preview} Preview
 * @typedef {import("./cutout.js").Cutout} Cutout
 * @typedef {import("./python.js").Hooks} Hooks
 * @typedef {import("./sights.js").Sight} Sight
 *
 * @typedef {Omit<import("./decode.js").Decoded, "preview">} Picture
 *
 * @typedef {object} Work  one picture's
 * @property {Job} job
 * @property {string} key  of its sight
 * @property {CutJob} order
 * @property {Hooks} hooks
 * @property {Stopwatch} stopwatch
 * @property {Choices} choices
 * @property {(preview: Preview) => void} show
 * @property {(phase: Phase, fraction?: number | null) => void} report
 */

/** What the page calls the pipeline's stages; the others, all after the network, are `matte`. @type {Record<string, Phase>} */
const PHASES = { tensor: "draft", draft: "draft", draft_matte: "draft", segment: "segment", finish: "finish", encode: "encode" };

/** @type {Python} */
let python;
/** @type {Heif} */
let heif;
/** @type {Map<number, Job>} at work, by their numbers */
const jobs = new Map();
const sights = new Sights((key) => python.forget(key));
const budget = new PixelBudget(MAX_PIXELS);
/** One at a time, so that pictures come to the networks in the order in which they were asked for. */
const decoding = new Queue(1);
const segmenter = new Segmenter();

/** @type {Wire<import("../shared/protocol.js").ClientDuties>} */
const client = new Wire(/** @type {any} */ (self), {
  init,
  cut,
  peek,
  parts,
  warm,
  connect: (/** @type {Parameters<Segmenter["connect"]>[0]} */ to) => segmenter.connect(to),
  cancel: (/** @type {number} */ job) => jobs.get(job)?.cancel(),
  forget: (/** @type {number} */ id) => sights.forget(id),
});

/** @param {import("../shared/protocol.js").PythonInit} init */
async function init({ base, assets, lifeline }) {
  await holdLifeline(lifeline);
  client.tell("alive", undefined);
  const started = performance.now();
  const needed = assets.files.map(({ path }) => path).filter((path) => /^(vendor\/pyodide|py)\//.test(path));
  const files = new Files(new URL(base), assets.files, needed, (loaded, total) =>
    client.tell("downloaded", { worker: "python", loaded, total }),
  );
  heif = new Heif(base, assets.files);
  python = await Python.start(files, needed, assets.models);
  return { startMs: performance.now() - started };
}

/** @returns {Promise<number | null>} */
async function warm() {
  const pictureCame = () => jobs.size > 0;
  try {
    if (!pictureCame()) await python.warm(pictureCame);
    return pictureCame() ? null : await python.warm(pictureCame); // the first time does not count
  } catch {
    return null;
  }
}

/** @param {CutJob} order @returns {Promise<import("../shared/protocol.js").CutReply>} */
async function cut(order) {
  const job = new Job(order.job, order.stop);
  jobs.set(job.number, job);
  const key = sightKey(order.id, order.mode);
  sights.hold(key);
  let leave = () => {};
  const enter = async (/** @type {number} */ pixels) => void (leave = await budget.enter(pixels, job.gone));
  try {
    const choices = choicesOf(python, order);
    try {
      const work = workOn(order, job, choices);
      const known = sights.get(key);
      if (known) await enter(known.width * known.height);
      const sight = known ?? (await find(work, enter));
      return await deliver(work, sight);
    } finally {
      release(choices);
    }
  } catch (thrown) {
    const error = asEngineError(job.refusal ?? asPythonError(thrown));
    if (error.code !== "cancelled") sights.remove(key); // another try should not build on what may be broken
    throw error;
  } finally {
    leave();
    sights.letGo(key);
    jobs.delete(job.number);
  }
}

/** @param {import("../shared/protocol.js").PeekJob} order @returns {Promise<Moved | null>} */
async function peek({ id, mode, edges, fixes, box }) {
  const key = sightKey(id, mode);
  if (!sights.get(key)) return null;
  const choices = { edges: python.edges(edges), fixes: python.fixes(fixes) };
  try {
    const show = (/** @type {Uint8Array} */ pixels) => createImageBitmap(imageData(pixels, box.width, box.height));
    const bitmap = await python.peek(key, choices.edges, choices.fixes, box, show);
    return new Moved(bitmap, [bitmap]);
  } finally {
    release(choices);
  }
}

/** @param {Omit<import("../shared/protocol.js").PeekJob, "edges" | "box">} order @returns {Moved | null} */
function parts({ id, mode, fixes }) {
  const key = sightKey(id, mode);
  if (!sights.get(key)) return null;
  const choices = { fixes: python.fixes(fixes) };
  try {
    const cells = python.parts(key, choices.fixes);
    return new Moved(cells, [cells.buffer]);
  } finally {
    release(choices);
  }
}

/** @param {CutJob} order @param {Job} job @param {Choices} choices @returns {Work} */
function workOn(order, job, choices) {
  const report = (/** @type {Phase} */ phase, /** @type {number | null} */ fraction = null) =>
    client.tell("progress", { job: job.number, progress: { phase, fraction } });
  return {
    job,
    order,
    choices,
    key: sightKey(order.id, order.mode),
    stopwatch: new Stopwatch(),
    hooks: {
      cancelled: job.cancelled,
      segment: (role, tensor) => segmenter.segment(job, role, tensor),
      onStage: (stage, fraction) => report(PHASES[stage] ?? "matte", fraction),
      onTips: (tips) => client.tell("tips", { job: job.number, tips }),
    },
    report,
    show: (preview) => client.tell("preview", new Moved({ job: job.number, preview }, [preview.bitmap])),
  };
}

/** @param {Work} work @param {(pixels: number) => Promise<void>} enter @returns {Promise<Sight>} */
async function find(work, enter) {
  const { key, order, hooks, show } = work;
  const picture = (await decodedBefore(work, enter)) ?? (await decodeNow(work, enter));
  const { image, width, height, told } = picture;
  /** @type {import("../types.js").Notice[]} */
  const notices = order.effort === order.mode ? picture.notices : [...picture.notices, { code: "lighter" }];
  const onDraft = (/** @type {Uint8Array} */ pixels, /** @type {number} */ rows, /** @type {number} */ columns) =>
    show({ stage: "draft", bitmap: bitmapNow(imageData(pixels, columns, rows)), width, height });
  const looking = python.find(key, image, order.effort, hooks, onDraft).finally(() => image.destroy());
  const reading = told ?? order.file.arrayBuffer().catch(() => new ArrayBuffer(0)); // it need not be there any more
  const [file] = await Promise.all([reading, looking]);
  python.tell(key, new Uint8Array(file));
  const sight = { key, id: order.id, width, height, notices };
  sights.add(sight);
  return sight;
}

/**
 * The pixels of a picture that was looked at in another mode.
 *
 * @param {Work} work @param {(pixels: number) => Promise<void>} enter @returns {Promise<Picture | null>}
 */
async function decodedBefore({ order }, enter) {
  const other = sights.ofPicture(order.id);
  if (!other) return null;
  const { key, width, height, notices } = other;
  sights.hold(key);
  await enter(width * height).finally(() => sights.letGo(key));
  const image = python.image(key);
  sights.makeRoom(order.id);
  return { image, width, height, notices, told: null };
}

/** @param {Work} work @param {(pixels: number) => Promise<void>} enter @returns {Promise<Picture>} */
async function decodeNow({ job, order, hooks, report, show, stopwatch }, enter) {
  report("decode");
  const admit = async (/** @type {number} */ pixels) => {
    await enter(pixels);
    sights.makeRoom(order.id);
  };
  const readHeif = readerFor(job);
  const begin = () => decode(order.file, python, { cancelled: hooks.cancelled, admit, most: order.pixels, readHeif });
  const { preview, ...picture } = await decoding.run(begin);
  stopwatch.lap("decode");
  show({ stage: "source", bitmap: preview, width: picture.width, height: picture.height });
  return picture;
}

/** @param {Work} work @param {Sight} sight @returns {Promise<import("../shared/protocol.js").CutReply>} */
async function deliver(work, { key, notices }) {
  const { job, choices, hooks, report, stopwatch } = work;
  const cutout = await python.matte(key, choices.edges, choices.fixes, hooks);
  stopwatch.lap("cut");
  try {
    const plain = !cutout.found || choices.finish.plain;
    const finished = plain ? await asItIs(work, cutout) : await dressed(work, cutout);
    try {
      report("encode", 0);
      const blob = await finished.file(key, choices.output, work.order.finish.frame.dpi, hooks);
      stopwatch.lap("encode");
      return {
        blob,
        ...finished.size,
        reframed: !plain && reframes(choices.finish),
        found: cutout.found,
        notices: [...notices, ...cutout.warnings.map((code) => ({ code }))],
        tips: cutout.tips,
        timings: { ...stopwatch.times, ...pipelineTimes(cutout.timings, job.runs), total: stopwatch.total },
        heapBytes: python.heapBytes,
      };
    } finally {
      finished.release();
    }
  } finally {
    cutout.release();
  }
}

/** The cut-out itself. @param {Work} work @param {Cutout} cutout */
async function asItIs({ show, stopwatch }, cutout) {
  const pixels = cutout.pixels();
  const { width, height } = pixels.size;
  show({ stage: "final", bitmap: await pixels.view((p) => previewOf(imageData(p, width, height))), width, height });
  stopwatch.lap("preview");
  return pixels;
}

/** What a finish makes of it, shown in little as soon as can be. @param {Work} work @param {Cutout} cutout */
async function dressed({ job, key, order, choices, hooks, report, show, stopwatch }, cutout) {
  report("finish", 0);
  const { picture } = order.finish.background;
  if (picture && order.finish.background.kind === "picture") await fetchGround(order.ground, picture, job);
  /** @type {import("./cutout.js").OnPreview} */
  const onPreview = (pixels, rows, columns, size) => {
    const bitmap = bitmapNow(imageData(pixels, columns, rows));
    show({ stage: "final", bitmap, ...size, reframed: reframes(choices.finish) });
    stopwatch.lap("preview");
  };
  const pixels = await cutout.finished(key, choices.finish, order.ground, onPreview, hooks);
  stopwatch.lap("finish");
  return pixels;
}

/** @param {Job} job */
const readerFor = (job) => (/** @type {Blob} */ file) => heif.read(file, job.gone);

/** The picture for the background comes into Python's memory. @param {number} number @param {Blob} picture @param {Job} job */
async function fetchGround(number, picture, job) {
  if (python.hasGround(number)) return;
  const hooks = { cancelled: job.cancelled, admit: async () => {}, most: MAX_PIXELS, readHeif: readerFor(job) };
  const { image, preview } = await decode(picture, python, hooks);
  preview.close();
  try {
    python.keepGround(number, image);
  } finally {
    image.destroy();
  }
}

/** @param {PyProxy} finish @returns {boolean} */
function reframes(finish) {
  const { frame } = finish;
  const { moves } = frame;
  frame.destroy();
  return moves;
}

/**
 * The networks' runs as they were (Python's `draft` and `segment` include waiting), and Python's own stages.
 *
 * @param {Record<string, number>} stages  milliseconds
 * @param {Record<string, number>} runs
 * @returns {Record<string, number>}
 */
function pipelineTimes({ draft_matte, draft, segment, ...own }, runs) {
  const stages = Object.fromEntries(Object.entries(own).map(([stage, ms]) => [`py_${stage}`, ms]));
  if (draft_matte === undefined) return stages; // the networks did not run
  return { draft_inference: runs.draft, draft_matte, ...(runs.main && { inference: runs.main }), ...stages };
}
