/** Many things, some at once, one result after the other. */

/**
 * Works on no more than `most` things at a time and takes the next one only when there is room and somebody asks: what is
 * not consumed is not begun. Results come in the order of the things, failures among them as results; ends when the things
 * do. Whoever stops early (`break`) ends the work that is under way.
 *
 * @template S, R
 * @param {Iterable<S> | AsyncIterable<S>} things
 * @param {(thing: S, signal: AbortSignal) => Promise<R>} work
 * @param {number} most
 * @param {AbortSignal} [signal]
 * @returns {AsyncGenerator<{source: S, result: R, error?: undefined} | {source: S, result?: undefined, error: Error}, void, void>}
 */
export async function* inOrder(things, work, most, signal) {
  const stop = new AbortController();
  /** @type {Promise<never>} */
  const gone = new Promise((_, reject) => {
    const abort = () => (stop.abort(signal?.reason), reject(signal?.reason));
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true, signal: stop.signal });
  });
  gone.catch(() => {});
  const iterator = Symbol.asyncIterator in things ? things[Symbol.asyncIterator]() : things[Symbol.iterator]();
  /** @type {Promise<{source: S, result: R} | {source: S, error: Error}>[]} */
  const underWay = [];
  /** @type {Promise<IteratorResult<S>> | null} */
  let next = null;
  let ended = false;
  try {
    for (;;) {
      if (!ended && next === null && underWay.length < most) next = Promise.resolve(iterator.next());
      if (next === null && !underWay.length) return;
      const step = (next === null ? [] : [next]).map((each) => each.then((arrived) => ({ arrived, told: null })));
      const first = underWay.slice(0, 1).map((each) => each.then((told) => ({ arrived: null, told })));
      const { arrived, told } = await Promise.race([gone, ...step, ...first]);
      if (told) {
        void underWay.shift();
        yield told;
      } else if (arrived) {
        next = null;
        if (arrived.done) ended = true;
        else underWay.push(outcome(arrived.value, work(arrived.value, stop.signal)));
      }
    }
  } finally {
    stop.abort(signal?.reason);
    if (!ended) void iterator.return?.(); // it may be waiting for what never comes
  }
}

/**
 * @template S, R
 * @param {S} source
 * @param {Promise<R>} work
 */
const outcome = (source, work) =>
  work.then(
    (result) => ({ source, result }),
    (error) => ({ source, error: /** @type {Error} */ (error) }),
  );
