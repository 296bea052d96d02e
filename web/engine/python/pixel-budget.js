/** A semaphore counted in pixels. A picture larger than the budget is admitted when nothing else runs. */

/** @typedef {{pixels: number, admit: () => void}} Guest */

export class PixelBudget {
  #pixels;
  /** @type {Guest[]} in the order of arrival */
  #waiting = [];
  /** @type {Set<Guest>} */
  #inside = new Set();

  /** @param {number} pixels */
  constructor(pixels) {
    this.#pixels = pixels;
  }

  /**
   * Waits until the pixels fit.
   *
   * @param {number} pixels
   * @param {Promise<never>} gone  rejects when it is not wanted any more
   * @returns {Promise<() => void>} gives them back
   */
  async enter(pixels, gone) {
    /** @type {Guest} */
    const guest = { pixels, admit: () => {} };
    const admitted = new Promise((resolve) => (guest.admit = () => resolve(undefined)));
    this.#waiting.push(guest);
    this.#admit();
    try {
      await Promise.race([admitted, gone]);
    } catch (error) {
      this.#leave(guest);
      throw error;
    }
    return () => this.#leave(guest);
  }

  #admit() {
    for (;;) {
      const [next] = this.#waiting;
      const taken = [...this.#inside].reduce((sum, { pixels }) => sum + pixels, 0);
      if (!next || (this.#inside.size && taken + next.pixels > this.#pixels)) return;
      this.#waiting.shift();
      this.#inside.add(next);
      next.admit();
    }
  }

  /** @param {Guest} guest */
  #leave(guest) {
    this.#inside.delete(guest);
    this.#waiting = this.#waiting.filter((other) => other !== guest);
    this.#admit();
  }
}
