/** What the build wrote down about itself: files, networks, samples. */

import { asEngineError, EngineError } from "../shared/errors.js";

/** @typedef {import("../shared/assets-json.js").Assets} Assets */

/** Errors behind which there may be a newer version. @type {import("../types.js").ErrorCode[]} */
const NOT_AS_LISTED = ["network", "corrupt-download"];

/** @param {URL} url  of assets.json @param {RequestCache} [cache] @returns {Promise<Assets>} */
export async function fetchAssets(url, cache = "default") {
  try {
    const response = await fetch(url, { cache });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await response.json();
  } catch (error) {
    throw new EngineError("network", `${url.pathname}: ${error}`);
  }
}

/**
 * A file that is gone or not the one of this version may be the one of another.
 *
 * @param {unknown} error @param {Promise<Assets>} mine @param {URL} url  of assets.json
 */
export async function explained(error, mine, url) {
  if (!NOT_AS_LISTED.includes(asEngineError(error).code)) return error;
  const [{ version }, now] = await Promise.all([mine, fetchAssets(url, "reload")]).catch(() => [{ version: "" }, { version: "" }]);
  return version === now.version ? error : new EngineError("outdated", `${now.version} instead of ${version}`);
}
