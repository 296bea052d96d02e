/** How long the rest of a batch will take, by how quickly its last pictures were done. Milliseconds. */

/** Pictures of which the pace is taken: the networks' first runs and single large pictures do not count for long. */
const LATEST = 10;

/** Before so many are done, single pictures' expected times say more. */
const ENOUGH = 3;

export class Pace {
  /** @type {number[]} when the work began, and when pictures were done */
  #times = [];

  /** The work begins, or goes on after a pause. */
  begin(now = performance.now()) {
    this.#times = [now];
  }

  /** One more is done. */
  add(now = performance.now()) {
    this.#times = [...this.#times, now].slice(-LATEST - 1);
  }

  /**
   * @param {number} count  still to be done
   * @param {number | null} expected  for one, where the pace is not known yet
   * @returns {number | null}
   */
  left(count, expected) {
    const done = this.#times.length - 1;
    if (done < ENOUGH) return expected === null ? null : count * expected;
    return (count * (this.#times[done] - this.#times[0])) / done;
  }
}
