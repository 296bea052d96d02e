/**
 * What is tried next when a worker has died or memory has run out, and when workers are replaced before that: the policy,
 * which workers.js carries out.
 *
 * A picture is tried as usual, then alone in fresh workers, then on one thread of the CPU, and last by a smaller network
 * with fewer pixels.
 *
 * @import { Run } from "../shared/protocol.js"
 * @import { Queue, Turn } from "../shared/queue.js"
 * @import { Mode, Setback } from "../types.js"
 * @import { Workers } from "./workers.js"
 */

import { pythonHeapLimit } from "../shared/capabilities.js";
import { ladder, MAX_PIXELS } from "../shared/defaults.js";
import { asEngineError, EngineError, isShortage } from "../shared/errors.js";
import { fileId } from "./file-id.js";

/**
 * @typedef {{lower: number, pixels: number}} Effort  by how many modes lower than wanted, and at most so many pixels
 * @typedef {Effort & {alone: boolean, sparing: boolean, setback: Setback | null}} Attempt  `setback`: what is told of it
 */

/** Python needs about 25 bytes for each: what fits beside the networks where a tab may hold a gigabyte. */
const FEWER_PIXELS = MAX_PIXELS / 4;

/** @type {Effort} */
const WHOLE = { lower: 0, pixels: MAX_PIXELS };

/** About what a fresh inference worker takes to be ready: a run that is over sooner is not worth ending one for. */
const RESTART_MS = 2000;

/** Characters of a GPU's complaint that are shown; the console has all of it. */
const LONGEST_REASON = 160;

/**
 * @param {object} picture
 * @param {Mode} picture.mode
 * @param {Effort} [picture.effort]  how it was looked at before; its size and its subject stay what they are
 * @param {boolean} picture.fixed  corrected by hand, in pixels: it may not be scaled then either
 * @param {boolean} sparing  the engine spares memory already
 * @returns {Attempt[]} one after another
 * @internal  but for tests
 */
export function attempts({ mode, effort, fixed }, sparing) {
  const usual = { ...(effort ?? WHOLE), alone: false, sparing, setback: null };
  const afresh = { ...usual, alone: true, setback: /** @type {const} */ ("afresh") };
  const spared = { ...afresh, sparing: true, setback: /** @type {const} */ ("sparing") };
  const all = sparing ? [usual, afresh] : [usual, afresh, spared];
  if (effort || fixed) return all;
  const modes = ladder(mode);
  const lower = modes.slice(0, modes.indexOf(mode)).map((_, index) => index + 1);
  const least = { ...spared, pixels: FEWER_PIXELS, setback: afresh.setback };
  return [...all, ...(lower.length ? lower : [0]).map((each) => ({ ...least, lower: each }))];
}

/** @param {Mode} mode @param {Effort} effort @returns {Mode} */
export const modeOf = (mode, { lower }) => ladder(mode)[Math.max(0, ladder(mode).indexOf(mode) - lower)];

export class Supervisor {
  #workers;
  #queue;
  #page;
  /** Memory ran short. */
  #sparing = false;
  /** How pictures were looked at: whoever edits one goes on from there. @type {WeakMap<Blob, Effort>} */
  #efforts = new WeakMap();
  /** The number of the file that came last. */
  #latest = 0;
  /** What a Python worker's heap has grown to. @type {{python: object | null, bytes: number}} */
  #heap = { python: null, bytes: 0 };
  /** What an inference worker does now. @type {Run & {by: object | null, since: number} | null} */
  #run = null;
  /** How long the main network ran last; until that is known it is taken for long. */
  #mainMs = Infinity;
  /** Why the GPU was given up. @type {string | null} */
  fallback = null;

  /**
   * @param {Workers} workers
   * @param {Queue} queue  of pictures
   * @param {object} page
   * @param {(job: number) => boolean} page.wants  whether anybody still waits for this picture
   * @param {() => void} page.free  ends all workers
   * @param {(setback: Setback) => void} page.onSetback
   */
  constructor(workers, queue, page) {
    this.#workers = workers;
    this.#queue = queue;
    this.#page = page;
    workers.onGpuLost = (reason) => this.#giveUpGpu(reason);
    workers.onRun = (run) => this.#runs(run);
  }

  /** What both workers say once they are ready, if need be with less. */
  async start() {
    const both = () => Promise.all([this.#workers.needPython().ready, this.#workers.needInference().ready]);
    return both().catch((error) => {
      if (this.#sparing || !isShortage(error.code)) throw error;
      this.#spare();
      return both();
    });
  }

  /**
   * Has a picture's work done in its turn, and after a shortage again.
   *
   * @template T
   * @param {Blob} file
   * @param {{mode: Mode, fixed: boolean, signal?: AbortSignal}} picture
   * @param {(attempt: Attempt, turn: Turn) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async persist(file, { mode, fixed, signal }, work) {
    if (fileId(file) !== this.#latest) this.renewIfSwollen();
    this.#latest = fileId(file);
    /** @type {unknown} */
    let trouble = null;
    for (const attempt of attempts({ mode, fixed, effort: this.#efforts.get(file) }, this.#sparing)) {
      const { alone, sparing, setback } = attempt;
      if (sparing && !this.#sparing) this.#spare();
      else if (setback && setback !== "sparing") this.#page.onSetback(setback);
      try {
        const result = await this.#queue.run((turn) => work(attempt, turn), { alone, first: alone });
        this.#efforts.set(file, attempt);
        return result;
      } catch (error) {
        trouble = error;
        const { code } = asEngineError(error);
        if (code === "memory") await this.#queue.run(async () => this.#page.free(), { alone: true, first: true });
        if (!isShortage(code) || signal?.aborted) break;
      }
    }
    throw trouble;
  }

  /**
   * Nobody waits for this picture any more. A long run of it ends with its worker, and what other pictures have asked of
   * that one is asked of the next; a short run just goes unheard.
   *
   * @param {number} job
   */
  drop(job) {
    const { python, inference } = this.#workers.running;
    python?.handle.wire.tell("cancel", job);
    const run = this.#run?.by === inference ? this.#run : null;
    const long = run?.job === job && run.role === "main" && run.device === "wasm" && this.#mainMs >= RESTART_MS;
    if (long) this.#workers.replaceInference();
    else inference?.handle.wire.tell("drop", job);
  }

  /** A picture is done. @param {object} python  the worker that did it @param {number} bytes  of its heap by now */
  grown(python, bytes) {
    this.#heap = { python, bytes };
    if (this.#queue.length > 1) this.renewIfSwollen();
  }

  /**
   * A fresh Python worker, when those who are at work in this one have finished: before other pictures, because the one
   * that was cut last may be edited, and is known to this one. While others wait, what it has grown to is of use.
   */
  renewIfSwollen() {
    const { python } = this.#workers.running;
    const { bytes } = this.#heap;
    if (this.#heap.python !== python || bytes <= pythonHeapLimit(this.#queue.length > 0)) return;
    const renew = async () => {
      if (this.#workers.running.python !== python) return;
      this.#workers.endPython(new EngineError("cancelled"));
      this.#workers.needPython();
    };
    void this.#queue.run(renew, { alone: true, first: true });
  }

  /** The CPU, one thread and one picture at a time from now on. */
  #spare() {
    if (this.#sparing) return;
    this.#sparing = true;
    this.#queue.most = 1;
    this.#workers.replaceInference({ want: "wasm", threads: 1 });
    this.#page.onSetback("sparing");
  }

  /** The CPU from now on. Python repeats the run that was lost. @param {string} reason */
  #giveUpGpu(reason) {
    console.info("The GPU is given up:", reason);
    this.fallback = reason.split("\n")[0].slice(0, LONGEST_REASON);
    this.#workers.replaceInference({ want: "wasm" });
  }

  /** @param {Run | null} run */
  #runs(run) {
    const { inference } = this.#workers.running;
    const before = this.#run?.by === inference ? this.#run : null;
    if (before?.role === "main") this.#mainMs = performance.now() - before.since;
    this.#run = run && { ...run, by: inference, since: performance.now() };
    if (run?.role === "main" && !this.#page.wants(run.job)) this.drop(run.job); // begun just as the picture was cancelled
  }
}
