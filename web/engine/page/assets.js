/** What the build wrote down about itself: files, networks, samples. */

import { asEngineError, EngineError } from "../shared/errors.js";
import { patiently } from "../shared/files.js";

/** @typedef {import("../shared/assets-json.js").Assets} Assets */

/** Errors behind which there may be a newer version. @type {import("../types.js").ErrorCode[]} */
const NOT_AS_LISTED = ["network", "corrupt-download"];

/**
 * @param {URL} url  of assets.json
 * @param {RequestCache} [cache]
 * @param {boolean} [patient]  what stands still is asked for again, each time for twice as long
 * @returns {Promise<Assets>}
 */
export const fetchAssets = (url, cache = "default", patient = true) =>
  patiently(
    url.pathname,
    async (signal) => {
      const response = await fetch(url, { cache, signal });
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      return response.json();
    },
    { pauses: [], silences: patient ? Infinity : 1 },
  );

/**
 * A file that is gone or not the one of this version may be the one of another.
 *
 * @param {unknown} error @param {Promise<Assets>} mine @param {URL} url  of assets.json
 */
export async function explained(error, mine, url) {
  if (!NOT_AS_LISTED.includes(asEngineError(error).code)) return error;
  const [{ version }, now] = await Promise.all([mine, fetchAssets(url, "reload", false)]).catch(() => [{ version: "" }, { version: "" }]);
  return version === now.version ? error : new EngineError("outdated", `${now.version} instead of ${version}`);
}
