/** A network of somebody's own on its way into the browser's storage, in a Python worker that is started for nothing else. */

import { modelsFolder, NETWORK, removeNetwork, sweepNetworks, TOLD, toldOf } from "../networks/folder.js";
import { EngineError } from "../shared/errors.js";
import { viewing } from "./proxies.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("../shared/protocol.js").Survey} Survey
 * @typedef {import("../networks/folder.js").Descriptor} Descriptor
 */

/** Of external data, copied at a time. */
const CHUNK = 4 << 20;

/** More than WebAssembly has room for, beside what the network computes. */
const MOST_BYTES = 1.5e9;

export class Adding {
  #python;
  #told;
  /** @type {PyProxy | null} */
  #reception = null;
  /** @type {Survey | null} */
  #survey = null;
  /** On this device. */
  #bytes = 0;
  /** It was here before. */
  #before = false;

  /** @param {import("./python.js").Python} python @param {(fraction: number) => void} told */
  constructor(python, told) {
    this.#python = python;
    this.#told = told;
  }

  get #desk() {
    return (this.#reception ??= this.#python.reception());
  }

  /**
   * Looks at files and copies them; they are not added yet.
   *
   * @param {File[]} files
   * @returns {Promise<Survey>}
   */
  async take(files) {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > MOST_BYTES) throw trouble("large");
    const folder = await modelsFolder({ create: true });
    if (!folder) throw trouble("storage");
    await sweepNetworks();
    const readable = files.map((file) => ({
      name: file.name,
      size: file.size,
      read: (/** @type {number} */ start, /** @type {number} */ stop) => part(file, start, stop),
    }));
    let done = 0;
    const step = (/** @type {number} */ bytes) => this.#told((done += bytes) / (2 * size));
    const survey = /** @type {Survey} */ (answer(this.#desk.receive(readable, step)));
    this.#survey = survey;
    const home = await folder.getDirectoryHandle(survey.sha256, { create: true });
    const before = await toldOf(home);
    this.#before = before !== null;
    this.#bytes = before?.bytes ?? 0;
    if (before) return survey;
    await written(home, NETWORK, (out) => {
      this.#desk.write((/** @type {PyProxy} */ piece) => step(viewing(piece, (bytes) => put(out, bytes))));
      this.#bytes += out.getSize();
    });
    for (const name of new Set(Object.values(survey.data))) {
      const file = /** @type {File} */ (files.find((each) => each.name === name));
      await written(home, name, (out) => {
        for (let at = 0; at < file.size; at += CHUNK) step(put(out, part(file, at, at + CHUNK)));
      });
      this.#bytes += file.size;
    }
    return survey;
  }

  /** A descriptor, whole. @param {string} text @returns {Descriptor} */
  check(text) {
    return answer(this.#desk.checked(text));
  }

  /** It is added. @param {string} text  a descriptor */
  async keep(text) {
    const { sha256: id, rewritten, data } = /** @type {Survey} */ (this.#survey);
    const descriptor = this.check(text);
    const home = await (await modelsFolder({ create: true }))?.getDirectoryHandle(id);
    if (!home) throw trouble("storage");
    const told = JSON.stringify({ id, descriptor, bytes: this.#bytes, rewritten, data });
    await written(home, TOLD, (out) => void put(out, new TextEncoder().encode(told)));
  }

  /** It is not. */
  async discard() {
    if (this.#survey && !this.#before) await removeNetwork(this.#survey.sha256);
  }
}

const reader = new FileReaderSync();

/** @param {File} file @param {number} start @param {number} stop */
const part = (file, start, stop) => new Uint8Array(reader.readAsArrayBuffer(file.slice(start, stop)));

/** @param {import("../types.js").NetworkTrouble} why @param {string} [text] */
const trouble = (why, text = "") => new EngineError("unusable-network", `${why}: ${text}`);

/** What Python says. @param {string} json @returns {any} */
function answer(json) {
  const told = JSON.parse(json);
  if (told.trouble) throw trouble(told.trouble, told.text);
  return told;
}

/**
 * @param {FileSystemDirectoryHandle} home
 * @param {string} name
 * @param {(out: FileSystemSyncAccessHandle) => void} write
 */
async function written(home, name, write) {
  try {
    const out = await (await home.getFileHandle(name, { create: true })).createSyncAccessHandle();
    try {
      out.truncate(0);
      write(out);
      out.flush();
    } finally {
      out.close();
    }
  } catch (error) {
    if (/Quota/i.test(String(error))) throw trouble("full");
    throw error;
  }
}

/** At its end. @param {FileSystemSyncAccessHandle} out @param {Uint8Array<ArrayBuffer>} bytes @returns {number} how many */
function put(out, bytes) {
  const count = out.write(bytes, { at: out.getSize() });
  if (count !== bytes.length) throw trouble("full");
  return count;
}
