/** One picture at work in the Python worker: whether it is still wanted, and what is known of it. */

import { EngineError } from "../shared/errors.js";

export class Job {
  #cancelled = false;
  /** @type {(error: EngineError) => void} */
  #leave = () => {};
  /** Rejects when the picture is not wanted any more. @type {Promise<never>} */
  gone;
  /** Milliseconds of the networks' runs, by role. @type {Record<string, number>} */
  runs = {};
  /** Why there is no mask: Python passes it on, but as an exception of its own. @type {EngineError | null} */
  refusal = null;

  /** @param {number} number @param {Int32Array | null} stop  one shared number, not 0 when cancelled */
  constructor(number, stop) {
    this.number = number;
    this.gone = new Promise((_, reject) => (this.#leave = reject));
    this.gone.catch(() => {});
    this.cancelled = () => this.#cancelled || (stop !== null && Atomics.load(stop, 0) !== 0);
  }

  cancel() {
    this.#cancelled = true;
    this.#leave(new EngineError("cancelled"));
  }
}

/** Takes the time of one thing after another. */
export class Stopwatch {
  /** @type {Record<string, number>} milliseconds */
  times = {};
  #started = performance.now();
  #last = this.#started;

  /** @param {string} name of what ends now */
  lap(name) {
    const now = performance.now();
    this.times[name] = now - this.#last;
    this.#last = now;
  }

  get total() {
    return this.#last - this.#started;
  }
}
