/**
 * Pyodide with `mattebox` imported: the one place that knows how Python starts and how its memory is reached.
 *
 * It does not boot: the build has written down the memory of a Pyodide that has (python-image.mjs), and its libraries as
 * byte code.
 */
import { installLibrary } from "./library.js";
import { EngineError } from "./protocol.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("pyodide").PyodideInterface} Pyodide
 * @typedef {import("./protocol.js").ErrorCode} ErrorCode
 * @typedef {import("./protocol.js").Mask} Mask
 * @typedef {(role: string, tensor: PyProxy) => Promise<Mask>} Segment
 *
 * @typedef {(pixels: Uint8Array, height: number, width: number) => void} OnDraft  pixels are valid during the call only
 *
 * @typedef {object} Hooks
 * @property {Segment} segment
 * @property {(stage: string, fraction: number | undefined) => void} onStage
 * @property {() => boolean} cancelled
 */

const HOME = "vendor/pyodide/";
const PACKAGE = "py/mattebox.zip";
const SNAPSHOT = `${HOME}snapshot.bin`;
const LIBRARY = `${HOME}library.bin`;

/** Python's exceptions by the end of their name, as the page knows them. @type {[RegExp, ErrorCode][]} */
const ERROR_CODES = [
  [/^Cancelled$/, "cancelled"],
  [/^UnreadableImage$/, "unreadable"],
  [/^TooLarge$/, "too-large"],
  [/MemoryError$/, "memory"],
];

/** What Python raised, as the page knows it. @param {unknown} error */
export function asPythonError(error) {
  const { type, message } = /** @type {{type?: string, message?: string}} */ (error ?? {});
  const code = type && ERROR_CODES.find(([name]) => name.test(type))?.[1];
  return code ? new EngineError(code, message) : error;
}

/** A finished cut-out in Python's memory; `release` it. */
export class Cutout {
  #proxy;
  #png;
  #heap;

  /**
   * @param {PyProxy} proxy
   * @param {PyProxy} png  the module mattebox.png
   * @param {() => Uint8Array} heap  all of Python's memory, as it is now
   */
  constructor(proxy, png, heap) {
    this.#proxy = proxy;
    this.#png = png;
    this.#heap = heap;
    /** @type {boolean} */
    this.found = proxy.found;
    /** @type {import("./protocol.js").NoticeCode[]} */
    this.warnings = using(proxy.warnings, (warnings) => warnings.toJs());
    /** @type {Map<string, number>} */
    const seconds = using(proxy.timings, (timings) => timings.toJs());
    /** @type {Record<string, number>} milliseconds by stage */
    this.timings = Object.fromEntries(Array.from(seconds, ([stage, time]) => [stage, time * 1000]));
  }

  /**
   * The pixels. They are valid until `use` waits for something.
   *
   * @template T
   * @param {(pixels: Uint8Array) => Promise<T>} use
   */
  pixels(use) {
    return using(this.#proxy.rgba, (rgba) => this.#viewing(rgba, (pixels) => use(pixels())));
  }

  /**
   * The PNG's head, and its filtered rows wherever they lie: when Python's memory grows, it moves.
   *
   * @template T
   * @param {number} height
   * @param {number} width
   * @param {(header: Uint8Array, rows: () => Uint8Array) => Promise<T>} use
   */
  async png(height, width, use) {
    const header = using(this.#png.header(width, height), (bytes) => /** @type {Uint8Array} */ (bytes.toJs()));
    const filtered = using(this.#proxy.rgba, (rgba) => this.#png.filter_rows(rgba));
    return using(filtered, (array) => this.#viewing(array, (rows) => use(header, rows)));
  }

  release() {
    this.#proxy.destroy();
  }

  /**
   * @template T
   * @param {PyProxy} array
   * @param {(bytes: () => Uint8Array) => Promise<T>} use
   */
  async #viewing(array, use) {
    const view = array.getBuffer("u8");
    const { byteOffset, byteLength } = view.data;
    try {
      return await use(() => this.#heap().subarray(byteOffset, byteOffset + byteLength));
    } finally {
      view.release();
    }
  }
}

export class Python {
  #pyodide;
  #desk;
  #png;

  /** @param {Pyodide} pyodide @param {PyProxy} desk @param {PyProxy} png */
  constructor(pyodide, desk, png) {
    this.#pyodide = pyodide;
    this.#desk = desk;
    this.#png = png;
  }

  /**
   * @param {import("./files.js").Files} files
   * @param {string[]} paths  everything under vendor/pyodide and py
   * @param {import("./protocol.js").Assets["models"]} models
   */
  static async start(files, paths, models) {
    // Pyodide fetches its files itself, without retries or checks, and hangs when one fails. So they come from `files`,
    // and its own requests are answered out of these.
    const scripts = [`${HOME}pyodide.mjs`, `${HOME}pyodide.asm.js`];
    const others = paths.filter((path) => !scripts.includes(path));
    const arriving = new Map(others.map((path) => [files.url(path), files.get(path)]));
    const imports = scripts.map((path) => files.import(path));
    const [snapshot, library] = [SNAPSHOT, LIBRARY].map((path) => {
      const bytes = unpacked(/** @type {Promise<Uint8Array<ArrayBuffer>>} */ (arriving.get(files.url(path))));
      bytes.catch(() => {}); // the file's own failure is told below
      return bytes;
    });
    const everything = Promise.all([...arriving.values(), ...imports]);
    const ownFetch = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, location.href).href;
      const file = arriving.get(url);
      if (!file) return ownFetch(input, init);
      const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return new Response(await file, { headers: { "content-type": type } });
    };
    try {
      const boot = async () => {
        const [{ loadPyodide }] = await Promise.all(imports);
        /** @type {Pyodide} */
        const pyodide = await loadPyodide({ indexURL: files.url(HOME), _loadSnapshot: snapshot });
        installLibrary(pyodide.FS, await library);
        pyodide.unpackArchive(await /** @type {Promise<Uint8Array>} */ (arriving.get(files.url(PACKAGE))), "zip");
        return pyodide;
      };
      const [pyodide] = await Promise.all([boot(), everything]);
      const browser = pyodide.pyimport("mattebox.browser");
      const desk = using(browser, ({ Desk }) => Desk(JSON.stringify(models)));
      return new Python(pyodide, desk, pyodide.pyimport("mattebox.png"));
    } finally {
      globalThis.fetch = ownFetch;
    }
  }

  /** A new height×width×4 u8 array. @param {number} height @param {number} width @returns {PyProxy} */
  blank(height, width) {
    return this.#desk.blank(height, width);
  }

  /** A picture by Pillow. @param {Uint8Array} bytes */
  open(bytes) {
    return using(this.#desk.open(bytes), (pair) => {
      /** @type {PyProxy} */
      const image = pair.get(0);
      const [height, width] = using(image.shape, (shape) => shape.toJs());
      return { image, height, width, notices: using(pair.get(1), (notices) => /** @type {string[]} */ (notices.toJs())) };
    });
  }

  /** Checked before any work begins. @param {import("./protocol.js").EdgeOptions} edges @returns {PyProxy} */
  options(edges) {
    return this.#desk.options(JSON.stringify(edges));
  }

  /**
   * What is seen stays with Python under its key until `forget`.
   *
   * @param {string} key
   * @param {PyProxy} image
   * @param {import("./protocol.js").Mode} mode
   * @param {Hooks} hooks
   * @param {OnDraft} onDraft
   */
  async look(key, image, mode, { segment, onStage, cancelled }, onDraft) {
    const showDraft = (/** @type {PyProxy} */ draft) => {
      const view = draft.getBuffer("u8");
      onDraft(/** @type {Uint8Array} */ (view.data), view.shape[0], view.shape[1]);
      view.release();
    };
    await this.#desk.look(key, image, mode, segment, onStage, showDraft, cancelled);
  }

  /** The pixels of what was seen. @param {string} key @returns {PyProxy} */
  image(key) {
    return this.#desk.image(key);
  }

  /** The cut-out of what was seen. @param {string} key @param {PyProxy} options @param {Hooks} hooks */
  async finish(key, options, { onStage, cancelled }) {
    return new Cutout(await this.#desk.finish(key, options, onStage, cancelled), this.#png, () => this.#heap);
  }

  /** @param {string} key */
  forget(key) {
    this.#desk.forget(key);
  }

  /** Milliseconds that a small made-up picture takes. @param {() => boolean} cancelled @returns {Promise<number>} */
  async warm(cancelled) {
    return 1000 * (await this.#desk.warm(cancelled));
  }

  /** @returns {Uint8Array} */
  get #heap() {
    return /** @type {any} */ (this.#pyodide)._module.HEAPU8;
  }

  /** Never shrinks. */
  get heapBytes() {
    return this.#heap.byteLength;
  }
}

/**
 * @template T
 * @param {PyProxy} proxy  destroyed afterwards, also when `use` fails or promises
 * @param {(proxy: PyProxy) => T} use
 * @returns {T}
 */
function using(proxy, use) {
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

/** @param {Promise<Uint8Array<ArrayBuffer>>} file  gzipped */
async function unpacked(file) {
  const stream = new Blob([await file]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
