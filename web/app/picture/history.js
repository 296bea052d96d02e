/** Values that one can go back and forth between. It never changes: each step is a new history. */

/** @template T */
export class History {
  #values;
  #at;

  /** @param {T[]} values @param {number} [at] */
  constructor(values, at = values.length - 1) {
    this.#values = values;
    this.#at = at;
  }

  get present() {
    return this.#values[this.#at];
  }

  get first() {
    return this.#values[0];
  }

  /** A new value after the present one; what had been undone is gone. @param {T} value */
  push(value) {
    return new History([...this.#values.slice(0, this.#at + 1), value]);
  }

  /** @type {History<T> | null} */
  get undone() {
    return this.#at > 0 ? new History(this.#values, this.#at - 1) : null;
  }

  /** @type {History<T> | null} */
  get redone() {
    return this.#at < this.#values.length - 1 ? new History(this.#values, this.#at + 1) : null;
  }
}
