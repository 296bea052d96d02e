/**
 * The engine as the page sees it: a file in, a cut-out out.
 *
 * @import { Attempt } from "./supervisor.js"
 * @import { Assets } from "../shared/assets-json.js"
 * @import { CutOptions, CutoutResult, Device, EngineInfo, Kept, Mode, PeekBox, Progress, Setback } from "../types.js"
 * @import { OwnNetwork } from "../shared/protocol.js"
 * @import { Turn } from "../shared/queue.js"
 * @import { Want } from "./workers.js"
 */

import { stepsOf } from "../credentials/manifest.js";
import { missingFeatures, picturesAtOnce, sharesMemory } from "../shared/capabilities.js";
import { DEFAULT_FINISH, DEFAULT_OUTPUT } from "../shared/defaults.js";
import { codeOf, EngineError } from "../shared/errors.js";
import { Queue } from "../shared/queue.js";
import { explained, fetchAssets } from "./assets.js";
import { Calibration } from "./calibration.js";
import { Credentials } from "./credentials.js";
import { fileId } from "./file-id.js";
import { FixNumbers } from "./fix-numbers.js";
import { OwnNetworks } from "./networks.js";
import { keepOffline } from "./offline.js";
import { shrink } from "./smaller.js";
import { StartProgress } from "./start-progress.js";
import { modeOf, Supervisor } from "./supervisor.js";
import { Workers } from "./workers.js";

export class Engine {
  #base;
  #workers;
  #supervisor;
  #queue = new Queue(picturesAtOnce());
  /** @type {Map<number, CutOptions>} pictures at work that somebody waits for, by numbers of their own */
  #jobs = new Map();
  #count = 0;
  /** @type {Promise<Assets> | null} */
  #assets = null;
  /** @type {Promise<EngineInfo> | null} */
  #starting = null;
  #progress = new StartProgress();
  #fixNumbers = new FixNumbers();
  #onKept;
  /** How long pictures take on this device. */
  calibration;
  /** Signs files, and checks them. */
  credentials;
  /** Those that people have added. */
  networks;

  /**
   * @param {object} options
   * @param {URL | string} options.base  root of dist/
   * @param {Want} [options.device]  "webgpu": on a software adapter, too (tests)
   * @param {number} [options.threads]  at most so many for the networks
   * @param {Calibration} [options.calibration]  what an earlier visit has learnt
   * @param {(setback: Setback) => void} [options.onSetback]
   * @param {(kept: Kept) => void} [options.onKept]  after each start
   */
  constructor({ base, device = "auto", threads, calibration = new Calibration(), onSetback = () => {}, onKept = () => {} }) {
    this.#base = new URL(base, location.href);
    this.calibration = calibration;
    this.#onKept = onKept;
    const duties = {
      downloaded: this.#progress.add.bind(this.#progress),
      progress: (/** @type {{job: number, progress: Progress}} */ { job, progress }) =>
        this.#jobs.get(job)?.onProgress?.(progress),
      tips: (/** @type {{job: number, tips: import("../types.js").Tip[]}} */ { job, tips }) =>
        this.#jobs.get(job)?.onTips?.(tips),
      preview: (/** @type {{job: number, preview: import("../types.js").Preview}} */ { job, preview }) => {
        const show = this.#jobs.get(job)?.onPreview;
        if (show) show(preview);
        else preview.bitmap.close();
      },
    };
    this.credentials = new Credentials(this.#base, () => this.assets);
    this.#workers = new Workers({ base: this.#base, assets: () => this.assets, duties }, device, threads);
    this.networks = new OwnNetworks(this.#workers);
    const page = { wants: (/** @type {number} */ job) => this.#jobs.has(job), free: () => this.dispose(), onSetback };
    this.#supervisor = new Supervisor(this.#workers, this.#queue, page);
  }

  get #list() {
    return new URL("assets.json", this.#base);
  }

  /** Why a module of the page could not be had. @returns {Promise<import("../types.js").ErrorCode>} */
  async whyMissing() {
    return codeOf(await explained(new EngineError("network"), this.assets, this.#list));
  }

  /** What the build made, from assets.json. @returns {Promise<Assets>} */
  get assets() {
    this.#assets ??= fetchAssets(this.#list).catch((error) => {
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
      .catch(async (error) => {
        this.#starting = null;
        throw await explained(error, this.assets, this.#list);
      })
      .finally(() => this.#progress.listeners.clear());
    return this.#starting;
  }

  async #start() {
    const missing = missingFeatures();
    if (missing.length) throw new EngineError("unsupported-browser", missing.join(", "));
    const [python] = await this.#supervisor.start();
    const info = await this.#info("standard");
    void this.#warm(info);
    // Writing it all down takes its time: a picture that is waited for goes first.
    const gpu = info.device === "webgpu" ? /** @type {const} */ (["gpu"]) : [];
    const keep = async () => void keepOffline(["shell", "engine", ...gpu]).then(this.#onKept);
    void this.#queue.run(keep, { alone: true, first: true });
    return { ...info, startMs: { ...info.startMs, python: python.startMs } };
  }

  /**
   * The first run of anything is slow: let that not be a picture's. What it takes is a first guess at what pictures will.
   *
   * @param {EngineInfo} info
   */
  async #warm(info) {
    if (this.#queue.length) return; // it does the same, and is waited for
    const { python, inference } = this.#workers.running;
    try {
      const networks = await inference?.handle.wire.ask("warm", undefined);
      const finish = await python?.handle.wire.ask("warm", undefined);
      this.calibration.guess(await this.#way(info), { ...networks, ...(finish && { finish }) });
    } catch {
      // A worker was replaced meanwhile: the first picture will tell.
    }
  }

  /**
   * Cuts the subject out. No need to wait for `start`, nor for other pictures: they take turns, and each one's work hides
   * behind the others' where it can. The same file object again, with other edges, takes only what the edges need, as
   * long as no other picture came in between.
   *
   * @param {Blob} file
   * @param {CutOptions} [options]
   * @returns {Promise<CutoutResult>}
   */
  cut(file, options = {}) {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      const cancel = () => reject(new EngineError("cancelled"));
      if (signal?.aborted) cancel();
      signal?.addEventListener("abort", cancel, { once: true });
      this.#persist(file, options)
        .then(resolve, reject)
        .finally(() => signal?.removeEventListener("abort", cancel));
    });
  }

  /** @param {Blob} file @param {CutOptions} options @returns {Promise<CutoutResult>} */
  async #persist(file, options) {
    const { mode = "standard", fixes = [], signal } = options;
    const picture = { mode, fixed: fixes.length > 0, signal };
    try {
      return await this.#supervisor.persist(file, picture, (attempt, turn) => this.#cut(file, options, attempt, turn));
    } catch (error) {
      throw await explained(error, this.assets, this.#list);
    }
  }

  /**
   * @param {Blob} file
   * @param {CutOptions} options
   * @param {Attempt} attempt
   * @param {Turn} turn
   * @returns {Promise<CutoutResult>}
   */
  async #cut(file, options, attempt, turn) {
    const { signal, mode = "standard", edges = {}, fixes = [] } = options;
    const { finish = DEFAULT_FINISH, output = DEFAULT_OUTPUT } = options;
    if (signal?.aborted) throw new EngineError("cancelled");
    this.start().catch(() => {});
    const python = this.#workers.needPython();
    const inference = this.#workers.needInference();
    const job = ++this.#count;
    this.#jobs.set(job, options);
    const stop = sharesMemory() ? new Int32Array(new SharedArrayBuffer(4)) : null;
    const cancel = () => {
      this.#jobs.delete(job);
      if (stop) Atomics.store(stop, 0, 1);
      this.#supervisor.drop(job);
    };
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      await python.ready;
      if (signal?.aborted) throw new EngineError("cancelled");
      const { stands } = inference;
      const ground = finish.background.picture ? fileId(finish.background.picture) : 0;
      const [id, effort, pixels] = [fileId(file), modeOf(mode, attempt), attempt.pixels];
      const own = await this.networks.wanted(effort);
      const order = { job, id, file, mode, effort, own, pixels, edges, finish, ground, output, stop };
      const reply = await this.#fixNumbers.ask(python.handle.wire, "cut", order, fixes);
      this.#supervisor.grown(python, reply.heapBytes);
      const failed = reply.notices.some(({ code }) => code === "own-failed");
      const info = await this.#info(mode, failed ? null : own);
      const usual = stands && !turn.accompanied && !reply.reframed && effort === mode && !failed;
      if (usual) this.calibration.add(await this.#way(info), mode, reply);
      if (output.smaller) await shrink(reply, this.#base, await this.assets, options);
      if (!output.credentials) return { ...reply, info };
      const steps = stepsOf({ fixes, finish, output }, reply);
      const notices = reply.notices.filter(({ code }) => code !== "has-credentials"); // it carries them
      return { ...reply, notices, blob: await this.credentials.sign(reply.blob, steps, file), info };
    } finally {
      this.#jobs.delete(job);
      signal?.removeEventListener("abort", cancel);
    }
  }

  /**
   * A part of a cut-out as it will be with other edges or corrections, in a fraction of a second; `cut` makes the file.
   *
   * @param {Blob} file  that was cut in this mode, and no other one since
   * @param {Pick<CutOptions, "mode" | "edges" | "fixes">} options
   * @param {PeekBox} box
   * @returns {Promise<ImageBitmap | null>} null: the picture is not known any more
   */
  async peek(file, { mode = "standard", edges = {}, fixes = [] }, box) {
    const wire = this.#workers.pythonThatStands;
    return wire && this.#fixNumbers.ask(wire, "peek", { id: fileId(file), mode, edges, box }, fixes);
  }

  /**
   * The subjects that can be picked one by one, likewise.
   *
   * @param {Blob} file
   * @param {Pick<CutOptions, "mode" | "fixes">} options
   * @returns {Promise<Uint8Array<ArrayBuffer> | null>} of each cell of a square grid over the picture: its subject's
   *   number, from `DROPPED` on of those that were dropped; 0 for none
   */
  async parts(file, { mode = "standard", fixes = [] }) {
    const wire = this.#workers.pythonThatStands;
    return wire && this.#fixNumbers.ask(wire, "parts", { id: fileId(file), mode }, fixes);
  }

  /** Lets go of what was seen in a picture that will not be cut again. @param {Blob} file */
  forget(file) {
    this.#workers.pythonThatStands?.tell("forget", fileId(file));
    if (!this.#queue.length) this.#supervisor.renewIfSwollen();
  }

  /**
   * One tiny run of the main network whose right answer is known, in a worker of its own.
   *
   * @param {Device} device
   * @returns {Promise<{device: string, maxDifference: number, tolerance: number}>}
   */
  selfTest(device) {
    return this.#workers.apart(device, ({ wire }) => wire.ask("selfTest", undefined));
  }

  /** Ends all workers and frees their memory. The next `start` or `cut` begins afresh. */
  dispose() {
    this.#workers.endPython(new EngineError("cancelled"));
    this.#workers.endInference(new EngineError("cancelled"));
    this.credentials.end();
    this.#starting = null;
  }

  /** What decides how long things take, apart from the picture. @param {EngineInfo} info */
  async #way({ device, threads }) {
    const { models } = await this.assets;
    const files = Object.values(models).flatMap(({ graphs, weights }) => [graphs[device], weights]);
    const hashes = files.map(({ sha256 }) => sha256.slice(0, 8));
    return [device, threads, ...hashes].join(" ");
  }

  /** @param {Mode} mode @param {OwnNetwork | null} [own] @returns {Promise<EngineInfo>} */
  async #info(mode, own) {
    const [assets, info] = [await this.assets, await this.#workers.needInference().ready];
    const decides = mode === "fast" ? "draft" : "main";
    const model = Object.values(assets.models).find(({ role }) => role === decides);
    const isolated = globalThis.crossOriginIsolated === true;
    const fallback = this.#supervisor.fallback ?? info.fallback;
    return { ...info, ...(own && { device: "wasm" }), fallback, isolated, model: own?.title ?? model?.title ?? "" };
  }
}
