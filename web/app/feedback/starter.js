/**
 * Brings the engine up and tells how far it is. Pictures need not wait for this; the engine joins what is under way.
 *
 * @import { Engine, EngineInfo, ErrorCode, Progress } from "../../engine/index.js"
 *
 * @typedef {object} Listener
 * @property {(progress: Progress | null) => void} progress  null: nothing is under way any more
 * @property {(info: EngineInfo) => void} ready
 * @property {(code: ErrorCode) => void} failed  unless it was a quiet start
 */

import { codeOf } from "../../engine/index.js";

/** @type {Progress} before any byte has been counted */
const LOADING = { phase: "download", fraction: null };

export class Starter {
  /** @type {EngineInfo | null} */
  info = null;
  /** @type {Promise<EngineInfo> | null} */
  #starting = null;
  #engine;
  #tell;

  /** @param {Pick<Engine, "start">} engine @param {Listener} listener */
  constructor(engine, listener) {
    this.#engine = engine;
    this.#tell = listener;
    listener.progress(LOADING);
  }

  /**
   * Starts, or joins the start that is under way; after a failure it tries again.
   *
   * @param {{ quiet?: boolean }} [options]  quiet: a picture waits for it and will tell what is wrong
   */
  async start({ quiet = false } = {}) {
    if (this.info) return;
    if (!this.#starting) this.#tell.progress(LOADING);
    this.#starting ??= this.#engine.start({ onProgress: (now) => this.#tell.progress(now) });
    try {
      this.info = await this.#starting;
      this.#tell.ready(this.info);
    } catch (error) {
      this.#starting = null;
      console.warn(error);
      if (!quiet) this.#tell.failed(codeOf(error));
    } finally {
      this.#tell.progress(null);
    }
  }
}
