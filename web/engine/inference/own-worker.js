/**
 * The worker of a network of somebody's own, on the CPU: whatever it does (never end, take all memory), it is this worker
 * that is ended, and nothing else is lost. Started by the Python worker (python/own-networks.js), who asks one thing at a time.
 *
 * @typedef {object} OwnInit
 * @property {string} base
 * @property {import("../shared/assets-json.js").AssetFile[]} files
 * @property {number} threads
 * @property {string} lifeline
 * @property {import("../shared/protocol.js").OwnNetwork} network
 *
 * @typedef {{tensor: Float32Array, shape: number[], input: string, output: string | number}} OwnRun  names as of its descriptor
 * @typedef {{data: Float32Array, shape: number[], ms: number}} OwnAnswer
 *
 * @typedef {object} OwnDuties
 * @property {(init: OwnInit) => Promise<void>} init
 * @property {(run: OwnRun) => Promise<OwnAnswer>} run
 */

import { modelsFolder, NETWORK } from "../networks/folder.js";
import { EngineError } from "../shared/errors.js";
import { Files } from "../shared/files.js";
import { holdLifeline } from "../shared/lifeline.js";
import { Moved, Wire } from "../shared/wire.js";
import { fromHalf, toHalf } from "./half.js";
import { BUILDS, loadRuntime, wake } from "./runtime.js";

/** @type {import("./runtime.js").Runtime} */
let runtime;
/** @type {import("onnxruntime-web").InferenceSession} */
let session;

/** @type {Wire<import("../shared/protocol.js").ClientDuties>} */
const client = new Wire(/** @type {any} */ (self), { init, run });

/** @param {OwnInit} init */
async function init({ base, files, threads, lifeline, network }) {
  client.tell("alive", await holdLifeline(lifeline));
  const needed = Object.values(BUILDS.wasm);
  const loaded = loadRuntime(new Files(new URL(base), files, needed, () => {}), "wasm", threads);
  const home = await (await modelsFolder())?.getDirectoryHandle(network.id).catch(() => null);
  if (!home) throw new EngineError("gone", network.id);
  const names = Object.entries(network.data);
  runtime = await loaded.then(wake);
  runtime.env.logLevel = "fatal"; // what fails is told to whoever asked, and is no fault of the page
  const data = await Promise.all(names.map(async ([path, name]) => ({ path, data: await bytesOf(home, name) })));
  session = await runtime.InferenceSession.create(await bytesOf(home, NETWORK), {
    externalData: data,
    executionProviders: ["wasm"], // WebGPU knows no deformable convolutions, and computes some others wrongly
    graphOptimizationLevel: "all",
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  });
}

/** @param {OwnRun} run @returns {Promise<Moved>} */
async function run({ tensor, shape, input, output }) {
  const asked = session.inputMetadata.find(({ name }) => name === (input || session.inputNames[0]));
  const half = asked?.isTensor && asked.type === "float16";
  const feed = half ? new runtime.Tensor("float16", toHalf(tensor), shape) : new runtime.Tensor("float32", tensor, shape);
  const name = typeof output === "number" ? session.outputNames[output] : output;
  const started = performance.now();
  const answer = (await session.run({ [input || session.inputNames[0]]: feed }, [name]))[name];
  const data = floats(await answer.getData());
  const told = { data, shape: [...answer.dims], ms: performance.now() - started };
  answer.dispose();
  return new Moved(told, [data.buffer]);
}

/** @param {unknown} numbers @returns {Float32Array<ArrayBuffer>} */
function floats(numbers) {
  if (numbers instanceof Float32Array) return /** @type {Float32Array<ArrayBuffer>} */ (numbers);
  if (numbers instanceof Uint16Array) return fromHalf(numbers);
  return Float32Array.from(/** @type {ArrayLike<number>} */ (numbers), Number);
}

/** @param {FileSystemDirectoryHandle} home @param {string} name */
async function bytesOf(home, name) {
  return new Uint8Array(await (await (await home.getFileHandle(name)).getFile()).arrayBuffer());
}
