/**
 * Pixels of finished files, and mattes for other pictures; each question by a worker of its own, off the page's thread.
 *
 * @import { PixelsDuties } from "../pixels/pixels-worker.js"
 */

import { EngineError } from "../shared/errors.js";
import { WorkerHandle } from "../shared/worker-handle.js";

/**
 * @template {keyof PixelsDuties} K
 * @param {K} duty  see pixels-worker.js
 * @param {Parameters<PixelsDuties[K]>[0]} payload
 * @param {AbortSignal} [signal]
 * @returns {Promise<Awaited<ReturnType<PixelsDuties[K]>>>}
 */
export async function askPixels(duty, payload, signal) {
  const script = new URL("../pixels/pixels-worker.js", import.meta.url);
  /** @type {(error: EngineError) => void} */
  let die = () => {};
  const gone = new Promise((_, reject) => (die = reject));
  /** @type {WorkerHandle<PixelsDuties>} */
  const handle = new WorkerHandle(script, "pixels", {}, die);
  const end = () => handle.end(new EngineError("cancelled"));
  signal?.addEventListener("abort", end, { once: true });
  try {
    if (signal?.aborted) end();
    return await Promise.race([handle.wire.ask(duty, payload), /** @type {Promise<never>} */ (gone)]);
  } finally {
    signal?.removeEventListener("abort", end);
    end();
  }
}
