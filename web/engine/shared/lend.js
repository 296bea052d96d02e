/**
 * Pyodide takes `fetch`, and onnxruntime-web `Worker`, from the global scope and can be given no other: for as long as they
 * start they find ours there.
 *
 * @template {"fetch" | "Worker"} K
 * @template T
 * @param {K} name
 * @param {(typeof globalThis)[K]} replacement
 * @param {() => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function lend(name, replacement, use) {
  const own = globalThis[name];
  globalThis[name] = replacement;
  try {
    return await use();
  } finally {
    globalThis[name] = own;
  }
}
