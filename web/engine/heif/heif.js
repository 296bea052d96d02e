/**
 * HEIC pictures where the browser cannot read them (all but Safari): each by a worker of its own, see heif-worker.js.
 *
 * @import { HeifDuties, HeifPicture } from "./heif-worker.js"
 */

import { EngineError } from "../shared/errors.js";
import { WorkerHandle } from "../shared/worker-handle.js";

export class Heif {
  #base;
  #files;

  /** @param {string} base  URL of the root of dist/ @param {import("../shared/assets-json.js").AssetFile[]} files  all that there are */
  constructor(base, files) {
    this.#base = base;
    this.#files = files;
  }

  /** @param {Blob} file @param {Promise<never>} gone  rejects when it is not wanted any more @returns {Promise<HeifPicture>} */
  async read(file, gone) {
    /** @type {WorkerHandle<HeifDuties>} */
    const handle = new WorkerHandle(new URL("heif-worker.js", import.meta.url), "heif", {}, () => {});
    const order = { base: this.#base, files: this.#files, lifeline: handle.lifeline, file };
    try {
      return await Promise.race([handle.wire.ask("decode", order), gone]);
    } catch (error) {
      const unloaded = error instanceof EngineError && error.code === "network"; // the worker's own script
      throw unloaded ? new EngineError("no-heif", error.message) : error;
    } finally {
      handle.end(new EngineError("cancelled"));
    }
  }
}
