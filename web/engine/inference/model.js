/** One network: its files out of compressed parts, its session, its runs, and the test that its numbers are right. */

import { EngineError } from "../shared/errors.js";

/**
 * @typedef {import("../types.js").Device} Device
 * @typedef {import("../shared/assets-json.js").ModelEntry} ModelEntry
 * @typedef {import("../shared/assets-json.js").ModelFile} ModelFile
 * @typedef {{graph: Uint8Array, weights: Uint8Array}} ModelBytes  the ONNX file, and the file of weights that it names
 * @typedef {import("../shared/files.js").Files} Files
 * @typedef {typeof import("onnxruntime-web")} Runtime
 * @typedef {import("onnxruntime-web").InferenceSession} Session
 */

/** Parts under way at once: enough to fill a line, few enough to leave connections to the Python worker's files. */
const PARTS_AHEAD = 3;

/** The side of a warm-up's input as a share of the whole one's, and its least in pixels: below it overheads are all. */
const WARM_SHARE = 1 / 4;
const WARM_LEAST = 128;

/** @param {Files} files @param {{path: string}[]} parts */
async function* inOrder(files, parts) {
  /** @type {Promise<Uint8Array<ArrayBuffer>>[]} */
  const ahead = [];
  for (const { path } of parts) {
    const part = files.get(path);
    part.catch(() => {}); // reported when its turn comes
    if (ahead.push(part) >= PARTS_AHEAD) yield await /** @type {Promise<Uint8Array<ArrayBuffer>>} */ (ahead.shift());
  }
  for (const part of ahead) yield await part;
}

/**
 * A file, unpacked while its parts arrive.
 *
 * @param {Files} files
 * @param {ModelFile} wanted
 * @param {Promise<unknown>} [first]  what the thread has to do before it unpacks
 */
async function unpack(files, wanted, first) {
  const gunzip = new DecompressionStream("gzip");
  const writer = gunzip.writable.getWriter();
  const feed = async () => {
    for await (const part of inOrder(files, wanted.parts)) await writer.write(part);
    await writer.close();
  };
  const file = new Uint8Array(wanted.bytes);
  const drain = async () => {
    await first;
    let length = 0;
    for (const reader = gunzip.readable.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      file.set(value, length);
      length += value.length;
    }
    if (length !== wanted.bytes) throw new RangeError(`${length} bytes instead of ${wanted.bytes}`);
  };
  const fed = feed();
  fed.catch((error) => writer.abort(error).catch(() => {}));
  try {
    await Promise.all([fed, drain()]);
  } catch (error) {
    throw error instanceof EngineError ? error : new EngineError("corrupt-download", `${wanted.file}: ${error}`);
  }
  return file;
}

/**
 * What a session is made of on this device.
 *
 * @param {Files} files
 * @param {ModelEntry} entry
 * @param {Device} device
 * @param {Promise<unknown>} [first]  what the thread has to do before it unpacks
 * @returns {Promise<ModelBytes>}
 */
export async function readModel(files, { graphs, weights }, device, first) {
  const [graph, data] = await Promise.all([graphs[device], weights].map((file) => unpack(files, file, first)));
  return { graph, weights: data };
}

export class Model {
  #runtime;
  #entry;
  #device;
  #session;

  /** @param {Runtime} runtime @param {ModelEntry} entry @param {Device} device @param {Session} session */
  constructor(runtime, entry, device, session) {
    this.#runtime = runtime;
    this.#entry = entry;
    this.#device = device;
    this.#session = session;
  }

  /**
   * @param {Runtime} runtime
   * @param {ModelEntry} entry
   * @param {ModelBytes} bytes
   * @param {Device} device
   */
  static async create(runtime, entry, { graph, weights }, device) {
    const session = await runtime.InferenceSession.create(graph, {
      // The runtime reads each tensor from where it lies: the file as a whole is never copied into its heap.
      externalData: [{ path: entry.weights.file, data: weights }],
      executionProviders: [device],
      graphOptimizationLevel: "all",
      logSeverityLevel: 3, // errors only: the rest goes to the reader's console
      // A fresh object each time, for the runtime writes into it. WebGPU has no kernels for quantised convolutions:
      // weights must be turned to floats first. Threads that wait must not keep Python, or other programs, from the cores.
      extra: { session: device === "webgpu" ? { disable_quant_qdq: "1" } : { intra_op: { allow_spinning: "0" } } },
    });
    return new Model(runtime, entry, device, session);
  }

  /**
   * @param {Float32Array} tensor  1×3×height×width
   * @param {number} height
   * @param {number} width
   * @returns {Promise<{data: Float32Array<ArrayBuffer>, height: number, width: number}>}
   */
  async run(tensor, height, width) {
    const { input, output } = this.#entry;
    const feed = new this.#runtime.Tensor("float32", tensor, [1, 3, height, width]);
    const result = (await this.#session.run({ [input.name]: feed }, [output.name]))[output.name];
    const data = /** @type {Float32Array<ArrayBuffer>} */ (await result.getData());
    const [rows, columns] = result.dims.slice(-2);
    result.dispose();
    return { data, height: rows, width: columns };
  }

  /** Largest difference between this device's numbers and the native runtime's by the same graph, on a tiny made-up input. */
  async selfTest() {
    const { width, height, points, values, tolerance } = this.#entry.graphs[this.#device].self_test;
    const tensor = new Float32Array(3 * height * width);
    for (let c = 0, i = 0; c < 3; c++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) tensor[i++] = Math.sin(0.37 * (c + 1) + 0.11 * y + 0.07 * x) / 2;
      }
    }
    const mask = await this.run(tensor, height, width);
    const differences = points.map(([y, x], i) => Math.abs(mask.data[y * mask.width + x] - values[i]));
    // Math.max over a NaN is NaN, which no tolerance accepts.
    return { maxDifference: Math.max(...differences), tolerance };
  }

  /**
   * A small run.
   *
   * @returns {Promise<number>} milliseconds that a whole one takes by this: work grows with the input's pixels
   */
  async warm() {
    const { width, height, multiple } = this.#entry.input;
    const side = (/** @type {number} */ whole) =>
      Math.min(whole, Math.ceil(Math.max(WARM_LEAST, whole * WARM_SHARE) / multiple) * multiple);
    const [w, h] = [side(width), side(height)];
    const started = performance.now();
    await this.run(new Float32Array(3 * h * w), h, w);
    return ((performance.now() - started) * width * height) / (w * h);
  }

  release() {
    return this.#session.release();
  }
}
