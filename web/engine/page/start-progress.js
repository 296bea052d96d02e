/** Start-up as one figure: the bytes that both workers have got, of all that this device needs. */

/** @typedef {import("../types.js").Progress} Progress */

const WORKERS = 2;

export class StartProgress {
  /** @type {Set<(progress: Progress) => void>} */
  listeners = new Set();
  /** @type {Map<string, {loaded: number, total: number}>} by worker */
  #bytes = new Map();

  /** @param {{worker: string, loaded: number, total: number}} bytes  so far, from one worker */
  add({ worker, loaded, total }) {
    this.#bytes.set(worker, { loaded, total });
    if (this.#bytes.size < WORKERS) return; // half a total would be a lie
    const all = [...this.#bytes.values()];
    const loadedBytes = all.reduce((sum, bytes) => sum + bytes.loaded, 0);
    const totalBytes = all.reduce((sum, bytes) => sum + bytes.total, 0);
    /** @type {Progress} */
    const download = { phase: "download", fraction: loadedBytes / totalBytes, loadedBytes, totalBytes };
    const now = loadedBytes < totalBytes ? download : { phase: /** @type {const} */ ("start"), fraction: null };
    for (const listener of this.listeners) listener(now);
  }
}
