/**
 * Brings the engine up and remembers how far it is. Pictures need not wait for this; the engine joins what is under way.
 *
 * @import { Engine } from "../engine/client.js"
 * @import { EngineInfo, Progress } from "../engine/protocol.js"
 */

export class Starter {
  /** @type {EngineInfo | null} */
  info = null;
  /** @type {Promise<EngineInfo> | null} */
  #starting = null;
  #engine;
  #onProgress;

  /** @param {Pick<Engine, "start">} engine @param {(progress: Progress) => void} onProgress */
  constructor(engine, onProgress) {
    this.#engine = engine;
    this.#onProgress = onProgress;
  }

  get busy() {
    return this.#starting !== null && this.info === null;
  }

  /** Starts, or joins the start that is under way; after a failure it tries again. @returns {Promise<EngineInfo>} */
  start() {
    this.#starting ??= this.#engine.start({ onProgress: this.#onProgress }).then(
      (info) => (this.info = info),
      (error) => {
        this.#starting = null;
        throw error;
      },
    );
    return this.#starting;
  }
}
