/** onnxruntime-web: fetched, and brought up before there is a network to run. */

import { lend } from "../shared/lend.js";
import { trusted } from "../shared/trusted.js";

/**
 * @typedef {import("../shared/files.js").Files} Files
 * @typedef {import("../types.js").Device} Device
 * @typedef {typeof import("onnxruntime-web")} Runtime
 */

/** What each device needs. */
export const BUILDS = {
  wasm: { script: "vendor/ort/ort.wasm.bundle.min.js", binary: "vendor/ort/ort-wasm-simd-threaded.wasm" },
  webgpu: { script: "vendor/ort/ort.jspi.bundle.min.js", binary: "vendor/ort/ort-wasm-simd-threaded.jspi.wasm" },
};

/** The smallest ONNX model: y = x, one number. */
const IDENTITY = new Uint8Array([
  8, 8, 58, 55, 10, 16, 10, 1, 120, 18, 1, 121, 34, 8, 73, 100, 101, 110, 116, 105, 116, 121, 18, 1, 103, 90, 15, 10, 1,
  120, 18, 10, 10, 8, 8, 1, 18, 4, 10, 2, 8, 1, 98, 15, 10, 1, 121, 18, 10, 10, 8, 8, 1, 18, 4, 10, 2, 8, 1, 66, 4, 10,
  0, 16, 17,
]);

/** The runtime starts its threads itself, by plain addresses. */
class TrustedWorker extends Worker {
  /** @param {URL | string} script @param {WorkerOptions} [options] */
  constructor(script, options) {
    super(trusted(script), options);
  }
}

/**
 * @param {Files} files
 * @param {Device} device
 * @param {number} threads
 * @returns {Promise<Runtime>}
 */
export async function loadRuntime(files, device, threads) {
  const { script, binary } = BUILDS[device];
  const [runtime, bytes] = await Promise.all([files.import(script), files.get(binary)]);
  runtime.env.logLevel = "error";
  runtime.env.wasm.wasmBinary = bytes;
  runtime.env.wasm.numThreads = threads;
  return runtime;
}

/**
 * The runtime compiles and starts all its threads with its first session: let that be while networks are still on their way.
 *
 * @param {Runtime} runtime
 */
export async function wake(runtime) {
  const create = () => runtime.InferenceSession.create(IDENTITY, { executionProviders: ["wasm"], logSeverityLevel: 3 });
  const session = await lend("Worker", TrustedWorker, create);
  await session.release();
  const { buffer } = /** @type {Uint8Array<ArrayBuffer>} */ (runtime.env.wasm.wasmBinary);
  structuredClone(buffer, { transfer: [buffer] }); // compiled: the runtime keeps it, so it is emptied under its hands
  return runtime;
}
