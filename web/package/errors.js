/**
 * What a site that embeds Mattebox is told when something cannot be done: what, and what to do about it.
 *
 * @import { ErrorCode } from "../engine/types.js"
 */

/** @type {Readonly<Record<ErrorCode, string>>} */
const SENTENCES = Object.freeze({
  cancelled: "The work was ended before it was done: dispose() was called meanwhile.",
  empty: "The file is empty. Hand in one that has a picture in it.",
  unreadable: "The file is no picture that can be read. Hand in PNG, JPEG, WebP, AVIF, GIF, BMP, TIFF or HEIC.",
  raw: "A camera's raw file without a finished picture in it. Develop it first and hand in a TIFF or JPEG.",
  "too-large": "The picture is too large to be decoded in a browser. Scale it down first.",
  "too-long": "A file of that format cannot hold a picture so wide or high. Choose another output.format, or a smaller frame.",
  "canvas-noise": "This browser changes the pixels that pages may see, and alone can read this format. Hand in PNG or JPEG.",
  "no-heif": "The files that read HEIC cannot be had (assets/vendor/heif). See whether the host serves all of the assets.",
  network: "A file of Mattebox could not be had. See whether `base` is where the assets lie (npx mattebox copy-assets DIR).",
  "corrupt-download": "A file of Mattebox arrived changed. See whether the host or a proxy alters files; copy the assets anew.",
  memory: "Memory ran out. Close other tabs, or hand in a smaller picture.",
  "worker-died": "The browser ended a worker. Try again, or hand in a smaller picture.",
  "no-start": "A worker does not start. See whether the content security policy has worker-src 'self' and "
    + "script-src 'self' 'wasm-unsafe-eval'.",
  gone: "The file cannot be read any more. Choose it again.",
  "unsupported-browser": "This browser lacks something that cannot be done without.",
  outdated: "The host has another version of Mattebox by now. Reload the page.",
  "no-key": "A key to sign with can be neither made nor kept here. Leave output.credentials out.",
  "unusable-network": "A network does not answer as it should. Copy the assets anew.",
  internal: "Something went wrong inside Mattebox. This is a fault of the program; please report it with the details.",
});

export class MatteboxError extends Error {
  /**
   * @param {ErrorCode | "option" | "source" | "environment"} code  `option`: an option is none; `source`: no picture, or of
   *   another origin; `environment`: the page or its host is in the way
   * @param {string} message
   * @param {{field?: string, cause?: unknown}} [about]
   */
  constructor(code, message, { field, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "MatteboxError";
    this.code = code;
    /** The option that is wrong, e.g. `finish.shadow.opacity`. @type {string | undefined} */
    this.field = field;
  }
}

/** Whatever the engine threw, in words. @param {unknown} thrown @returns {MatteboxError} */
export function explained(thrown) {
  if (thrown instanceof MatteboxError) return thrown;
  /** @type {{name?: string, code?: unknown, message?: string, field?: string}} */
  const { name, code: said, message: detail, field } = thrown ?? {};
  if (name === "OptionError") return new MatteboxError("option", detail ?? "", { field });
  const code = /** @type {ErrorCode} */ (typeof said === "string" && said in SENTENCES ? said : "internal");
  const more = detail && detail !== code ? ` (${detail})` : "";
  return new MatteboxError(code, `${SENTENCES[code]}${more}`, { cause: thrown });
}

/**
 * What a promise comes to, unless it is not wanted any more; errors in words.
 *
 * @template T
 * @param {Promise<T>} work
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>} rejects with the signal's reason at once when it aborts
 */
export function unlessAborted(work, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    work
      .then(resolve, (error) => reject(signal?.aborted ? signal.reason : explained(error)))
      .finally(() => signal?.removeEventListener("abort", stop));
  });
}

/** One signal of several, for browsers without `AbortSignal.any`, too. @param {(AbortSignal | undefined)[]} signals */
export function anyOf(...signals) {
  const given = signals.filter((signal) => signal !== undefined);
  if (given.length < 2) return given[0];
  const one = new AbortController();
  for (const signal of given) {
    if (signal.aborted) one.abort(signal.reason);
    signal.addEventListener("abort", () => one.abort(signal.reason), { once: true, signal: one.signal });
  }
  return one.signal;
}
