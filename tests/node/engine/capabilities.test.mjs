import assert from "node:assert/strict";
import test from "node:test";

import { isIOS, networkThreads, picturesAtOnce, probeGpu, pythonHeapLimit } from "../../../web/engine/shared/capabilities.js";

const IPHONE = { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)" };
const IPAD = { userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", maxTouchPoints: 5 };
const MAC = { userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", maxTouchPoints: 0 };
const PC = { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" };

function browser(navigator, isolated = true) {
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  globalThis.crossOriginIsolated = isolated;
}

test("an iPad is told from a Mac by its touch points", () => {
  const told = [IPHONE, IPAD, MAC, PC].map((device) => {
    browser(device);
    return [isIOS(), picturesAtOnce()];
  });
  assert.deepEqual(told, [[true, 1], [true, 1], [false, 2], [false, 2]]);
});

test("all of up to four cores are used, half of more, eight at the most", () => {
  const threads = [undefined, 1, 4, 6, 8, 12, 64].map((hardwareConcurrency) => {
    browser({ ...PC, hardwareConcurrency });
    return networkThreads();
  });
  assert.deepEqual(threads, [1, 1, 4, 4, 4, 6, 8]);
});

test("without shared memory there is one thread, and on iOS in any case", () => {
  browser({ ...PC, hardwareConcurrency: 8 }, false);
  assert.equal(networkThreads(), 1);
  browser({ ...IPAD, hardwareConcurrency: 8 });
  assert.equal(networkThreads(), 1);
});

test("who is busy may go on with a larger heap, but not on iOS", () => {
  browser(PC);
  assert.equal(pythonHeapLimit(true), 2 * pythonHeapLimit(false));
  const usual = pythonHeapLimit(false);
  browser(IPHONE);
  assert.equal(pythonHeapLimit(true), pythonHeapLimit(false));
  assert.ok(pythonHeapLimit(false) < usual);
});

test("a GPU is used only where it is one, and WebAssembly can wait for it", async () => {
  const on = async (adapter, any = false) => {
    browser({ ...PC, gpu: { requestAdapter: adapter } });
    return probeGpu(any);
  };
  const real = async () => ({ info: { isFallbackAdapter: false } });
  const software = async () => ({ isFallbackAdapter: true });
  browser(PC);
  assert.deepEqual(await probeGpu(false), { usable: false, reason: null });
  assert.deepEqual(await probeGpu(true), { usable: false, reason: "no WebGPU" });
  assert.deepEqual(await on(async () => null, true), { usable: false, reason: "no adapter" });
  assert.deepEqual(await on(() => Promise.reject(Error("lost"))), { usable: false, reason: null });
  const { Suspending } = WebAssembly;
  delete WebAssembly.Suspending;
  assert.match((await on(real)).reason, /JSPI/);
  WebAssembly.Suspending = Suspending ?? class {};
  assert.deepEqual(await on(real), { usable: true, reason: null });
  assert.deepEqual(await on(software), { usable: false, reason: "the adapter is software" });
  assert.deepEqual(await on(software, true), { usable: true, reason: null });
});
