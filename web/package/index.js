/**
 * Mattebox for other people's sites: `const mattebox = await createMattebox()`, then `await mattebox.cut(file)`.
 *
 * A bundler may take this module and its like apart. The engine and what it needs (`assets/`) stay the files they are, and
 * come by their address: workers and WebAssembly cannot be bundled without loss. Importing this does nothing yet.
 *
 * @import { CreateOptions } from "./options.js"
 */

import { MatteboxError, unlessAborted } from "./errors.js";
import { Mattebox } from "./mattebox.js";
import { createOptionsOf } from "./options.js";

export { Mattebox } from "./mattebox.js";
export { MatteboxError } from "./errors.js";
export { MatteboxResult } from "./result.js";

/**
 * Starts an engine: two workers, which are ready when this resolves. Pictures may share one: they take turns.
 *
 * @param {CreateOptions} [options]
 * @returns {Promise<Mattebox>}
 * @throws {MatteboxError} the assets are not at `base`, or not on the page's own origin; the browser lacks what is needed
 */
export async function createMattebox(options = {}) {
  const { base, device, threads, signal, onProgress } = createOptionsOf(options);
  signal?.throwIfAborted();
  const home = assetsAt(base);
  const { askPixels, Engine, wholeFixes, wholeOptions } = await unlessAborted(engineAt(home), signal);
  const engine = new Engine({ base: home, device, threads });
  const mattebox = new Mattebox({ engine, checks: { wholeFixes, wholeOptions }, askPixels });
  try {
    await unlessAborted(engine.start({ onProgress }), signal);
  } catch (error) {
    await mattebox.dispose();
    throw error;
  }
  signal?.addEventListener("abort", () => void mattebox.dispose(), { once: true });
  return mattebox;
}

/** @param {string | URL | undefined} base @returns {URL} ends with a slash */
function assetsAt(base) {
  if (typeof location === "undefined" || typeof Worker === "undefined") {
    throw new MatteboxError("environment", "Mattebox runs in browsers. Call createMattebox in the page, not on the server");
  }
  const home = new URL(base ?? new URL(/* webpackIgnore: true */ /* @vite-ignore */ "./assets/", import.meta.url), location.href);
  if (!home.pathname.endsWith("/")) home.pathname += "/";
  if (home.origin === location.origin) return home;
  const why = home.protocol === "file:" ? "A bundler has moved this module" : "Browsers start workers of the page's own origin only";
  const what = "copy the assets to your site (npx mattebox copy-assets DIR) and say where they are: createMattebox({ base })";
  throw new MatteboxError("environment", `The assets would be at ${home.href}. ${why}: ${what}`, { field: "base" });
}

/** @param {URL} home @returns {Promise<typeof import("../engine/index.js")>} */
async function engineAt(home) {
  const { href } = new URL("engine/index.js", home);
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ href);
  } catch (cause) {
    const what = "Copy them there (npx mattebox copy-assets DIR), or say where they are: createMattebox({ base })";
    throw new MatteboxError("environment", `There are no assets of Mattebox at ${home.href}. ${what}`, { field: "base", cause });
  }
}
