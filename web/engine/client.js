/**
 * The engine as the page sees it: a file in, a cut-out out. It owns the two workers and replaces one that died, that
 * has grown too large, or whose run nobody waits for any more.
 *
 * @import { Assets, ClientDuties, CutOptions, CutoutResult, EngineInfo, ErrorCode, InferenceDuties, InferenceInfo, Progress,
 *   PythonDuties } from "./protocol.js"
 */
import { fetchAssets } from "./assets.js";
import { isIOS, missingFeatures, networkThreads, pythonHeapLimit } from "./capabilities.js";
import { fileId } from "./file-id.js";
import { keepOffline } from "./isolation.js";
import { EngineError } from "./protocol.js";
import { StartProgress } from "./start-progress.js";
import { WorkerHandle } from "./worker-handle.js";
import { Moved, asEngineError } from "./wire.js";

/**
 * @typedef {"auto" | "wasm" | "webgpu"} Device
 * @typedef {WorkerHandle<PythonDuties>} PythonHandle
 * @typedef {WorkerHandle<InferenceDuties>} InferenceHandle
 */

/** Characters of a GPU's complaint that are shown; the console has all of it. */
const LONGEST_REASON = 160;
/** @template H, I @typedef {{handle: H, ready: Promise<I>}} Running  a worker, and what it says once it is ready */

export class Engine {
  #base;
  /** @type {Device} */
  #device;
  /** @type {string | null} why the GPU was given up */
  #fallback = null;
  /** @type {Promise<Assets> | null} */
  #assets = null;
  /** @type {Running<PythonHandle, {startMs: number}> | null} */
  #python = null;
  /** @type {Running<InferenceHandle, InferenceInfo> | null} */
  #inference = null;
  /** @type {Promise<EngineInfo> | null} */
  #starting = null;
  #progress = new StartProgress();
  /** @type {Promise<unknown>} the picture before; they take turns */
  #turn = Promise.resolve();
  /** @type {CutOptions | null} of the picture at work; null when there is none that anybody wants */
  #wanted = null;
  /** @type {string | null} role of the network that runs now */
  #running = null;

  /**
   * @param {object} options
   * @param {URL | string} options.base  root of dist/
   * @param {Device} [options.device]  "webgpu": on a software adapter, too (tests)
   */
  constructor({ base, device = "auto" }) {
    this.#base = new URL(base, location.href);
    this.#device = isIOS() ? "wasm" : device;
  }

  /** What the build made, from assets.json. @returns {Promise<Assets>} */
  get assets() {
    this.#assets ??= fetchAssets(new URL("assets.json", this.#base)).catch((error) => {
      this.#assets = null;
      throw error;
    });
    return this.#assets;
  }

  /**
   * Downloads and starts all that pictures will need. A second call joins the first; after a failure it tries again.
   *
   * @param {{onProgress?: (progress: Progress) => void}} [options]
   * @returns {Promise<EngineInfo>}
   */
  start({ onProgress } = {}) {
    if (onProgress) this.#progress.listeners.add(onProgress);
    this.#starting ??= this.#start()
      .catch((error) => {
        this.#starting = null;
        throw error;
      })
      .finally(() => this.#progress.listeners.clear());
    return this.#starting;
  }

  async #start() {
    const missing = missingFeatures();
    if (missing.length) throw new EngineError("unsupported-browser", missing.join(", "));
    const [python] = await Promise.all([this.#needPython().ready, this.#needInference().ready]);
    const info = await this.#info();
    keepOffline(info.device === "webgpu" ? ["engine", "gpu"] : ["engine"]);
    return { ...info, startMs: { ...info.startMs, python: python.startMs } };
  }

  /**
   * Cuts the subject out. One picture at a time, others wait their turn; no need to wait for `start`. The same file
   * object again, with other edges, takes only what the edges need, as long as no other picture came in between.
   *
   * @param {Blob} file
   * @param {CutOptions} [options]
   * @returns {Promise<CutoutResult>}
   */
  cut(file, options = {}) {
    const { signal } = options;
    const mine = this.#turn.then(() => this.#cut(file, options));
    this.#turn = mine.catch(() => {});
    return new Promise((resolve, reject) => {
      const cancel = () => reject(new EngineError("cancelled"));
      if (signal?.aborted) cancel();
      signal?.addEventListener("abort", cancel, { once: true });
      mine.then(resolve, reject).finally(() => signal?.removeEventListener("abort", cancel));
    });
  }

  /** @param {Blob} file @param {CutOptions} options @returns {Promise<CutoutResult>} */
  async #cut(file, options) {
    const { signal } = options;
    if (signal?.aborted) throw new EngineError("cancelled");
    const starting = this.start();
    starting.catch(() => {});
    const python = this.#needPython();
    this.#needInference();
    this.#wanted = options;
    const stop = globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : null;
    const cancel = () => {
      this.#wanted = null;
      if (stop) Atomics.store(stop, 0, 1);
      python.handle.wire.tell("cancel", undefined);
      this.#dropRun();
    };
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      await python.ready;
      if (signal?.aborted) throw new EngineError("cancelled");
      const reply = await python.handle.wire.ask("cut", { id: fileId(file), file, edges: options.edges ?? {}, stop });
      if (reply.heapBytes > pythonHeapLimit()) {
        this.#endPython(new EngineError("cancelled"));
        this.#needPython();
      }
      return { ...reply, info: await this.#info() };
    } catch (error) {
      if (asEngineError(error).code === "memory") this.dispose();
      throw error;
    } finally {
      this.#wanted = null;
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Lets go of what was seen in a picture that will not be cut again. @param {Blob} file */
  forget(file) {
    this.#python?.handle.wire.tell("forget", fileId(file));
  }

  /**
   * One tiny run of the main network whose right answer is known, in a worker of its own.
   *
   * @param {"wasm" | "webgpu"} device
   * @returns {Promise<{device: string, maxDifference: number, tolerance: number}>}
   */
  async selfTest(device) {
    /** @type {InferenceHandle} */
    const handle = this.#worker("inference", {}, () => {});
    try {
      await handle.wire.ask("init", await this.#inferenceInit(handle, device));
      return await handle.wire.ask("selfTest", undefined);
    } finally {
      handle.end(new EngineError("cancelled"));
    }
  }

  /** Ends both workers and frees their memory. The next `start` or `cut` begins afresh. */
  dispose() {
    this.#endPython(new EngineError("cancelled"));
    this.#endInference(new EngineError("cancelled"));
    this.#starting = null;
  }

  /** @returns {Promise<EngineInfo>} */
  async #info() {
    const [assets, info] = [await this.assets, await this.#needInference().ready];
    const main = Object.values(assets.models).find(({ role }) => role === "main");
    const isolated = globalThis.crossOriginIsolated === true;
    return { ...info, fallback: this.#fallback ?? info.fallback, isolated, model: main?.title ?? "" };
  }

  /** The Python worker, started if there is none. */
  #needPython() {
    if (this.#python) return this.#python;
    /** @type {PythonHandle} */
    const handle = this.#worker(
      "python",
      {
        downloaded: (bytes) => this.#progress.add(bytes),
        progress: (progress) => this.#wanted?.onProgress?.(progress),
        preview: (preview) => (this.#wanted?.onPreview ? this.#wanted.onPreview(preview) : preview.bitmap.close()),
      },
      (error) => this.#endPython(error),
    );
    const init = async () => ({ base: this.#base.href, assets: await this.assets, lifeline: handle.lifeline });
    const ready = init().then((payload) => handle.wire.ask("init", payload));
    ready.catch((error) => this.#python?.handle === handle && this.#endPython(error));
    this.#python = { handle, ready };
    this.#link("worker-died");
    return this.#python;
  }

  /** The inference worker, likewise. @returns {Running<InferenceHandle, InferenceInfo>} */
  #needInference() {
    if (this.#inference) return this.#inference;
    /** @type {InferenceHandle} */
    const handle = this.#worker(
      "inference",
      {
        downloaded: (bytes) => this.#progress.add(bytes),
        gpuLost: (reason) => void this.#giveUpGpu(reason),
        running: (role) => {
          this.#running = role;
          if (role === "main" && !this.#wanted) void this.#dropRun(); // begun just as the picture was cancelled
        },
      },
      (error) => this.#endInference(error),
    );
    const init = this.#inferenceInit(handle, this.#device).then((payload) => handle.wire.ask("init", payload));
    const ready = init.catch((error) => {
      if (error.code === "gpu-lost") return this.#giveUpGpu(error.message).ready;
      if (this.#inference?.handle === handle) this.#endInference(error);
      throw error;
    });
    this.#inference = { handle, ready };
    ready.catch(() => {});
    this.#link("worker-died");
    return this.#inference;
  }

  /** @param {InferenceHandle} handle @param {Device} want */
  async #inferenceInit({ lifeline }, want) {
    return { base: this.#base.href, assets: await this.assets, want, threads: networkThreads(), lifeline };
  }

  /**
   * The CPU from now on. Python repeats the run that was lost.
   *
   * @param {string} reason @returns {Running<InferenceHandle, InferenceInfo>}
   */
  #giveUpGpu(reason) {
    console.info("The GPU is given up:", reason);
    this.#fallback = reason.split("\n")[0].slice(0, LONGEST_REASON);
    this.#device = "wasm";
    this.#endInference(new EngineError("gpu-lost", reason));
    return this.#needInference();
  }

  /** Nobody waits for the network any more: a long run ends with its worker, a short one just goes unheard. */
  async #dropRun() {
    const cancelled = new EngineError("cancelled");
    const long = this.#running === "main" && (await this.#inference?.ready)?.device === "wasm";
    if (!long) return this.#link(cancelled.code);
    this.#endInference(cancelled);
    this.#needInference();
  }

  /** @param {EngineError} error  for those who wait for an answer */
  #endPython(error) {
    this.#python?.handle.end(error);
    this.#python = null;
  }

  /** @param {EngineError} error  for those who wait for an answer */
  #endInference(error) {
    this.#inference?.handle.end(error);
    this.#inference = null;
    this.#running = null;
    this.#python?.handle.wire.tell("connect", { port: null, why: error.code });
  }

  /** A fresh line between the two workers. @param {ErrorCode} why  what to tell those who wait on the old one */
  #link(why) {
    if (!this.#python || !this.#inference) return;
    const { port1, port2 } = new MessageChannel();
    this.#inference.handle.wire.tell("connect", new Moved(port1, [port1]));
    this.#python.handle.wire.tell("connect", new Moved({ port: port2, why }, [port2]));
  }

  /**
   * @template {{[K in keyof Duties]: (payload: any) => any}} Duties
   * @param {"python" | "inference"} name
   * @param {Partial<ClientDuties>} duties
   * @param {(error: EngineError) => void} onDeath
   * @returns {WorkerHandle<Duties>}
   */
  #worker(name, duties, onDeath) {
    return new WorkerHandle(new URL(`${name}-worker.js`, import.meta.url), name, duties, onDeath);
  }
}
