/**
 * The networks as the page runs them, without a page: `node web_segmenter.mjs MODELS THREADS`.
 *
 * Asked over stdin, answered over stdout, until stdin ends; numbers are little-endian. A question is a role (8 bytes of
 * ASCII, filled up with zeros), height and width (uint32) and the tensor, 3×height×width float32; an answer is the
 * mask's height, width and numbers.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Model } from "../../web/engine/inference/model.js";
import * as ort from "../../web/node_modules/onnxruntime-web/dist/ort.node.min.mjs";

const ROLE_BYTES = 8;
const HEADER_BYTES = ROLE_BYTES + 8;

const [directory, threads] = process.argv.slice(2);
console.log = console.error; // stdout is for answers

// The page's build of the runtime, not the larger one that this package would choose here.
const dist = new URL("../../web/node_modules/onnxruntime-web/dist/", import.meta.url);
ort.env.wasm.wasmBinary = readFileSync(new URL("ort-wasm-simd-threaded.wasm", dist));
ort.env.wasm.numThreads = Number(threads);
ort.env.logLevel = "error";

/** @param {string} name */
const file = (name) => new Uint8Array(readFileSync(join(directory, name)));

const entries = Object.values(JSON.parse(readFileSync(join(directory, "models.json"), "utf8")));

/** @type {Map<string, Model>} by role */
const models = new Map();

/** @param {string} role */
async function needModel(role) {
  if (!models.has(role)) {
    const entry = entries.find((each) => each.role === role);
    const bytes = { graph: file(entry.graphs.wasm.file), weights: file(entry.weights.file) };
    models.set(role, await Model.create(ort, entry, bytes, "wasm"));
  }
  return models.get(role);
}

/** What came over stdin and is not used yet. */
const chunks = [];
let length = 0;
const coming = process.stdin[Symbol.asyncIterator]();

/** @param {number} count @returns {Promise<Buffer>} so many bytes of the question */
async function take(count) {
  while (length < count) {
    const { done, value } = await coming.next();
    if (done) process.exit();
    chunks.push(value);
    length += value.length;
  }
  const all = Buffer.concat(chunks.splice(0));
  chunks.push(all.subarray(count));
  length -= count;
  return all.subarray(0, count);
}

for (;;) {
  const header = await take(HEADER_BYTES);
  const role = header.toString("latin1", 0, ROLE_BYTES).replaceAll("\0", "");
  const [height, width] = [header.readUInt32LE(ROLE_BYTES), header.readUInt32LE(ROLE_BYTES + 4)];
  const numbers = await take(4 * 3 * height * width);
  const mask = await (await needModel(role)).run(new Float32Array(new Uint8Array(numbers).buffer), height, width);
  process.stdout.write(new Uint8Array(Uint32Array.of(mask.height, mask.width).buffer));
  process.stdout.write(new Uint8Array(mask.data.buffer, mask.data.byteOffset, mask.data.byteLength));
}
