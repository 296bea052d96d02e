/** What the build wrote down about itself: files, networks, samples. */
import { EngineError } from "./protocol.js";

/** @param {URL} url  of assets.json @returns {Promise<import("./protocol.js").Assets>} */
export async function fetchAssets(url) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await response.json();
  } catch (error) {
    throw new EngineError("network", `${url.pathname}: ${error}`);
  }
}
