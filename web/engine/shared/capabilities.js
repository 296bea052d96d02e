/** What this browser can do; every question is asked of the browser itself, never guessed from its name (but iOS). */

/** Threads beyond this bring a convolution network little and take the cores that the rest of the page needs. */
const MOST_THREADS = 8;

/** The smallest module with a SIMD instruction (i8x16.splat, i8x16.popcnt). */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** What the engine cannot do without and this browser lacks; for bug reports, so in plain words. @returns {string[]} */
export function missingFeatures() {
  const missing = [];
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD_MODULE)) missing.push("WebAssembly SIMD");
  for (const name of ["Worker", "OffscreenCanvas", "createImageBitmap", "DecompressionStream"]) {
    if (!(name in globalThis)) missing.push(name);
  }
  return missing;
}

/** Every browser on iOS is WebKit under a small memory limit, where threads hang (iPadOS calls itself a Mac). */
export function isIOS() {
  // Workers do not see maxTouchPoints: the page asks and tells them.
  const { userAgent, maxTouchPoints = 0 } = /** @type {{userAgent: string, maxTouchPoints?: number}} */ (navigator);
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** Pyodide's heap never shrinks. Above this, what a 25-megapixel picture leaves behind, the next one gets a fresh worker. */
const PYTHON_HEAP_LIMIT = 640 << 20;
/** A tab on iOS is ended at about 1.5 GB altogether, and the networks need most of that. */
const PYTHON_HEAP_LIMIT_IOS = 400 << 20;

/**
 * Bytes of Pyodide's heap that the next picture may begin with.
 *
 * @param {boolean} busy  it begins at once: then it makes use of what is there, and a fresh worker would cost time
 */
export const pythonHeapLimit = (busy) => (isIOS() ? PYTHON_HEAP_LIMIT_IOS : PYTHON_HEAP_LIMIT * (busy ? 2 : 1));

/** Pictures under way at once: one with the networks, one with the codecs and Python. */
export const picturesAtOnce = () => (isIOS() ? 1 : 2);

/** May threads share memory? WebKit can keep that from a page which it calls isolated. */
export const sharesMemory = () => globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === "function";

/** Threads for the network's CPU kernels: all of up to four cores, half of more (those count hyper-threads). */
export function networkThreads() {
  if (!sharesMemory() || isIOS()) return 1;
  const cores = navigator.hardwareConcurrency || 1;
  return cores <= 4 ? cores : Math.min(MOST_THREADS, Math.max(4, cores >> 1));
}

/**
 * Is there a GPU worth using, and if not although an adapter is there: why?
 *
 * @param {boolean} anyAdapter  accept a software adapter too (tests)
 * @returns {Promise<{usable: boolean, reason: string | null}>}
 */
export async function probeGpu(anyAdapter) {
  const gpu = /** @type {any} */ (navigator).gpu;
  if (!gpu) return { usable: false, reason: anyAdapter ? "no WebGPU" : null };
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  if (!adapter) return { usable: false, reason: anyAdapter ? "no adapter" : null };
  if (!("Suspending" in WebAssembly)) return { usable: false, reason: "WebAssembly cannot wait for promises here (JSPI)" };
  const software = adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter;
  if (software && !anyAdapter) return { usable: false, reason: "the adapter is software" };
  return { usable: true, reason: null };
}
