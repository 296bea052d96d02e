/** Python's objects in JavaScript's hands: let go of in time, and their memory seen without copies. */

/** @typedef {import("pyodide/ffi").PyProxy} PyProxy */

/**
 * The bytes of an array, valid until Python's memory grows: `use` must not wait for them.
 *
 * @template T
 * @param {PyProxy} array
 * @param {(bytes: Uint8Array<ArrayBuffer>) => T} use
 * @returns {T}
 */
export function viewing(array, use) {
  const view = array.getBuffer("u8");
  try {
    return use(/** @type {Uint8Array<ArrayBuffer>} */ (view.data));
  } finally {
    view.release();
  }
}

/**
 * @template T
 * @param {PyProxy} proxy  destroyed afterwards, also when `use` fails or promises
 * @param {(proxy: PyProxy) => T} use
 * @returns {T}
 */
export function using(proxy, use) {
  let later = false;
  try {
    const result = use(proxy);
    if (result instanceof Promise) {
      later = true;
      return /** @type {T} */ (result.finally(() => proxy.destroy()));
    }
    return result;
  } finally {
    if (!later) proxy.destroy();
  }
}

/** @param {Record<string, PyProxy>} proxies */
export function destroyAll(proxies) {
  for (const proxy of Object.values(proxies)) proxy.destroy();
}

/** @param {PyProxy} tips  a tuple of advice.Tip @returns {import("../types.js").Tip[]} */
export const plainTips = (tips) => tips.toJs({ dict_converter: Object.fromEntries });

/** @param {PyProxy} notices  a dict: codes with their values @returns {import("../types.js").Notice[]} */
export function plainNotices(notices) {
  /** @type {Record<string, Record<string, number>>} */
  const byCode = notices.toJs({ dict_converter: Object.fromEntries });
  return Object.entries(byCode).map(([code, values]) => ({ code: /** @type {import("../types.js").NoticeCode} */ (code), values }));
}
