/**
 * Content Credentials as the page sees them: files are signed by a key of this device, and read back. The worker comes when
 * it is needed first, and goes when it has had nothing to do for a while.
 *
 * @import { Assets } from "../shared/assets-json.js"
 * @import { CredentialsDuties } from "../shared/protocol.js"
 * @import { Credentials as Found, Step } from "../types.js"
 */

import { EngineError } from "../shared/errors.js";
import { WorkerHandle } from "../shared/worker-handle.js";
import { keepOffline } from "./offline.js";

/** Milliseconds after which its memory, which grows to several times the largest file, is given back. */
const IDLE_MS = 30_000;

export class Credentials {
  #base;
  #assets;
  /** @type {{handle: WorkerHandle<CredentialsDuties>, ready: Promise<void>} | null} */
  #worker = null;
  #busy = 0;
  #idle = 0;

  /** @param {URL} base  root of dist/ @param {() => Promise<Assets>} assets */
  constructor(base, assets) {
    this.#base = base;
    this.#assets = assets;
  }

  /**
   * The same picture with a signed statement in it of what was done, and of where it comes from.
   *
   * @param {Blob} file @param {Step[]} steps @param {Blob} original
   */
  sign(file, steps, original) {
    return this.#ask("sign", { file, steps, original });
  }

  /**
   * What a file says of itself, and whether it was changed since.
   *
   * @param {Blob} file @param {AbortSignal} [signal] @returns {Promise<Found>}
   */
  async read(file, signal) {
    const giveUp = () => void (this.#busy === 1 && this.end());
    signal?.addEventListener("abort", giveUp);
    return this.#ask("read", file).finally(() => signal?.removeEventListener("abort", giveUp));
  }

  /** Fingerprint of this device's key; null: none was made. @returns {Promise<string | null>} */
  ownKey() {
    return this.#ask("own", undefined);
  }

  /** Gives up what is at work, and all memory. */
  end() {
    this.#worker?.handle.end(new EngineError("cancelled"));
    this.#worker = null;
  }

  /**
   * @template {keyof CredentialsDuties} K
   * @param {K} duty
   * @param {Parameters<CredentialsDuties[K]>[0]} payload
   * @returns {Promise<Awaited<ReturnType<CredentialsDuties[K]>>>}
   */
  async #ask(duty, payload) {
    clearTimeout(this.#idle);
    this.#busy++;
    const worker = (this.#worker ??= this.#start());
    try {
      await worker.ready;
      return await worker.handle.wire.ask(duty, payload);
    } catch (error) {
      if (this.#worker === worker) this.end(); // a library that has failed once is not to be relied upon
      throw error;
    } finally {
      if (!--this.#busy) this.#idle = window.setTimeout(() => this.end(), IDLE_MS);
    }
  }

  #start() {
    const script = new URL("../credentials/credentials-worker.js", import.meta.url);
    /** @type {WorkerHandle<CredentialsDuties>} */
    const handle = new WorkerHandle(script, "credentials", {}, () => this.end());
    const init = async () => ({ base: this.#base.href, assets: await this.#assets(), lifeline: handle.lifeline });
    const ready = init().then((payload) => handle.wire.ask("init", payload));
    ready.then(() => keepOffline(["credentials"]), () => {});
    return { handle, ready };
  }
}
