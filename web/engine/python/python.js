/**
 * Pyodide with `mattebox` imported: the one place that knows how Python starts and how its memory is reached.
 *
 * It does not boot: the build has written down the memory of a Pyodide that has (python-image.mjs), and its libraries as
 * byte code.
 */

import { EngineError } from "../shared/errors.js";
import { lend } from "../shared/lend.js";
import { Cutout } from "./cutout.js";
import { installLibrary } from "./install.js";
import { destroyAll, plainNotices, plainTips, using, viewing } from "./proxies.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("pyodide").PyodideInterface} Pyodide
 * @typedef {import("../types.js").ErrorCode} ErrorCode
 * @typedef {import("../shared/protocol.js").NumberedFixes} NumberedFixes
 * @typedef {import("../types.js").EdgeOptions} EdgeOptions
 * @typedef {import("../types.js").Notice} Notice
 *
 * @typedef {{data: Float32Array, shape: number[]} | import("./own-networks.js").Trouble} Answer
 *
 * @typedef {object} Watcher  whoever waits for a picture
 * @property {(role: string, tensor: PyProxy, network: string) => Promise<Answer>} segment  ours are called ""
 * @property {(stage: string, fraction: number | undefined) => void} onStage
 * @property {(pixels: Uint8Array, height: number, width: number) => void} onDraft  pixels are valid during the call only
 * @property {(tips: import("../types.js").Tip[]) => void} onTips
 * @property {() => boolean} cancelled
 *
 * @typedef {Omit<Watcher, "onDraft" | "onTips"> & Record<"onDraft" | "onTips", (proxy: PyProxy) => void>} Hooks  as Python calls them
 *
 * @typedef {object} About  what is to be known of a picture that Python holds
 * @property {number} width
 * @property {number} height
 * @property {Notice[]} notices
 *
 * @typedef {Record<"edges" | "fixes" | "finish" | "output", PyProxy>} Choices
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
  [/^RawPicture$/, "raw"],
  [/^TooLong$/, "too-long"],
  [/^UnusableNetwork$/, "unusable-network"],
  [/MemoryError$/, "memory"],
];

/** What Python raised, as the page knows it. @param {unknown} error */
export function asPythonError(error) {
  const { type, message } = /** @type {{type?: string, message?: string}} */ (error ?? {});
  const code = type && ERROR_CODES.find(([name]) => name.test(type))?.[1];
  return code ? new EngineError(code, message) : error;
}

/** Under which Python holds a picture that was analysed in a mode. @param {number} id  of the file @param {import("../types.js").Mode} mode */
export const keyOf = (id, mode) => `${id} ${mode}`;

/** @param {Watcher} watcher @returns {Hooks} */
export function hooksOf(watcher) {
  return {
    ...watcher,
    onTips: (tips) => watcher.onTips(plainTips(tips)),
    onDraft: (draft) => {
      const [height, width] = using(draft.shape, (shape) => shape.toJs());
      viewing(draft, (pixels) => watcher.onDraft(pixels, height, width));
    },
  };
}

export class Python {
  #pyodide;
  #desk;
  /** Those that were analysed: held.py's HeldPictures, by keys as of `keyOf`. @type {PyProxy} */
  pictures;

  /** @param {Pyodide} pyodide @param {PyProxy} desk */
  constructor(pyodide, desk) {
    this.#pyodide = pyodide;
    this.#desk = desk;
    this.pictures = desk.pictures;
  }

  /**
   * @param {import("../shared/files.js").Files} files
   * @param {string[]} paths  everything under vendor/pyodide and py
   * @param {import("../shared/assets-json.js").Assets["models"]} models
   */
  static async start(files, paths, models) {
    // Pyodide fetches its files itself, without retries or checks, and hangs when one fails. So they come from `files`,
    // and its own requests are answered out of these.
    const scripts = [`${HOME}pyodide.js`, `${HOME}pyodide.asm.js`];
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

  /** A new height×width×4 u8 array. @type {(height: number, width: number) => PyProxy} */
  blank = (height, width) => this.#desk.blank(height, width);

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

  /**
   * From the colours that numbers tell, in place; whether highlights had to be toned down.
   *
   * @param {PyProxy} image
   * @param {number} primaries
   * @param {number} transfer
   * @returns {boolean}
   */
  toSrgbByNumbers(image, primaries, transfer) {
    return this.#desk.to_srgb_by_numbers(image, primaries, transfer);
  }

  /**
   * The options of one cut as Python objects, checked before any work begins; destroy them afterwards.
   *
   * @param {Pick<import("../shared/protocol.js").CutJob, "edges" | "fixes" | "finish" | "output">} order
   * @returns {Choices}
   */
  choices({ edges, fixes, finish: { background, ...finish }, output: { credentials, smaller, ...output } }) {
    const { picture, ...ground } = background;
    /** @type {Partial<Choices>} */
    const made = {};
    try {
      made.edges = this.#edges(edges);
      made.fixes = this.#fixes(fixes);
      made.finish = this.#desk.finishing(JSON.stringify({ ...finish, background: ground }));
      made.output = this.#desk.output(JSON.stringify(output));
      return /** @type {Choices} */ (made);
    } catch (error) {
      destroyAll(made);
      throw error;
    }
  }

  /** Throws where such a file cannot hold a picture of this size. @param {PyProxy} output @param {{width: number, height: number}} size */
  checkSides(output, { width, height }) {
    this.#desk.check_sides(output, width, height);
  }

  /** @param {EdgeOptions} edges @returns {PyProxy} */
  #edges(edges) {
    return this.#desk.edges(JSON.stringify(edges));
  }

  /** @param {NumberedFixes} fixes @returns {PyProxy} */
  #fixes({ numbers, added }) {
    return this.#desk.fixes(JSON.stringify(numbers), JSON.stringify(added));
  }

  /** A picture for the background is kept until the next one. @type {(number: number, image: PyProxy) => void} */
  keepGround = (number, image) => this.#desk.keep_ground(number, image);

  /** @param {number} number @returns {boolean} */
  hasGround(number) {
    return this.#desk.has_ground(number);
  }

  /**
   * What is found stays with Python under the picture's key; told is why `own`, a network in the large one's place, cannot
   * be used, and ours was.
   *
   * @param {string} key
   * @param {number} id  of the file
   * @param {PyProxy} image
   * @param {import("../types.js").Mode} mode
   * @param {Hooks} hooks
   * @param {About} about
   * @param {Promise<Uint8Array>} file  for what it says besides its pixels
   * @param {import("../shared/protocol.js").OwnNetwork | null} own
   * @returns {Promise<import("../types.js").NetworkTrouble | "">}
   */
  find(key, id, image, mode, hooks, about, file, own) {
    const find = (/** @type {PyProxy | undefined} */ named) => this.#desk.find(key, id, image, mode, hooks, about, file, named);
    return own ? using(this.#pyodide.toPy([own.id, own.descriptor]), find) : find(undefined);
  }

  /** For a network that is to be added: arriving.py's Reception. @type {() => PyProxy} */
  reception = () => this.#desk.reception();

  /** What `find` was told; undefined: not held. @param {string} key @returns {About | undefined} */
  about(key) {
    return this.#desk.about(key);
  }

  /** The pixels of what was analysed. @param {string} key @returns {PyProxy} */
  image(key) {
    return this.#desk.image(key);
  }

  /**
   * The cut-out of what was found.
   *
   * @param {string} key
   * @param {Choices} choices
   * @param {Hooks} hooks
   */
  async matte(key, { edges, fixes }, hooks) {
    return new Cutout(await this.#desk.matte(key, edges, fixes, hooks), this.#desk);
  }

  /**
   * A part of that, quickly.
   *
   * @template T
   * @param {string} key
   * @param {EdgeOptions} edges
   * @param {NumberedFixes} fixes
   * @param {import("../types.js").PeekBox} box
   * @param {(pixels: Uint8Array) => T} use  they are valid until it waits for something
   * @returns {T | null} null: the picture is not held
   */
  peek(key, edges, fixes, { left, top, right, bottom, width, height }, use) {
    const wanted = {
      edges: this.#edges(edges),
      fixes: this.#fixes(fixes),
      box: this.#pyodide.toPy([left, top, right, bottom]),
      size: this.#pyodide.toPy([width, height]),
    };
    try {
      const rgba = this.#desk.peek(key, wanted.edges, wanted.fixes, wanted.box, wanted.size);
      return rgba ? using(rgba, () => viewing(rgba, use)) : null;
    } finally {
      destroyAll(wanted);
    }
  }

  /** Which subject each cell of a square grid shows. @param {string} key @param {NumberedFixes} fixes @returns {Uint8Array<ArrayBuffer> | null} */
  parts(key, fixes) {
    return using(this.#fixes(fixes), (numbered) => {
      const cells = this.#desk.parts(key, numbered);
      return cells ? using(cells, () => viewing(cells, (bytes) => bytes.slice())) : null;
    });
  }

  /** Milliseconds that a small made-up picture takes. @param {() => boolean} cancelled */
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
