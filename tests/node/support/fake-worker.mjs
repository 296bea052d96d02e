/**
 * Workers whose insides a test writes: `Worker`, and the locks by which a page learns of their ends. Their wires are real, and
 * what passes is cloned and transferred as between threads.
 */
import { Wire } from "../../../web/engine/shared/wire.js";

/** One holder a name, the others wait. */
class Locks {
  #waiting = new Map();

  request(name, ...how) {
    const held = how.at(-1);
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(name) ?? [];
      const take = async () => held({ name });
      const entry = () => void take().then(resolve, reject).finally(() => this.release(name));
      this.#waiting.set(name, [...queue, entry]);
      if (!queue.length) entry();
    });
  }

  /** Its holder is gone: the next one has it. */
  release(name) {
    const [, ...others] = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, others);
    others[0]?.();
  }

  /** How many hold it or wait for it. */
  count(name) {
    return this.#waiting.get(name)?.length ?? 0;
  }
}

export const locks = new Locks();
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Node", hardwareConcurrency: 2, locks }, writable: true });

/** What workers do, by their names: each is given the worker, and returns its duties. */
export const insides = {};

/** All that were made, in that order. */
export const made = [];

globalThis.Worker = class {
  onmessage = null;
  onerror = null;
  ended = false;
  /** Locks that it holds. */
  holds = [];
  #scope = { onmessage: null, postMessage: (message, transfer) => this.#pass(this, message, transfer) };
  #ports = [];

  constructor(script, { name, type }) {
    Object.assign(this, { script, name, type });
    made.push(this);
    this.wire = new Wire(this.#scope, insides[name]?.(this));
  }

  postMessage(message, transfer) {
    this.#pass(this.#scope, message, transfer);
  }

  /** As the browser ends a worker: it says nothing. */
  terminate() {
    this.ended = true;
    for (const port of this.#ports) port.close();
    for (const name of this.holds.splice(0)) locks.release(name);
  }

  #pass(end, message, transfer = []) {
    if (this.ended) return;
    const data = structuredClone(message, { transfer });
    if (data.value instanceof MessagePort) this.#ports.push(data.value);
    if (data.value?.port) this.#ports.push(data.value.port);
    queueMicrotask(() => this.ended || end.onmessage?.({ data }));
  }
};

/** The newest of this name. */
export const latest = (name) => made.findLast((worker) => worker.name === name);

/** Until all that is under way has gone as far as it can: ports take a turn of the event loop for each message. */
export async function settled() {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
}

/** A promise that is settled when the test says so. */
export function later() {
  const gate = {};
  gate.promise = new Promise((resolve, reject) => Object.assign(gate, { resolve, reject }));
  return gate;
}

/** A worker's usual first words: it holds the lock, and says so. */
export function live(worker, lifeline) {
  worker.holds.push(lifeline);
  void locks.request(lifeline, () => new Promise(() => {}));
  worker.wire.tell("alive", true);
}
