/**
 * The Python worker: Pyodide with `mattebox` in it. A picture comes in as a file and leaves as a PNG; in between Python
 * leads, and asks the inference worker for masks over a line of its own. Pictures may be under way at the same time: while
 * one waits for the networks, another is decoded, matted or encoded.
 */

import { Heif } from "../heif/heif.js";
import { MAX_PIXELS } from "../shared/defaults.js";
import { Files } from "../shared/files.js";
import { holdLifeline } from "../shared/lifeline.js";
import { Queue } from "../shared/queue.js";
import { Moved, Wire } from "../shared/wire.js";
import { Adding } from "./adding.js";
import { Delivery } from "./delivery.js";
import { OwnNetworks } from "./own-networks.js";
import { PixelBudget } from "./pixel-budget.js";
import { imageData } from "./preview.js";
import { keyOf, Python } from "./python.js";
import { Segmenter } from "./segmenter.js";

/** @type {Python} */
let python;
/** @type {Heif} */
let heif;
/** @type {OwnNetworks} */
let own;
/** @type {Adding} */
let adding;
/** @type {Map<number, Delivery>} at work, by their jobs' numbers */
const deliveries = new Map();
const budget = new PixelBudget(MAX_PIXELS);
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
  cancel: (/** @type {number} */ job) => deliveries.get(job)?.job.cancel(),
  forget: (/** @type {number} */ id) => python.pictures.forget(id),
  take: (/** @type {File[]} */ files) => adding.take(files),
  check: (/** @type {string} */ descriptor) => adding.check(descriptor),
  keep: (/** @type {string} */ descriptor) => adding.keep(descriptor),
  discard: () => adding.discard(),
});

/** @param {import("../shared/protocol.js").PythonInit} init */
async function init({ base, assets, lifeline, threads }) {
  client.tell("alive", await holdLifeline(lifeline));
  const started = performance.now();
  const needed = assets.files.map(({ path }) => path).filter((path) => /^(vendor\/pyodide|py)\//.test(path));
  const files = new Files(new URL(base), assets.files, needed, (loaded, total) =>
    client.tell("downloaded", { worker: "python", loaded, total }),
  );
  heif = new Heif(base, assets.files);
  own = new OwnNetworks(base, assets.files, threads);
  python = await Python.start(files, needed, assets.models);
  adding = new Adding(python, (fraction) => client.tell("taking", fraction));
  return { startMs: performance.now() - started };
}

/** @returns {Promise<number | null>} */
async function warm() {
  const pictureCame = () => deliveries.size > 0;
  try {
    if (!pictureCame()) await python.warm(pictureCame);
    return pictureCame() ? null : await python.warm(pictureCame); // the first time does not count
  } catch {
    return null;
  }
}

/** @param {import("../shared/protocol.js").CutJob} order */
async function cut(order) {
  const delivery = new Delivery(order, { python, heif, segmenter, own, budget, decoding, client });
  deliveries.set(order.job, delivery);
  try {
    return await delivery.run();
  } finally {
    deliveries.delete(order.job);
  }
}

/** @param {import("../shared/protocol.js").PeekJob} order @returns {Promise<Moved | null>} */
async function peek({ id, mode, edges, fixes, box }) {
  const show = (/** @type {Uint8Array} */ pixels) => createImageBitmap(imageData(pixels, box.width, box.height));
  const bitmap = await python.peek(keyOf(id, mode), edges, fixes, box, show);
  return bitmap && new Moved(bitmap, [bitmap]);
}

/** @param {Omit<import("../shared/protocol.js").PeekJob, "edges" | "box">} order @returns {Moved | null} */
function parts({ id, mode, fixes }) {
  const cells = python.parts(keyOf(id, mode), fixes);
  return cells && new Moved(cells, [cells.buffer]);
}
