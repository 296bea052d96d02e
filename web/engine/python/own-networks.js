/**
 * Runs networks of people's own for Python, in a worker beside this one. What it cannot run it tells as a trouble, not as an
 * error: Python then asks ours.
 */

import { asEngineError, EngineError, isShortage } from "../shared/errors.js";
import { Queue } from "../shared/queue.js";
import { Moved } from "../shared/wire.js";
import { WorkerHandle } from "../shared/worker-handle.js";

/**
 * @typedef {import("../inference/own-worker.js").OwnDuties} OwnDuties
 * @typedef {import("../inference/own-worker.js").OwnAnswer} OwnAnswer
 * @typedef {import("../shared/protocol.js").OwnNetwork} OwnNetwork
 * @typedef {import("./job.js").Job} Job
 * @typedef {{trouble: import("../types.js").NetworkTrouble, text: string}} Trouble
 * @typedef {{handle: WorkerHandle<OwnDuties>, key: string, ready: Promise<void>}} Running
 */

/** A network that has not answered by then never will: five times what the slowest known one takes on two cores. */
const LONGEST_MS = 300_000;

export class OwnNetworks {
  #base;
  #files;
  #threads;
  #turns = new Queue(1);
  /** @type {Running | null} */
  #running = null;
  /** Those that could not be run, and will not be tried again for the next picture. @type {Map<string, Trouble>} */
  #troubles = new Map();

  /** @param {string} base  URL of the root of dist/ @param {import("../shared/assets-json.js").AssetFile[]} files @param {number} threads */
  constructor(base, files, threads) {
    this.#base = base;
    this.#files = files;
    this.#threads = threads;
  }

  /**
   * @param {Job} job
   * @param {OwnNetwork} network
   * @param {import("pyodide/ffi").PyProxy} tensor  float32 with four axes
   * @returns {Promise<OwnAnswer | Trouble>}
   */
  async segment(job, network, tensor) {
    const view = tensor.getBuffer("f32");
    const [data, shape] = [/** @type {Float32Array} */ (view.data).slice(), [...view.shape]];
    view.release();
    const { input, output } = JSON.parse(network.descriptor);
    const key = JSON.stringify([network.id, input, output]);
    const asked = new Moved({ tensor: data, shape, input, output }, [data.buffer]);
    const work = this.#turns.run(async () => this.#troubles.get(key) ?? (await this.#run(job, network, key, asked)));
    try {
      const answer = await Promise.race([work, job.gone]);
      if ("ms" in answer) job.runs.main = (job.runs.main ?? 0) + answer.ms;
      return answer;
    } catch (error) {
      work.catch(() => {}); // it is given up
      throw (job.refusal = asEngineError(error));
    }
  }

  /** Its memory is free for others. */
  rest() {
    if (!this.#turns.length) this.#end();
  }

  /**
   * @param {Job} job
   * @param {OwnNetwork} network
   * @param {string} key
   * @param {Moved} asked
   * @returns {Promise<OwnAnswer | Trouble>}
   */
  async #run(job, network, key, asked) {
    if (job.cancelled()) throw new EngineError("cancelled");
    const { handle, ready } = this.#need(network, key);
    const { late, clear } = alarm(LONGEST_MS);
    try {
      const answer = ready.then(() => handle.wire.ask("run", asked));
      const told = await Promise.race([/** @type {Promise<OwnAnswer>} */ (answer), late, job.gone]);
      if ("ms" in told) return told;
      this.#end();
      this.#troubles.set(key, told);
      return told;
    } catch (error) {
      this.#end(); // what it does now nobody waits for
      const known = asEngineError(error);
      if (known.code === "cancelled") throw known;
      console.warn(known);
      const trouble = { trouble: troubleOf(known.code), text: known.message };
      this.#troubles.set(key, trouble);
      return trouble;
    } finally {
      clear();
    }
  }

  /** @param {OwnNetwork} network @param {string} key @returns {Running} */
  #need(network, key) {
    if (this.#running?.key === key) return this.#running;
    this.#end();
    /** @type {WorkerHandle<OwnDuties>} */
    const handle = new WorkerHandle(new URL("../inference/own-worker.js", import.meta.url), "own", {}, () => {
      if (this.#running?.handle === handle) this.#running = null;
    });
    const [base, files, threads] = [this.#base, this.#files, this.#threads];
    const ready = handle.wire.ask("init", { base, files, threads, lifeline: handle.lifeline, network });
    ready.catch(() => {});
    return (this.#running = { handle, key, ready });
  }

  #end() {
    this.#running?.handle.end(new EngineError("cancelled"));
    this.#running = null;
  }
}

/** @param {number} ms @returns {{late: Promise<Trouble>, clear: () => void}} */
function alarm(ms) {
  let timer = 0;
  const late = new Promise((resolve) => {
    const ring = () => resolve({ trouble: "time", text: `no answer in ${ms} ms` });
    timer = /** @type {number} */ (/** @type {unknown} */ (setTimeout(ring, ms)));
  });
  return { late, clear: () => clearTimeout(timer) };
}

/** @param {import("../types.js").ErrorCode} code @returns {import("../types.js").NetworkTrouble} */
function troubleOf(code) {
  if (isShortage(code)) return "memory";
  return code === "gone" ? "gone" : "failed";
}
