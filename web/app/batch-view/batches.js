/**
 * The way into batches. What they need is loaded when there is one; one that an earlier visit has left is told of.
 *
 * @import { Delivery } from "../batch/gather.js"
 * @import { ErrorCode } from "../../engine/index.js"
 * @import { Host } from "./host.js"
 * @import { BatchView } from "./view.js"
 */

import { Emitter } from "../emitter.js";
import { messages } from "../messages/index.js";
import { keep, recall } from "../store.js";
import { byId } from "../ui/dom.js";
import { Removal } from "./removal.js";

/** Remembered while a batch is stored, so that other visits need not look for one. */
const KEY = "batch";

/** @extends {Emitter<{changed: []}>} settings for all have changed, or what is on the screen */
export class Batches extends Emitter {
  /** @type {BatchView | null} */
  view = null;
  /** @type {(() => void) | null} lets go of what other tabs must not touch */
  #release = null;
  /** @type {Promise<boolean> | null} */
  #opening = null;
  #host;
  #removal = new Removal();
  #offer = byId("stored-batch", HTMLElement);

  /** @param {Host} host */
  constructor(host) {
    super();
    this.#host = host;
    byId("stored-go-on", HTMLButtonElement).addEventListener("click", () => void this.#open());
    const ask = () => this.#removal.ask(null, () => void this.clear());
    byId("stored-discard", HTMLButtonElement).addEventListener("click", ask);
    byId("clear-stored", HTMLButtonElement).addEventListener("click", () => (recall(KEY) ? ask() : void this.clear()));
  }

  get visible() {
    return document.documentElement.dataset.view === "batch";
  }

  /** There is a batch on this page, on the screen or not. */
  get open() {
    return this.#opening !== null || Boolean(this.view?.batch);
  }

  /** The batch on the screen. */
  get active() {
    return this.visible ? (this.view?.batch ?? null) : null;
  }

  /** @param {Delivery} delivery */
  async take(delivery) {
    if (await this.#open(() => void this.take(delivery))) await this.view?.take(delivery);
  }

  /** Tells of a batch that is stored, and that no other tab is working on. */
  async offerStored() {
    if (!recall(KEY)) return;
    const { Storage, claim } = await import("../batch/storage.js");
    const release = await claim();
    if (!release) return; // it is another tab's
    release();
    const entries = await (await Storage.open()).entries();
    if (!entries.length) return keep(KEY, null);
    if (this.view?.batch) return;
    const waiting = entries.filter(({ state }) => state === "waiting").length;
    byId("stored-text", HTMLElement).textContent = messages.batch.stored(entries.length, waiting);
    byId("stored-go-on", HTMLElement).textContent = messages.batch.goOn(waiting);
    this.#offer.hidden = false;
  }

  /** Removes every picture from this device. */
  async clear() {
    if (this.view?.batch) await this.view.clear();
    else {
      const module = await loadStorage().catch(console.warn);
      if (!module) return this.#say(await this.#host.engine.whyMissing(), () => void this.clear());
      const { Storage, claim } = module;
      const release = await claim();
      if (!release) return this.#host.banner.show("error", { text: messages.batch.elsewhere });
      try {
        await (await Storage.open()).clear();
      } catch (error) {
        console.warn(error);
        return this.#host.banner.show("error", { text: messages.batch.notCleared });
      } finally {
        release();
      }
    }
    this.#host.status.announce(messages.batch.cleared);
    this.#ended();
  }

  /** Ends it for good, before all that is stored is removed. @returns {Promise<boolean>} whether no other tab has one */
  async end() {
    await this.view?.clear();
    const { claim } = await import("../batch/storage.js");
    const release = await claim();
    release?.();
    return release !== null;
  }

  /** The batch is no more. */
  #ended() {
    this.#offer.hidden = true;
    this.#opening = null;
    this.#release?.();
    this.#release = null;
    keep(KEY, null);
  }

  /**
   * The stored batch, or a new one, on the screen.
   *
   * @param {() => void} again  where only the network is in the way
   * @returns {Promise<boolean>} whether it could be opened
   */
  async #open(again = () => void this.#open()) {
    if (this.view?.batch) {
      if (!this.visible) await this.view.enter();
      return true;
    }
    this.#opening ??= this.#load(again).finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** @param {() => void} again */
  async #load(again) {
    const { banner } = this.#host;
    const modules = await Promise.all([import("./view.js"), loadStorage()]).catch(console.warn);
    if (!modules) {
      this.#say(await this.#host.engine.whyMissing(), again);
      return false;
    }
    const [{ BatchView }, { Storage, claim }] = modules;
    try {
      this.#release = await claim();
      if (!this.#release) {
        banner.show("error", { text: messages.batch.elsewhere });
        return false;
      }
      const { storage, entries, facts } = await stored(Storage);
      if (storage.lasting) keep(KEY, true);
      storage.persist().catch(console.warn);
      this.view ??= new BatchView(this.#host, this.#removal, () => this.#changed());
      this.view.open(storage, entries, facts);
      this.#offer.hidden = true;
      if (!storage.lasting) banner.show("notice", { text: messages.batch.notKept });
      return true;
    } catch (error) {
      console.warn(error);
      this.#release?.();
      this.#release = null;
      this.#say("internal", again);
      return false;
    }
  }

  /** @param {ErrorCode} code @param {() => void} again */
  #say(code, again) {
    const { title, advice } = messages.error(code);
    this.#host.banner.show("error", { title, text: advice }, { action: { label: messages.retry, run: again } });
  }

  #changed() {
    if (this.view && !this.view.batch) this.#ended();
    this.emit("changed");
  }
}

/** With all that it needs: what fails after that is the storage itself. */
async function loadStorage() {
  const module = await import("../batch/storage.js");
  await module.load();
  return module;
}

/** What is stored; where nothing can be, a batch that ends with the tab. @param {typeof import("../batch/storage.js").Storage} Storage */
async function stored(Storage) {
  try {
    const storage = await Storage.open();
    return { storage, entries: await storage.entries(), facts: await storage.facts() };
  } catch (error) {
    console.warn(error);
    return { storage: Storage.inMemory(), entries: [], facts: {} };
  }
}
