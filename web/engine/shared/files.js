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

/** A watchdog: its signal aborts when nothing was heard for so long. @param {number} ms */
function watch(ms) {
  const controller = new AbortController();
  const giveUp = () => controller.abort();
  let timer = setTimeout(giveUp, ms);
  const end = () => clearTimeout(timer);
  const heard = () => {
    end();
    timer = setTimeout(giveUp, ms);
  };
  return { signal: controller.signal, heard, end };
}

/**
 * Repeats what fails, or falls silent.
 *
 * @template T
 * @param {string} path  for the console
 * @param {(signal: AbortSignal, heard: () => void) => Promise<T>} attempt  it calls `heard` whenever something has come
 * @param {{pauses?: number[], silences?: number}} [patience]  milliseconds before each attempt after an error; how often it may fall silent
 * @returns {Promise<T>}
 */
export async function patiently(path, attempt, { pauses = BACK_OFF_MS, silences = Infinity } = {}) {
  const left = [...pauses];
  for (let silence = SILENCE_MS; ; ) {
    const { signal, heard, end } = watch(silence);
    try {
      return await attempt(signal, heard).finally(end);
    } catch (error) {
      if (signal.aborted && --silences > 0) {
        console.warn(`${path}: nothing in ${silence} ms`);
        silence *= 2;
        continue;
      }
      const pause = left.shift();
      if (pause === undefined) throw new EngineError("network", `${path}: ${error}`);
      await sleep(pause);
    }
  }
}

/**
 * @param {Response} response
 * @param {number} size
 * @param {(read: number) => void} onBytes
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null: it is not of this size
 */
async function readAll(response, size, onBytes) {
  if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(size);
  let read = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return read === size ? bytes : null;
    if (read + value.length > size) return null;
    bytes.set(value, read);
    read += value.length;
    onBytes(read);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Files {
  #base;
  #files;
  #onBytes;
  /** Bytes of each file that have come and may be good, by its path. @type {Map<string, number>} */
  #loaded = new Map();
  /** The most that was told: progress never goes back. */
  #told = 0;

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
    this.#onBytes = (/** @type {number} */ loaded) => onBytes(loaded, total);
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
      const bytes = await patiently(path, (signal, heard) => this.#download(file, { cache, signal }, heard));
      if (bytes && (!globalThis.crypto?.subtle || (await sha256(bytes)) === file.sha256)) return bytes;
      this.#loaded.delete(path);
    }
    throw new EngineError("corrupt-download", path);
  }

  /** @param {string} path @returns {AssetFile} */
  #file(path) {
    const file = this.#files.get(path);
    if (!file) throw new EngineError("internal", `${path} is not in assets.json`);
    return file;
  }

  /** @param {AssetFile} file @param {RequestInit} how @param {() => void} heard */
  async #download({ path, bytes }, how, heard) {
    const onBytes = (/** @type {number} */ read) => {
      heard();
      this.#count(path, read);
    };
    try {
      return await readAll(await fetch(this.url(path), how), bytes, onBytes);
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
  }

  /** @param {string} path @param {number} bytes */
  #count(path, bytes) {
    this.#loaded.set(path, bytes);
    const loaded = [...this.#loaded.values()].reduce((sum, each) => sum + each, 0);
    if (loaded > this.#told) this.#onBytes((this.#told = loaded));
  }
}
