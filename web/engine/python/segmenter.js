/**
 * Asks the inference worker for masks. Python keeps its tensors, so that a request is repeated when its worker has been
 * replaced.
 */

import { asEngineError, AskNext, errorOf } from "../shared/errors.js";
import { Moved, Wire } from "../shared/wire.js";

/**
 * @typedef {import("../shared/protocol.js").Mask} Mask
 * @typedef {import("./job.js").Job} Job
 */

export class Segmenter {
  /** @type {Wire<import("../shared/protocol.js").SegmentDuties>} */
  #wire = new Wire(new MessageChannel().port1);
  /** @type {() => void} */
  #renew = () => {};
  /** @type {Promise<void>} when there is a new wire */
  #next = this.#another();

  /** @type {import("../shared/protocol.js").PythonDuties["connect"]} */
  connect({ port, why }) {
    this.#wire.close(why ? errorOf(why) : new AskNext());
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
      } catch (error) {
        if (!(error instanceof AskNext)) throw (job.refusal = asEngineError(error));
        await Promise.race([next, job.gone]);
      }
    }
  }

  /** @returns {Promise<void>} */
  #another() {
    return new Promise((resolve) => (this.#renew = resolve));
  }
}
