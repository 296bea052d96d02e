/**
 * The engine for pages of other origins that have embed.html in a frame; `mattebox/frame` (web/package/frame.js) is their side.
 *
 * The page sends `{ mattebox: PROTOCOL, device, threads }` with a MessagePort, through which all else goes:
 * it asks `{ id, duty, payload, listens }` and may `{ id, abort: true }`; it is told `{ defaults }` once, `{ refused }` if its
 * origin may not, and of each question `{ id, listener, detail }` any number of times, then `{ id, answer }` or `{ id, error }`.
 *
 * Only the page that has the frame is listened to, and only if its origin is this one or stands in embed.json.
 *
 * @import { CutOptions } from "../engine/index.js"
 */

import { askPixels, Engine, wholeFixes, wholeOptions } from "../engine/index.js";

const PROTOCOL = 1;

/** Files that are remembered, so that a picture that comes again is known to the engine: it holds no more pictures. */
const FILES = 2;

/** @param {string} origin @returns {Promise<boolean>} */
async function mayUse(origin) {
  if (origin === location.origin) return true;
  const { origins } = await fetch(new URL("../embed.json", import.meta.url), { cache: "no-cache" }).then((answer) => answer.json());
  return origins.includes(origin);
}

/** @param {unknown} thrown */
function plain(thrown) {
  const { name, code, message, field } = /** @type {{name?: string, code?: string, message?: string, field?: string}} */ (thrown);
  return { name, code, message, field };
}

/** One page's engine. */
class Host {
  #engine;
  #port;
  /** @type {Map<number, Blob>} the last used last */
  #files = new Map();
  /** @type {Map<number, AbortController>} */
  #underWay = new Map();

  /** @param {MessagePort} port @param {{device?: "auto" | "wasm" | "webgpu", threads?: number}} want */
  constructor(port, { device, threads }) {
    this.#engine = new Engine({ base: new URL("..", import.meta.url), device, threads });
    this.#port = port;
    port.onmessage = ({ data }) => (data.abort ? this.#underWay.get(data.id)?.abort() : void this.#answer(data));
    port.postMessage({ defaults: wholeOptions({}) });
  }

  /** @param {{id: number, duty: string, payload: any, listens: string[]}} question */
  async #answer({ id, duty, payload, listens }) {
    const work = new AbortController();
    this.#underWay.set(id, work);
    const listeners = Object.fromEntries(listens.map((listener) => [listener, (/** @type {any} */ detail) => this.#tell(id, listener, detail)]));
    try {
      const answer = await this.#done(duty, payload, { ...listeners, signal: work.signal });
      this.#port.postMessage({ id, answer }, answer.data ? [answer.data.buffer] : []);
    } catch (thrown) {
      this.#port.postMessage({ id, error: plain(thrown) });
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** @param {number} id @param {string} listener @param {any} detail */
  #tell(id, listener, detail) {
    this.#port.postMessage({ id, listener, detail }, detail.bitmap ? [detail.bitmap] : []);
  }

  /**
   * @param {string} duty
   * @param {any} payload
   * @param {Pick<CutOptions, "signal" | "onProgress" | "onPreview" | "onTips">} listeners
   * @returns {Promise<any>}
   */
  async #done(duty, payload, listeners) {
    if (duty === "start") return this.#engine.start(listeners);
    if (duty === "pixels") return askPixels(payload.duty, payload.payload, listeners.signal);
    const { file, number, fixes, ...options } = payload;
    const whole = { ...wholeOptions(options), fixes: wholeFixes(fixes) };
    return this.#engine.cut(this.#known(file, number), { ...whole, ...listeners });
  }

  /** The file of this number as it came first. @param {Blob} file @param {number} number */
  #known(file, number) {
    const known = this.#files.get(number) ?? file;
    this.#files.delete(number);
    this.#files.set(number, known);
    for (const old of [...this.#files.keys()].slice(0, -FILES)) this.#files.delete(old);
    return known;
  }
}

addEventListener("message", async ({ data, origin, source, ports: [port] }) => {
  if (source !== parent || parent === window || data?.mattebox !== PROTOCOL || !port) return;
  if (await mayUse(origin)) new Host(port, data);
  else port.postMessage({ refused: origin });
});
