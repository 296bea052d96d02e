/** The files of dist/ that a worker needs: fetched with retries, checked against their sha256, counted byte by byte. */
import { EngineError } from "./errors.js";

/** @typedef {import("./assets-json.js").AssetFile} AssetFile */

/** Milliseconds before the second, third and fourth attempt of a request that failed. */
const BACK_OFF_MS = [500, 1500, 4000];

/**
 * Milliseconds without a byte after which a file is asked for again; each time twice as many. A slow download is retried
 * without limit; only errors count as attempts.
 */
const SILENCE_MS = 10_000;

/** The browser's own, whoever stands in for it later (python.js does). */
const fetch = globalThis.fetch.bind(globalThis);

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Files {
  #base;
  #files;
  #onBytes;

  /**
   * @param {URL} base  root of dist/
   * @param {AssetFile[]} listed  all that there is
   * @param {string[]} needed  paths of what will be asked for: their sizes make the total
   * @param {(loaded: number, total: number) => void} onBytes
   */
  constructor(base, listed, needed, onBytes) {
    this.#base = base;
    const paths = new Set(needed);
    this.#files = new Map(listed.filter(({ path }) => paths.has(path)).map((file) => [file.path, file]));
    const total = [...this.#files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    let loaded = 0;
    this.#onBytes = (/** @type {number} */ more) => onBytes((loaded += more), total);
    this.#onBytes(0);
  }

  /** @param {string} path */
  url(path) {
    return new URL(path, this.#base).href;
  }

  /**
   * An ES module of dist/, fetched like the rest first: `import` itself neither tries again nor checks.
   *
   * @param {string} path
   * @returns {Promise<any>}
   */
  async import(path) {
    await this.get(path);
    return import(this.url(path)).catch((error) => {
      throw new EngineError("network", `${path}: ${error}`);
    });
  }

  /**
   * A whole file. A damaged one is fetched once more past every cache; then it is an error.
   *
   * Without `crypto.subtle` (plain http) the hash is not checked: whoever could alter a file there could alter this
   * code as well, and accidents are caught by the length and by gzip's and zip's own checksums.
   *
   * @param {string} path
   */
  async get(path) {
    const file = this.#file(path);
    for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
      const bytes = await this.#download(file, cache);
      const whole = bytes.byteLength === file.bytes;
      if (whole && (!globalThis.crypto?.subtle || (await sha256(bytes)) === file.sha256)) return bytes;
      this.#onBytes(-bytes.byteLength);
    }
    throw new EngineError("corrupt-download", path);
  }

  /** @param {string} path @returns {AssetFile} */
  #file(path) {
    const file = this.#files.get(path);
    if (!file) throw new EngineError("internal", `${path} is not in assets.json`);
    return file;
  }

  /** @param {AssetFile} file @param {RequestCache} cache */
  async #download(file, cache) {
    for (let attempt = 0, silence = SILENCE_MS; ; ) {
      let read = 0;
      const controller = new AbortController();
      const giveUp = () => controller.abort();
      let timer = setTimeout(giveUp, silence);
      try {
        const response = await fetch(this.url(file.path), { cache, signal: controller.signal });
        if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`);
        const bytes = new Uint8Array(file.bytes);
        for (const reader = response.body.getReader(); ; ) {
          const { done, value } = await reader.read();
          clearTimeout(timer);
          if (done) return bytes.subarray(0, read);
          if (read + value.length > bytes.length) {
            this.#onBytes(-read);
            return bytes.subarray(0, 0);
          }
          bytes.set(value, read);
          read += value.length;
          this.#onBytes(value.length);
          timer = setTimeout(giveUp, silence);
        }
      } catch (error) {
        clearTimeout(timer);
        this.#onBytes(-read);
        if (controller.signal.aborted) {
          console.warn(`${file.path}: nothing in ${silence} ms`);
          silence *= 2;
          continue;
        }
        if (attempt === BACK_OFF_MS.length) throw new EngineError("network", `${file.path}: ${error}`);
        await sleep(BACK_OFF_MS[attempt++]);
      }
    }
  }
}
