/** A FIFO queue with a concurrency limit; an exclusive task runs by itself. */

/**
 * @typedef {object} Turn
 * @property {boolean} accompanied  another one was at work at the same time
 *
 * @typedef {object} Entry
 * @property {boolean} alone
 * @property {Turn} turn
 * @property {() => void} begin
 */

export class Queue {
  /** At once. */
  most;
  /** @type {Entry[]} */
  #waiting = [];
  /** @type {Set<Entry>} */
  #inside = new Set();

  /** @param {number} most */
  constructor(most) {
    this.most = most;
  }

  /** How many wait or are at work. */
  get length() {
    return this.#waiting.length + this.#inside.size;
  }

  /**
   * @template T
   * @param {(turn: Turn) => Promise<T>} work
   * @param {{alone?: boolean, first?: boolean}} [how]  `first`: before all who wait
   * @returns {Promise<T>}
   */
  async run(work, { alone = false, first = false } = {}) {
    /** @type {Entry} */
    const entry = { alone, turn: { accompanied: false }, begin: () => {} };
    const begun = new Promise((resolve) => (entry.begin = () => resolve(undefined)));
    if (first) this.#waiting.unshift(entry);
    else this.#waiting.push(entry);
    this.#admit();
    await begun;
    try {
      return await work(entry.turn);
    } finally {
      this.#inside.delete(entry);
      this.#admit();
    }
  }

  #admit() {
    for (;;) {
      const [next] = this.#waiting;
      if (!next || !this.#admits(next)) return;
      this.#waiting.shift();
      this.#inside.add(next);
      if (this.#inside.size > 1) for (const { turn } of this.#inside) turn.accompanied = true;
      next.begin();
    }
  }

  /** @param {Entry} entry */
  #admits({ alone }) {
    if (!this.#inside.size) return true;
    return !alone && this.#inside.size < this.most && ![...this.#inside].some((inside) => inside.alone);
  }
}
