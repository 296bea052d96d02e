/**
 * PNGs made smaller, each in a worker of its own, which comes when it is wanted and ends when it is not any more.
 *
 * @import { Assets } from "../shared/assets-json.js"
 * @import { CutReply, SmallerDuties } from "../shared/protocol.js"
 * @import { CutOptions } from "../types.js"
 */

import { EngineError } from "../shared/errors.js";
import { WorkerHandle } from "../shared/worker-handle.js";
import { keepOffline } from "./offline.js";

/**
 * Makes the file of a finished picture smaller if it is a PNG. Where that fails the file stays as it is, and it is told.
 *
 * @param {CutReply} reply  its file changes
 * @param {URL} base  root of dist/
 * @param {Assets} assets
 * @param {Pick<CutOptions, "signal" | "onProgress">} page
 */
export async function shrink(reply, base, assets, { signal, onProgress }) {
  if (reply.blob.type !== "image/png") return;
  onProgress?.({ phase: "smaller", fraction: null });
  try {
    reply.blob = await smaller(reply.blob, base, assets, signal);
    void keepOffline(["smaller"]);
  } catch (error) {
    if (signal?.aborted) throw error;
    console.warn(error);
    reply.notices.push({ code: "not-smaller" });
  }
}

/** @param {Blob} file @param {URL} base @param {Assets} assets @param {AbortSignal} [signal] @returns {Promise<Blob>} */
async function smaller(file, base, assets, signal) {
  if (signal?.aborted) throw new EngineError("cancelled");
  const script = new URL("../smaller/smaller-worker.js", import.meta.url);
  /** @type {WorkerHandle<SmallerDuties>} */
  const handle = new WorkerHandle(script, "smaller", {}, () => {});
  const end = () => handle.end(new EngineError("cancelled"));
  signal?.addEventListener("abort", end, { once: true });
  try {
    return await handle.wire.ask("shrink", { base: base.href, assets, lifeline: handle.lifeline, file });
  } finally {
    signal?.removeEventListener("abort", end);
    end();
  }
}
