/**
 * Networks of anybody's in the page's onnxruntime-web, without a page: `node web_network.mjs FOLDER`. Of each NAME.onnx there it
 * runs the one input, NAME.in (float32), and writes the first output, NAME.out (float32). What lies beside a network called
 * NAME.data is its external data.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { fromHalf, toHalf } from "../../web/engine/inference/half.js";
import * as ort from "../../web/node_modules/onnxruntime-web/dist/ort.node.min.mjs";

const dist = new URL("../../web/node_modules/onnxruntime-web/dist/", import.meta.url);
ort.env.wasm.wasmBinary = readFileSync(new URL("ort-wasm-simd-threaded.wasm", dist));
ort.env.wasm.numThreads = 1;

const [folder] = process.argv.slice(2);
/** @param {string} name */
const bytes = (name) => new Uint8Array(readFileSync(join(folder, name)));

for (const name of readdirSync(folder).flatMap((file) => file.match(/^(.+)\.onnx$/)?.[1] ?? [])) {
  const data = `${name}.data`;
  const externalData = existsSync(join(folder, data)) ? [{ path: data, data: bytes(data) }] : [];
  const session = await ort.InferenceSession.create(bytes(`${name}.onnx`), { externalData, executionProviders: ["wasm"] });
  const [{ name: input, type, shape }] = session.inputMetadata;
  const floats = new Float32Array(bytes(`${name}.in`).buffer);
  const feed = type === "float16" ? new ort.Tensor(type, toHalf(floats), shape) : new ort.Tensor("float32", floats, shape);
  const answer = await (await session.run({ [input]: feed }))[session.outputNames[0]].getData();
  const numbers = answer instanceof Uint16Array ? fromHalf(answer) : Float32Array.from(answer);
  writeFileSync(join(folder, `${name}.out`), new Uint8Array(numbers.buffer));
  await session.release();
}
process.exit(0);
