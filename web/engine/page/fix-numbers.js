/** Corrections by numbers, so that each crosses to a Python worker once, however often it is asked about. */

/**
 * @typedef {import("../types.js").Fix} Fix
 * @typedef {import("../shared/wire.js").Wire<import("../shared/protocol.js").PythonDuties>} PythonWire
 */

export class FixNumbers {
  #count = 0;
  /** @type {WeakMap<Fix, number>} */
  #numbers = new WeakMap();
  /** What each worker has. @type {WeakMap<PythonWire, Set<number>>} */
  #known = new WeakMap();

  /**
   * Asks a worker something that is about corrections.
   *
   * @template {"cut" | "peek" | "parts"} K
   * @param {PythonWire} wire
   * @param {K} duty
   * @param {Omit<Parameters<import("../shared/protocol.js").PythonDuties[K]>[0], "fixes">} order
   * @param {Fix[]} fixes  not to change any more: they are frozen
   * @returns {Promise<Awaited<ReturnType<import("../shared/protocol.js").PythonDuties[K]>>>}
   */
  async ask(wire, duty, order, fixes) {
    const known = this.#known.get(wire) ?? new Set();
    this.#known.set(wire, known);
    const all = fixes.map((fix) => /** @type {[number, Fix]} */ ([this.#numberOf(fix), fix]));
    const added = all.filter(([number]) => !known.has(number));
    const payload = /** @type {any} */ ({ ...order, fixes: { numbers: all.map(([number]) => number), added } });
    const answer = await wire.ask(duty, payload);
    for (const [number] of added) known.add(number); // not before: the question may have failed on its way
    return answer;
  }

  /** @param {Fix} fix */
  #numberOf(fix) {
    const number = this.#numbers.get(fix) ?? ++this.#count;
    this.#numbers.set(fix, number);
    if ("points" in fix) Object.freeze(fix.points);
    Object.freeze(fix);
    return number;
  }
}
