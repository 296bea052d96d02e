/**
 * Pyodide with `mattebox` imported: the one place that knows how Python starts and how its memory is reached.
 *
 * It does not boot: the build has written down the memory of a Pyodide that has (python-image.mjs), and its libraries as
 * byte code.
 */
import { Cutout } from "./cutout.js";
import { installLibrary } from "./install.js";
import { EngineError } from "../shared/errors.js";
import { lend } from "../shared/lend.js";
import { plainNotices, plainTips, using, viewing } from "./proxies.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("pyodide").PyodideInterface} Pyodide
 * @typedef {import("../types.js").ErrorCode} ErrorCode
 * @typedef {import("../shared/protocol.js").Mask} Mask
 * @typedef {import("../types.js").Finish} Finish
 * @typedef {import("../types.js").Output} Output
 * @typedef {(role: string, tensor: PyProxy) => Promise<Mask>} Segment
 *
 * @typedef {(pixels: Uint8Array, height: number, width: number) => void} OnDraft  pixels are valid during the call only
 *
 * @typedef {object} Hooks
 * @property {Segment} segment
 * @property {(stage: string, fraction: number | undefined) => void} onStage
 * @property {() => boolean} cancelled
 * @property {(tips: import("../types.js").Tip[]) => void} onTips
 */

const HOME = "vendor/pyodide/";
const PACKAGE = "py/mattebox.bin";
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

export class Python {
  #pyodide;
  #desk;

  /** @param {Pyodide} pyodide @param {PyProxy} desk */
  constructor(pyodide, desk) {
    this.#pyodide = pyodide;
    this.#desk = desk;
  }

  /**
   * @param {import("../shared/files.js").Files} files
   * @param {string[]} paths  everything under vendor/pyodide and py
   * @param {import("../shared/assets-json.js").Assets["models"]} models
   */
  static async start(files, paths, models) {
    // Pyodide fetches its files itself, without retries or checks, and hangs when one fails. So they come from `files`,
    // and its own requests are answered out of these.
    const scripts = [`${HOME}pyodide.mjs`, `${HOME}pyodide.asm.js`];
    const others = paths.filter((path) => !scripts.includes(path));
    const arriving = new Map(others.map((path) => [files.url(path), files.get(path)]));
    const imports = scripts.map((path) => files.import(path));
    const [snapshot, library, own] = [SNAPSHOT, LIBRARY, PACKAGE].map((path) => {
      const bytes = unpacked(/** @type {Promise<Uint8Array<ArrayBuffer>>} */ (arriving.get(files.url(path))));
      bytes.catch(() => {}); // the file's own failure is told below
      return bytes;
    });
    const everything = Promise.all([...arriving.values(), ...imports]);
    const ownFetch = globalThis.fetch;
    /** @type {typeof fetch} */
    const fromFiles = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, location.href).href;
      const file = arriving.get(url);
      if (!file) return ownFetch(input, init);
      const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return new Response(await file, { headers: { "content-type": type } });
    };
    const boot = async () => {
      const [{ loadPyodide }] = await Promise.all(imports);
      /** @type {Pyodide} */
      const pyodide = await loadPyodide({ indexURL: files.url(HOME), _loadSnapshot: snapshot });
      for (const code of [library, own]) installLibrary(pyodide.FS, await code);
      return pyodide;
    };
    const [pyodide] = await lend("fetch", fromFiles, () => Promise.all([boot(), everything]));
    const browser = pyodide.pyimport("mattebox.browser");
    const desk = using(browser, ({ Desk }) => Desk(JSON.stringify(models)));
    return new Python(pyodide, desk);
  }

  /** A new height×width×4 u8 array. @param {number} height @param {number} width @returns {PyProxy} */
  blank(height, width) {
    return this.#desk.blank(height, width);
  }

  /** A picture by Pillow. @param {Uint8Array} bytes @param {number} most  pixels */
  open(bytes, most) {
    return using(this.#desk.open(bytes, most), (pair) => {
      /** @type {PyProxy} */
      const image = pair.get(0);
      const [height, width] = using(image.shape, (shape) => shape.toJs());
      return { image, height, width, notices: using(pair.get(1), plainNotices) };
    });
  }

  /** From the colours of an ICC profile, in place. @param {PyProxy} image @param {Uint8Array} profile */
  toSrgb(image, profile) {
    this.#desk.to_srgb(image, profile);
  }

  /** Checked before any work begins. @param {import("../types.js").EdgeOptions} edges @returns {PyProxy} */
  edges(edges) {
    return this.#desk.edges(JSON.stringify(edges));
  }

  /** Likewise. @param {Finish} finish @returns {PyProxy} */
  finishing({ background: { picture, ...background }, ...finish }) {
    return this.#desk.finishing(JSON.stringify({ ...finish, background }));
  }

  /** Likewise. @param {Output} output @returns {PyProxy} */
  output({ credentials, ...output }) {
    return this.#desk.output(JSON.stringify(output));
  }

  /** A picture for the background is kept until the next one. @param {number} number @param {PyProxy} image */
  keepGround(number, image) {
    this.#desk.keep_ground(number, image);
  }

  /** @param {number} number @returns {boolean} */
  hasGround(number) {
    return this.#desk.has_ground(number);
  }

  /** What a picture's file says besides its pixels. @param {string} key @param {Uint8Array} bytes */
  tell(key, bytes) {
    this.#desk.tell(key, bytes);
  }

  /**
   * What is seen stays with Python under its key until `forget`.
   *
   * @param {string} key
   * @param {PyProxy} image
   * @param {import("../types.js").Mode} mode
   * @param {Hooks} hooks
   * @param {OnDraft} onDraft
   */
  async find(key, image, mode, { segment, onStage, cancelled, onTips }, onDraft) {
    const showDraft = (/** @type {PyProxy} */ draft) => {
      const [height, width] = using(draft.shape, (shape) => shape.toJs());
      viewing(draft, (pixels) => onDraft(pixels, height, width));
    };
    const tell = (/** @type {PyProxy} */ tips) => onTips(plainTips(tips));
    await this.#desk.find(key, image, mode, segment, onStage, showDraft, tell, cancelled);
  }

  /** The pixels of what was seen. @param {string} key @returns {PyProxy} */
  image(key) {
    return this.#desk.image(key);
  }

  /** Likewise. @param {import("../types.js").Fix[]} fixes @returns {PyProxy} */
  fixes(fixes) {
    return this.#desk.fixes(JSON.stringify(fixes));
  }

  /**
   * The cut-out of what was seen.
   *
   * @param {string} key
   * @param {PyProxy} edges
   * @param {PyProxy} fixes
   * @param {Hooks} hooks
   */
  async matte(key, edges, fixes, { segment, onStage, cancelled }) {
    return new Cutout(await this.#desk.matte(key, edges, fixes, segment, onStage, cancelled), this.#desk);
  }

  /**
   * A part of that, quickly.
   *
   * @template T
   * @param {string} key
   * @param {PyProxy} edges
   * @param {PyProxy} fixes
   * @param {import("../types.js").PeekBox} box
   * @param {(pixels: Uint8Array) => T} use  they are valid until it waits for something
   * @returns {T}
   */
  peek(key, edges, fixes, { left, top, right, bottom, width, height }, use) {
    return using(this.#pyodide.toPy([left, top, right, bottom]), (box) =>
      using(this.#pyodide.toPy([width, height]), (size) =>
        using(this.#desk.peek(key, edges, fixes, box, size), (rgba) => viewing(rgba, use)),
      ),
    );
  }

  /** Which subject each cell of a square grid shows. @param {string} key @param {PyProxy} fixes @returns {Uint8Array<ArrayBuffer>} */
  parts(key, fixes) {
    return using(this.#desk.parts(key, fixes), (cells) => viewing(cells, (bytes) => bytes.slice()));
  }

  /** @param {string} key */
  forget(key) {
    this.#desk.forget(key);
  }

  /** Milliseconds that a small made-up picture takes. @param {() => boolean} cancelled @returns {Promise<number>} */
  async warm(cancelled) {
    return 1000 * (await this.#desk.warm(cancelled));
  }

  /** All of Python's memory, which never shrinks. @returns {number} */
  get heapBytes() {
    return /** @type {any} */ (this.#pyodide)._module.HEAPU8.byteLength;
  }
}

/** @param {Promise<Uint8Array<ArrayBuffer>>} file  gzipped */
async function unpacked(file) {
  const stream = new Blob([await file]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
