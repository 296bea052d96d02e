/**
 * A typed line between two threads: `ask` waits for an answer, `tell` does not. Either end may do both.
 *
 * A duty is a method of the other side: one payload in, a value or a promise out. Errors cross as EngineError or AskNext.
 */

import { errorOf, plainError } from "./errors.js";

/** A value whose buffers change hands instead of being copied; a duty returns it, or it is passed to `ask`. */
export class Moved {
  /**
   * @param {unknown} value
   * @param {Transferable[]} transfer
   */
  constructor(value, transfer) {
    this.value = value;
    this.transfer = transfer;
  }
}

/**
 * @typedef {{
 *   postMessage(message: unknown, transfer: Transferable[]): void,
 *   onmessage: ((event: MessageEvent) => any) | null,
 * }} Port  a Worker, a worker's own scope, or a MessagePort
 */

/** @param {unknown} payload @returns {[unknown, Transferable[]]} */
const unpack = (payload) => (payload instanceof Moved ? [payload.value, payload.transfer] : [payload, []]);

/**
 * @template {{[K in keyof Remote]: (payload: any) => any}} Remote  the other side's duties
 */
export class Wire {
  #port;
  #duties;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #count = 0;
  /** @type {Error | null} */
  #closed = null;

  /**
   * @param {Port} port
   * @param {Record<string, (payload: any) => any>} duties  what the other side may ask of this one
   */
  constructor(port, duties = {}) {
    this.#port = port;
    this.#duties = duties;
    port.onmessage = (event) => this.#receive(event.data);
  }

  /**
   * @template {keyof Remote & string} K
   * @param {K} duty
   * @param {Parameters<Remote[K]>[0] | Moved} payload
   * @returns {Promise<Awaited<ReturnType<Remote[K]>>>}
   */
  ask(duty, payload) {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      const id = ++this.#count;
      this.#waiting.set(id, { resolve, reject });
      const [value, transfer] = unpack(payload);
      this.#port.postMessage({ id, duty, value }, transfer);
    });
  }

  /**
   * @template {keyof Remote & string} K
   * @param {K} duty
   * @param {Parameters<Remote[K]>[0] | Moved} payload
   */
  tell(duty, payload) {
    if (this.#closed) return;
    const [value, transfer] = unpack(payload);
    this.#port.postMessage({ duty, value }, transfer);
  }

  /** Nothing comes any more: every open question fails with this error. @param {Error} error */
  close(error) {
    this.#closed ??= error;
    this.#port.onmessage = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** @param {{id?: number, duty?: string, value?: unknown, error?: import("./errors.js").PlainError}} message */
  async #receive({ id, duty, value, error }) {
    if (duty === undefined) {
      const question = this.#waiting.get(/** @type {number} */ (id));
      this.#waiting.delete(/** @type {number} */ (id));
      if (error) question?.reject(errorOf(error));
      else question?.resolve(value);
      return;
    }
    if (id === undefined && !this.#duties[duty]) return; // told, but nobody here minds
    try {
      const [answer, transfer] = unpack(await this.#duties[duty](value));
      if (id !== undefined && !this.#closed) this.#port.postMessage({ id, value: answer }, transfer);
    } catch (thrown) {
      if (id === undefined) console.error(thrown);
      else if (!this.#closed) this.#port.postMessage({ id, error: plainError(thrown) }, []);
    }
  }
}
