/**
 * Mattebox from a site that has it, for a page of another origin: that site's embed.html in a frame that nobody sees.
 * What web/embed/host.js says of the messages holds here.
 *
 * @import { Checks, CreateOptions } from "./options.js"
 * @import { Means } from "./mattebox.js"
 */

import { MatteboxError, unlessAborted } from "./errors.js";
import { Mattebox } from "./mattebox.js";
import { createOptionsOf } from "./options.js";

export { Mattebox } from "./mattebox.js";
export { MatteboxError } from "./errors.js";
export { MatteboxResult } from "./result.js";

const PROTOCOL = 1;

/**
 * Starts an engine in a frame; the same as `createMattebox` from there on. Pictures are worked on in this browser as well, by
 * scripts of the other site: use one that you trust.
 *
 * @param {string | URL} page  address of the other site's embed.html
 * @param {Omit<CreateOptions, "base">} [options]
 * @returns {Promise<Mattebox>}
 * @throws {MatteboxError} the page is not there, or does not serve this origin
 */
export async function createFramedMattebox(page, options = {}) {
  const { device, threads, signal, onProgress } = createOptionsOf(options, ["device", "threads", "signal", "onProgress"]);
  signal?.throwIfAborted();
  const frame = document.createElement("iframe");
  const line = new Line(frame);
  try {
    const defaults = await unlessAborted(line.open(new URL(page, location.href), { device, threads }), signal);
    const mattebox = new Mattebox(means(line, defaults));
    await unlessAborted(line.ask("start", null, { onProgress, signal }), signal);
    signal?.addEventListener("abort", () => void mattebox.dispose(), { once: true });
    return mattebox;
  } catch (error) {
    line.close();
    throw error;
  }
}

/** @param {Line} line @param {ReturnType<Checks["wholeOptions"]>} defaults @returns {Means} */
function means(line, defaults) {
  /** @type {WeakMap<Blob, number>} */
  const numbers = new WeakMap();
  let files = 0;
  /** @param {Blob} file */
  const numberOf = (file) => {
    if (!numbers.has(file)) numbers.set(file, ++files);
    return numbers.get(file);
  };
  return {
    engine: {
      start: () => line.ask("start", null, {}),
      cut: (file, { signal, onProgress, onPreview, onTips, ...options }) =>
        line.ask("cut", { file, number: numberOf(file), ...options }, { signal, onProgress, onPreview, onTips }),
      dispose: () => line.close(),
    },
    // The frame looks at all of it before any work; the page's part is to fill in what is left out.
    checks: {
      wholeOptions: (given, before = defaults) => /** @type {typeof defaults} */ (filled(given, before)),
      wholeFixes: (given) => /** @type {any} */ (given),
    },
    askPixels: (duty, payload, signal) => line.ask("pixels", { duty, payload }, { signal }),
  };
}

/** What is given in the place of what was, at every depth; `undefined` counts as not given. @param {unknown} given @param {unknown} before */
function filled(given, before) {
  if (given === undefined) return before;
  if (!isPlain(given) || !isPlain(before)) return given;
  const names = new Set([...Object.keys(before), ...Object.keys(given)]);
  /** @type {Record<string, unknown>} */
  const whole = {};
  for (const name of names) whole[name] = filled(given[name], before[name]);
  return whole;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isPlain = (value) => value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;

/** Questions to a frame, and their answers. */
class Line {
  #frame;
  #channel = new MessageChannel();
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: unknown) => void, listeners: Record<string, any>}>} */
  #waiting = new Map();
  #count = 0;

  /** @param {HTMLIFrameElement} frame */
  constructor(frame) {
    this.#frame = frame;
  }

  /**
   * @param {URL} page
   * @param {object} want
   * @returns {Promise<ReturnType<Checks["wholeOptions"]>>}  the frame's defaults
   */
  async open(page, want) {
    const frame = this.#frame;
    frame.hidden = true;
    frame.src = page.href;
    frame.allow = "cross-origin-isolated";
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    document.body.append(frame);
    await loaded;
    const { port1, port2 } = this.#channel;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(unanswered(page)), PATIENCE_MS);
      port1.onmessage = ({ data: { defaults, refused } }) => {
        clearTimeout(late);
        port1.onmessage = ({ data }) => this.#receive(data);
        if (defaults) resolve(defaults);
        else reject(new MatteboxError("environment", `${page.origin} does not serve ${refused}: its embed.json has to name it`));
      };
      frame.contentWindow?.postMessage({ mattebox: PROTOCOL, ...want }, page.origin, [port2]);
    });
  }

  /**
   * @param {string} duty
   * @param {unknown} payload
   * @param {{signal?: AbortSignal, [listener: string]: any}} about
   * @returns {Promise<any>}
   */
  ask(duty, payload, { signal, ...listeners }) {
    return new Promise((resolve, reject) => {
      const id = ++this.#count;
      const { port1 } = this.#channel;
      this.#waiting.set(id, { resolve, reject, listeners });
      const listens = Object.keys(listeners).filter((name) => listeners[name]);
      port1.postMessage({ id, duty, payload, listens });
      signal?.addEventListener("abort", () => port1.postMessage({ id, abort: true }), { once: true });
    });
  }

  close() {
    this.#channel.port1.close();
    this.#frame.remove();
    for (const { reject } of this.#waiting.values()) reject({ code: "cancelled" });
    this.#waiting.clear();
  }

  /** @param {{id: number, listener?: string, detail?: unknown, answer?: unknown, error?: unknown}} message */
  #receive({ id, listener, detail, answer, error }) {
    const question = this.#waiting.get(id);
    if (listener) return question?.listeners[listener](detail);
    this.#waiting.delete(id);
    if (error) question?.reject(error);
    else question?.resolve(answer);
  }
}

/** How long a page that has loaded may take to answer. */
const PATIENCE_MS = 10_000;

/** @param {URL} page */
const unanswered = (page) =>
  new MatteboxError("environment", `There is no Mattebox at ${page.href} that answers. See whether the address is right and whether `
    + "that site lets yours have it in a frame (frame-ancestors)");
