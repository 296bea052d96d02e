/** The page's end of one worker: its line, and what becomes of it when the worker dies. */

import { EngineError } from "./errors.js";
import { watchLifeline } from "./lifeline.js";
import { trusted } from "./trusted.js";
import { Wire } from "./wire.js";

/**
 * Milliseconds within which a worker usually reports; nothing else tells of one that was ended before. After that it is
 * looked whether its script can be had: a slow line is waited for, and a slow device twice as long each time.
 */
const PATIENCE_MS = 30_000;
const LOOKS = 2;

let count = 0;

/**
 * @template {{[K in keyof Duties]: (payload: any) => any}} Duties
 */
export class WorkerHandle {
  #worker;
  #ended = false;
  #reported = false;
  #patience = 0;
  /** @type {Wire<Duties>} */
  wire;

  /**
   * @param {URL} script
   * @param {string} name  seen in developer tools
   * @param {Partial<import("./protocol.js").ClientDuties>} duties
   * @param {(error: EngineError) => void} onDeath  not called after `end`
   */
  constructor(script, name, duties, onDeath) {
    this.lifeline = `mattebox ${name} ${performance.timeOrigin + ++count} ${Math.random()}`;
    const die = (/** @type {import("../types.js").ErrorCode} */ code, /** @type {string} */ detail) => {
      if (this.#ended) return;
      const error = new EngineError(code, `${name}: ${detail}`);
      this.end(error);
      onDeath(error);
    };
    this.#worker = new Worker(trusted(script), { type: "module", name });
    this.#worker.onerror = ({ message }) => {
      if (!message) die("network", "did not load"); // an error without words: the script was not to be had
      else die(/memory/i.test(message) ? "memory" : "worker-died", message);
    };
    this.wire = new Wire(this.#worker, {
      ...duties,
      // Long before `init` is answered, which waits for downloads: only now, when the worker has it, may the lock be waited for.
      alive: (watched) => {
        this.#reported = true;
        clearTimeout(this.#patience);
        if (watched) watchLifeline(this.lifeline, () => die("worker-died", "ended by the browser"));
      },
    });
    this.#await(script, die, PATIENCE_MS, LOOKS);
  }

  /**
   * @param {URL} script
   * @param {(code: import("../types.js").ErrorCode, detail: string) => void} die
   * @param {number} patience  milliseconds
   * @param {number} looks  how often it may still be late
   */
  #await(script, die, patience, looks) {
    const look = async () => {
      if (!looks) return die("no-start", `nothing in ${patience} ms`);
      const answers = await fetch(script, { cache: "no-cache" }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (this.#reported || this.#ended) return;
      if (answers) this.#await(script, die, 2 * patience, looks - 1);
      else die("network", "did not load");
    };
    this.#patience = /** @type {number} */ (/** @type {unknown} */ (setTimeout(look, patience)));
  }

  /** @param {Error} error  for those who still wait for an answer */
  end(error) {
    this.#ended = true;
    clearTimeout(this.#patience);
    this.#worker.terminate();
    this.wire.close(error);
  }
}
