/**
 * Asks the inference worker for masks. Python keeps its tensors, so that a request is repeated when its worker has been
 * replaced.
 */
import { EngineError, asEngineError } from "../shared/errors.js";
import { Moved, Wire } from "../shared/wire.js";

/**
 * @typedef {import("../types.js").ErrorCode} ErrorCode
 * @typedef {import("../shared/protocol.js").Mask} Mask
 * @typedef {import("./job.js").Job} Job
 */

/** @type {ErrorCode[]} */
const ANOTHER_WILL_ANSWER = ["gpu-lost", "again"];

export class Segmenter {
  /** @type {Wire<import("../shared/protocol.js").SegmentDuties>} */
  #wire = new Wire(new MessageChannel().port1);
  /** @type {() => void} */
  #renew = () => {};
  /** @type {Promise<void>} when there is a new wire */
  #next = this.#another();

  /** @param {{port: MessagePort | null, why: ErrorCode}} line  `why`: what to tell those who still wait on the old one */
  connect({ port, why }) {
    this.#wire.close(new EngineError(why));
    if (!port) return;
    this.#wire = new Wire(port);
    this.#renew();
    this.#next = this.#another();
  }

  /**
   * @param {Job} job
   * @param {string} role
   * @param {import("pyodide/ffi").PyProxy} tensor  1×3×height×width
   * @returns {Promise<Mask>}
   */
  async segment(job, role, tensor) {
    for (;;) {
      const next = this.#next;
      const view = tensor.getBuffer("f32");
      const [, , height, width] = view.shape;
      const copy = /** @type {Float32Array} */ (view.data).slice();
      view.release();
      const asked = new Moved({ job: job.number, role, tensor: copy, height, width }, [copy.buffer]);
      try {
        const mask = await Promise.race([this.#wire.ask("segment", asked), job.gone]);
        job.runs[role] = (job.runs[role] ?? 0) + mask.ms;
        return mask;
      } catch (thrown) {
        const error = asEngineError(thrown);
        if (!ANOTHER_WILL_ANSWER.includes(error.code)) {
          job.refusal = error;
          throw error;
        }
        await Promise.race([next, job.gone]);
      }
    }
  }

  /** @returns {Promise<void>} */
  #another() {
    return new Promise((resolve) => (this.#renew = resolve));
  }
}
