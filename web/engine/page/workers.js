/**
 * The two workers: started when they are needed, linked to each other, ended and replaced. When that is to be, supervisor.js
 * decides.
 *
 * @import { Assets } from "../shared/assets-json.js"
 * @import { ClientDuties, InferenceDuties, InferenceInfo, PythonDuties, Run } from "../shared/protocol.js"
 * @import { Device } from "../types.js"
 */

import { isIOS, networkThreads } from "../shared/capabilities.js";
import { asEngineError, AskNext, EngineError, plainError } from "../shared/errors.js";
import { Moved } from "../shared/wire.js";
import { WorkerHandle } from "../shared/worker-handle.js";

/**
 * @typedef {"auto" | Device} Want
 * @typedef {{want: Want, threads: number}} Means  what the networks are run by
 * @typedef {WorkerHandle<PythonDuties>} PythonHandle
 * @typedef {WorkerHandle<InferenceDuties>} InferenceHandle
 *
 * @typedef {object} Surroundings
 * @property {URL} base
 * @property {() => Promise<Assets>} assets
 * @property {Pick<ClientDuties, "downloaded" | "progress" | "preview" | "tips">} duties
 */

/**
 * @template H, I
 * @typedef {{handle: H, ready: Promise<I>, stands: boolean}} Running  a worker, what it says once it is ready, and whether
 *   it is
 */

export class Workers {
  #here;
  /** @type {Means} */
  #means;
  /** @type {Running<PythonHandle, {startMs: number}> | null} */
  #python = null;
  /** @type {Running<InferenceHandle, InferenceInfo> | null} */
  #inference = null;
  /** The GPU is no good: another worker has to come in this one's place. @type {(reason: string) => void} */
  onGpuLost = () => {};
  /** What the inference worker does now. @type {(run: Run | null) => void} */
  onRun = () => {};

  /** @param {Surroundings} here @param {Want} device @param {number} [threads]  at most so many */
  constructor(here, device, threads = Infinity) {
    this.#here = here;
    this.#means = { want: isIOS() ? "wasm" : device, threads: Math.min(threads, networkThreads()) };
  }

  /** Who runs now, if anybody does. */
  get running() {
    return { python: this.#python, inference: this.#inference };
  }

  /** The line to a Python that may know a picture: one that is still being started has seen none, and cannot answer. */
  get pythonThatStands() {
    return this.#python?.stands ? this.#python.handle.wire : null;
  }

  /** The Python worker, started if there is none. */
  needPython() {
    if (this.#python) return this.#python;
    const { handle, ready } = this.pythonApart(this.#here.duties, (error) => this.endPython(error));
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
        gpuLost: (reason) => this.onGpuLost(reason),
        running: (run) => this.onRun(run),
      },
      (error) => this.endInference(error),
    );
    const init = this.#inferenceInit(handle, this.#means).then((payload) => handle.wire.ask("init", payload));
    const ready = init.catch((error) => {
      const current = this.#inference?.handle === handle;
      if (error instanceof AskNext) {
        if (current) this.onGpuLost(error.message);
        return this.needInference().ready;
      }
      if (current) this.endInference(error);
      throw error;
    });
    return this.#link((this.#inference = standing(handle, ready)));
  }

  /** @param {Error} error  for those who wait for an answer */
  endPython(error) {
    this.#python?.handle.end(error);
    this.#python = null;
  }

  /** @param {Error} error  for those who wait for an answer */
  endInference(error) {
    this.#inference?.handle.end(error);
    this.#inference = null;
    this.#python?.handle.wire.tell("connect", { port: null, why: plainError(error) });
  }

  /**
   * A fresh inference worker, by these means from now on. What was asked of the one before is asked of it.
   *
   * @param {Partial<Means>} [means]
   */
  replaceInference(means = {}) {
    Object.assign(this.#means, means);
    this.endInference(new AskNext());
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
      await handle.wire.ask("init", await this.#inferenceInit(handle, { ...this.#means, want: device }));
      return await use(handle);
    } catch (error) {
      throw asEngineError(error); // here no other one is asked
    } finally {
      handle.end(new EngineError("cancelled"));
    }
  }

  /**
   * A Python worker of one's own, to be ended.
   *
   * @param {Partial<ClientDuties>} duties
   * @param {(error: EngineError) => void} onDeath
   */
  pythonApart(duties, onDeath) {
    /** @type {PythonHandle} */
    const handle = this.#worker("python", duties, onDeath);
    const ready = this.#pythonInit(handle).then((payload) => handle.wire.ask("init", payload));
    return { handle, ready };
  }

  /** @param {PythonHandle} handle */
  async #pythonInit({ lifeline }) {
    const { base, assets } = this.#here;
    return { base: base.href, assets: await assets(), lifeline, threads: this.#means.threads };
  }

  /** @param {InferenceHandle} handle @param {Means} means */
  async #inferenceInit({ lifeline }, { want, threads }) {
    const { base, assets } = this.#here;
    return { base: base.href, assets: await assets(), want, threads, lifeline };
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
    this.#python.handle.wire.tell("connect", new Moved({ port: port2, why: null }, [port2]));
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
