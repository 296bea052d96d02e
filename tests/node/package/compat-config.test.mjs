import assert from "node:assert/strict";
import test from "node:test";

import { read, REFUSED, translated } from "../../../web/package/compat-config.js";

test("nothing said is what the peer documents", () => {
  const { want, mode, format, quality, type } = read();
  assert.deepEqual([want, mode, format, quality, type], [{ base: undefined, device: undefined }, "standard", "image/png", 80, "foreground"]);
});

test("the peer's words", () => {
  const config = { publicPath: "/a/", device: "cpu", model: "isnet_quint8", proxyToWorker: true, fetchArgs: {}, rescale: true, debug: false, output: { format: "image/webp", quality: 0.5, type: "mask" } };
  const { want, mode, format, quality, type } = read(config);
  assert.deepEqual([want, mode, format, quality, type], [{ base: "/a/", device: "wasm" }, "fast", "image/webp", 50, "mask"]);
  for (const [model, ours] of [["large", "best"], ["isnet", "best"], ["medium", "standard"], ["small", "fast"]]) assert.equal(read({ model }).mode, ours);
});

test("what is refused is named, with the reason", () => {
  assert.throws(() => read({ fetchArgs: { mode: "no-cors" } }), { field: "fetchArgs", message: `fetchArgs: ${REFUSED.fetchArgs}` });
  assert.throws(() => read({ rescale: false }), { field: "rescale", message: `rescale: ${REFUSED.rescale}` });
  for (const [config, field] of [[{ modell: "small" }, "modell"], [{ model: "huge" }, "model"], [{ device: "webgpu" }, "device"], [{ output: { format: "image/gif" } }, "output.format"], [{ output: { quality: 80 } }, "output.quality"], [{ output: { kind: "mask" } }, "output.kind"], [{ progress: 1 }, "progress"]]) {
    assert.throws(() => read(config), { field });
  }
});

test("progress has the peer's keys and steps", () => {
  const told = [];
  const hear = translated((...step) => told.push(step));
  hear({ phase: "download", fraction: 0.5, loadedBytes: 5, totalBytes: 10 });
  for (const phase of ["start", "decode", "draft", "segment", "matte", "matte", "encode", "encode"]) hear({ phase, fraction: null });
  assert.deepEqual(told, [["fetch:mattebox", 5, 10], ["compute:decode", 0, 4], ["compute:inference", 1, 4], ["compute:mask", 2, 4], ["compute:encode", 3, 4]]);
});
