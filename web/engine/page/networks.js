/**
 * Networks of people's own: added, listed, removed, and looked up for a picture that is to be cut with one.
 *
 * @import { OwnNetwork, Survey } from "../shared/protocol.js"
 * @import { Descriptor, KeptNetwork } from "../networks/folder.js"
 * @import { Mode, NetworkTrouble } from "../types.js"
 * @import { PythonHandle, Workers } from "./workers.js"
 */

import { keptNetworks, removeNetwork, sweepNetworks } from "../networks/folder.js";
import { isIOS } from "../shared/capabilities.js";
import { ownOf } from "../shared/defaults.js";
import { asEngineError, EngineError, isShortage } from "../shared/errors.js";

/** Without a size of its own a network is given so many pixels: FREE_PIXELS of py/mattebox/subject/tensor.py. */
const FREE_PIXELS = 512 * 512;
/**
 * Bytes of memory that a network takes at the most: its weights twice, and for each pixel of its input what BiRefNet lite
 * takes, the hungriest of those that run in browsers.
 */
const BYTES_PER_PIXEL = 2140;
/** What WebAssembly can have, and a tab on iOS beside all else. */
const MOST = 4e9;
const MOST_IOS = 0.8e9;

/** @param {number} bytes  of its files @param {Descriptor} descriptor */
export function memoryFor(bytes, { size }) {
  return 2 * bytes + BYTES_PER_PIXEL * (size ? size[0] * size[1] : FREE_PIXELS);
}

/**
 * @returns {{most: number, device: number | null, deadly: boolean}} bytes that a network can have, and of this device where it
 *   tells (then at least); whether more of them end the whole page
 */
export function memoryHere() {
  const { deviceMemory } = /** @type {{deviceMemory?: number}} */ (navigator);
  return { most: isIOS() ? MOST_IOS : MOST, device: deviceMemory ? deviceMemory * 1e9 : null, deadly: isIOS() };
}

/** Why a network could not be added, and in English what else is known. @param {unknown} error @returns {{why: NetworkTrouble, text: string}} */
export function troubleOf(error) {
  const { code, message } = asEngineError(error);
  if (code !== "unusable-network") return { why: isShortage(code) ? "memory" : "failed", text: message };
  const [why, ...text] = message.split(": ");
  return { why: /** @type {NetworkTrouble} */ (why), text: text.join(": ") };
}

export class OwnNetworks {
  #workers;
  /** Those that are tried before they are added, by their ids. @type {Map<string, OwnNetwork>} */
  #tried = new Map();

  /** @param {Workers} workers */
  constructor(workers) {
    this.#workers = workers;
  }

  /** @returns {Promise<KeptNetwork[]>} by their titles */
  list() {
    return keptNetworks();
  }

  /** @param {string} id */
  remove(id) {
    return removeNetwork(id);
  }

  /**
   * The one that a mode means.
   *
   * @param {Mode} mode
   * @returns {Promise<OwnNetwork | null>} null: none
   */
  async wanted(mode) {
    const id = ownOf(mode);
    if (id === null) return null;
    const tried = this.#tried.get(id);
    if (tried) return tried;
    const kept = (await this.list()).find((each) => each.id === id);
    if (!kept) return { id, title: "", descriptor: "", data: {} };
    return { id, title: kept.descriptor.title, descriptor: JSON.stringify(kept.descriptor), data: kept.data };
  }

  /**
   * Looks at files and copies them into the browser's storage, in a worker of its own, which ends with what is returned.
   *
   * @param {File[]} files  a network, with its external data
   * @param {{signal: AbortSignal, onProgress: (fraction: number) => void}} how
   * @returns {Promise<Arrival>}
   */
  async add(files, { signal, onProgress }) {
    /** @type {(error: EngineError) => void} */
    let die = () => {};
    const gone = /** @type {Promise<never>} */ (new Promise((_, reject) => (die = reject)));
    gone.catch(() => {}); // told to those who wait
    const { handle, ready } = this.#workers.pythonApart({ taking: onProgress }, (error) => die(error));
    const end = () => {
      die(new EngineError("cancelled"));
      handle.end(new EngineError("cancelled"));
    };
    signal.addEventListener("abort", end, { once: true });
    try {
      if (signal.aborted) throw new EngineError("cancelled");
      const taken = ready.then(() => handle.wire.ask("take", files));
      const survey = await Promise.race([taken, gone]);
      const bytes = files.reduce((sum, { size }) => sum + size, 0);
      return new Arrival(survey, bytes, handle, this.#tried);
    } catch (error) {
      end();
      await sweepNetworks();
      throw error;
    } finally {
      signal.removeEventListener("abort", end);
    }
  }
}

/** One that is there and is not added yet. */
export class Arrival {
  #handle;
  #tried;

  /** @param {Survey} survey @param {number} bytes  of its files @param {PythonHandle} handle @param {Map<string, OwnNetwork>} tried */
  constructor(survey, bytes, handle, tried) {
    this.survey = survey;
    this.bytes = bytes;
    this.#handle = handle;
    this.#tried = tried;
  }

  /** A descriptor of it, whole. @param {string} text @returns {Promise<Descriptor>} */
  check(text) {
    return this.#handle.wire.ask("check", text);
  }

  /** The mode in which pictures are cut with it, until it is added or not. @param {Descriptor} descriptor @returns {Mode} */
  tryAs(descriptor) {
    const { sha256: id, data } = this.survey;
    this.#tried.set(id, { id, title: descriptor.title, descriptor: JSON.stringify(descriptor), data });
    return `own:${id}`;
  }

  /** Adds it. @param {Descriptor} descriptor */
  async keep(descriptor) {
    await this.#handle.wire.ask("keep", JSON.stringify(descriptor));
    this.#end();
  }

  /** Does not. */
  async drop() {
    await this.#handle.wire.ask("discard", undefined).catch(console.info);
    this.#end();
  }

  #end() {
    this.#tried.delete(this.survey.sha256);
    this.#handle.end(new EngineError("cancelled"));
  }
}
