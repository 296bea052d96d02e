/** Time that passes only when nothing else is to be done: `setTimeout` by the order of the alarms, without waiting for any. */

const own = { setTimeout, clearTimeout };

export class Clock {
  now = 0;
  #alarms = new Set();

  start() {
    globalThis.setTimeout = (ring, ms = 0) => {
      const alarm = { at: this.now + ms, ring };
      this.#alarms.add(alarm);
      return alarm;
    };
    globalThis.clearTimeout = (alarm) => void this.#alarms.delete(alarm);
  }

  stop() {
    Object.assign(globalThis, own);
  }

  /** Lets time pass, as far as anybody waits for it, until this is over; how long that was, milliseconds. */
  async until(promise) {
    const begun = this.now;
    let over = false;
    promise.catch(() => {}).finally(() => (over = true));
    while (true) {
      for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
      if (over) return this.now - begun;
      const [next] = [...this.#alarms].sort((a, b) => a.at - b.at);
      if (!next) continue; // what is still under way needs no time
      this.#alarms.delete(next);
      this.now = next.at;
      next.ring();
    }
  }
}
