/**
 * The two workers: started when they are needed, linked to each other, and replaced when one has died, has grown too
 * large, or is busy with what nobody waits for any more.
 *
 * @import { Assets } from "../shared/assets-json.js"
 * @import { ClientDuties, InferenceDuties, InferenceInfo, PythonDuties, Run } from "../shared/protocol.js"
 * @import { Device, ErrorCode } from "../types.js"
 */
import { isIOS, networkThreads } from "../shared/capabilities.js";
import { EngineError } from "../shared/errors.js";
import { WorkerHandle } from "../shared/worker-handle.js";
import { Moved } from "../shared/wire.js";

/**
 * @typedef {"auto" | Device} Want
 * @typedef {WorkerHandle<PythonDuties>} PythonHandle
 * @typedef {WorkerHandle<InferenceDuties>} InferenceHandle
 *
 * @typedef {object} Surroundings
 * @property {URL} base
 * @property {() => Promise<Assets>} assets
 * @property {Pick<ClientDuties, "downloaded" | "progress" | "preview">} duties
 * @property {(job: number) => boolean} wants  whether anybody still waits for this picture
 */

/**
 * @template H, I
 * @typedef {{handle: H, ready: Promise<I>, stands: boolean}} Running  a worker, what it says once it is ready, and whether
 *   it is
 */

/** Characters of a GPU's complaint that are shown; the console has all of it. */
const LONGEST_REASON = 160;

/** About what a fresh inference worker takes to be ready: a run that is over sooner is not worth ending one for. */
const RESTART_MS = 2000;

export class Workers {
  #here;
  #device;
  #threads = networkThreads();
  /** Why the GPU was given up. @type {string | null} */
  fallback = null;
  /** @type {Running<PythonHandle, {startMs: number}> | null} */
  #python = null;
  /** @type {Running<InferenceHandle, InferenceInfo> | null} */
  #inference = null;
  /** @type {Run & {since: number} | null} what the inference worker does now */
  #run = null;
  /** How long the main network ran last; until that is known it is taken for long. */
  #mainMs = Infinity;

  /** @param {Surroundings} here @param {Want} device */
  constructor(here, device) {
    this.#here = here;
    this.#device = isIOS() ? "wasm" : device;
  }

  /** Who runs now, if anybody does. */
  get running() {
    return { python: this.#python, inference: this.#inference };
  }

  /** The Python worker, started if there is none. */
  needPython() {
    if (this.#python) return this.#python;
    const { base, assets, duties } = this.#here;
    /** @type {PythonHandle} */
    const handle = this.#worker("python", duties, (error) => this.endPython(error));
    const init = async () => ({ base: base.href, assets: await assets(), lifeline: handle.lifeline });
    const ready = init().then((payload) => handle.wire.ask("init", payload));
    ready.catch((error) => this.#python?.handle === handle && this.endPython(error));
    return this.#link((this.#python = standing(handle, ready)));
  }

  /** The inference worker, likewise. @returns {Running<InferenceHandle, InferenceInfo>} */
  needInference() {
    if (this.#inference) return this.#inference;
    /** @type {InferenceHandle} */
    const handle = this.#worker(
      "inference",
      {
        downloaded: this.#here.duties.downloaded,
        gpuLost: (reason) => void this.#giveUpGpu(reason),
        running: (run) => this.#runs(run),
      },
      (error) => this.endInference(error),
    );
    const init = this.#inferenceInit(handle, this.#device).then((payload) => handle.wire.ask("init", payload));
    const ready = init.catch((error) => {
      if (error.code === "gpu-lost") return this.#giveUpGpu(error.message).ready;
      if (this.#inference?.handle === handle) this.endInference(error);
      throw error;
    });
    return this.#link((this.#inference = standing(handle, ready)));
  }

  /** @param {EngineError} error  for those who wait for an answer */
  endPython(error) {
    this.#python?.handle.end(error);
    this.#python = null;
  }

  /** @param {EngineError} error  for those who wait for an answer */
  endInference(error) {
    this.#inference?.handle.end(error);
    this.#inference = null;
    this.#run = null;
    this.#python?.handle.wire.tell("connect", { port: null, why: error.code });
  }

  /**
   * Nobody waits for this picture any more. A long run of it ends with its worker, and what other pictures have asked of
   * that one is asked of the next; a short run just goes unheard.
   *
   * @param {number} job
   */
  drop(job) {
    this.#python?.handle.wire.tell("cancel", job);
    const { role, device } = this.#run?.job === job ? this.#run : { role: null, device: null };
    if (role !== "main" || device !== "wasm" || this.#mainMs < RESTART_MS) {
      this.#inference?.handle.wire.tell("drop", job);
      return;
    }
    this.endInference(new EngineError("again"));
    this.needInference();
  }

  /** The CPU and one thread from now on. What other pictures have asked of the worker is asked of the next. */
  spare() {
    this.#device = "wasm";
    this.#threads = 1;
    this.endInference(new EngineError("again"));
    this.needInference();
  }

  /**
   * @template T
   * @param {Device} device
   * @param {(handle: InferenceHandle) => Promise<T>} use  an inference worker of one's own
   */
  async apart(device, use) {
    /** @type {InferenceHandle} */
    const handle = this.#worker("inference", {}, () => {});
    try {
      await handle.wire.ask("init", await this.#inferenceInit(handle, device));
      return await use(handle);
    } finally {
      handle.end(new EngineError("cancelled"));
    }
  }

  /** @param {Run | null} run */
  #runs(run) {
    if (this.#run?.role === "main") this.#mainMs = performance.now() - this.#run.since;
    this.#run = run && { ...run, since: performance.now() };
    if (run?.role === "main" && !this.#here.wants(run.job)) this.drop(run.job); // begun just as the picture was cancelled
  }

  /** @param {InferenceHandle} handle @param {Want} want */
  async #inferenceInit({ lifeline }, want) {
    const { base, assets } = this.#here;
    return { base: base.href, assets: await assets(), want, threads: this.#threads, lifeline };
  }

  /**
   * The CPU from now on. Python repeats the run that was lost.
   *
   * @param {string} reason @returns {Running<InferenceHandle, InferenceInfo>}
   */
  #giveUpGpu(reason) {
    console.info("The GPU is given up:", reason);
    this.fallback = reason.split("\n")[0].slice(0, LONGEST_REASON);
    this.#device = "wasm";
    this.endInference(new EngineError("again", reason));
    return this.needInference();
  }

  /**
   * A fresh line between the two workers.
   *
   * @template T
   * @param {T} newcomer @returns {T}
   */
  #link(newcomer) {
    if (!this.#python || !this.#inference) return newcomer;
    const { port1, port2 } = new MessageChannel();
    this.#inference.handle.wire.tell("connect", new Moved(port1, [port1]));
    /** @type {ErrorCode} */
    const why = "worker-died"; // for those who wait on a line that nobody has closed
    this.#python.handle.wire.tell("connect", new Moved({ port: port2, why }, [port2]));
    return newcomer;
  }

  /**
   * @template {{[K in keyof Duties]: (payload: any) => any}} Duties
   * @param {"python" | "inference"} name
   * @param {Partial<ClientDuties>} duties
   * @param {(error: EngineError) => void} onDeath
   * @returns {WorkerHandle<Duties>}
   */
  #worker(name, duties, onDeath) {
    return new WorkerHandle(new URL(`../${name}/${name}-worker.js`, import.meta.url), name, duties, onDeath);
  }
}

/**
 * @template H, I
 * @param {H} handle @param {Promise<I>} ready @returns {Running<H, I>}
 */
function standing(handle, ready) {
  const running = { handle, ready, stands: false };
  ready.then(
    () => (running.stands = true),
    () => {}, // whoever waits for it is told
  );
  return running;
}
