/**
 * Latest wins: runs the newest of several tasks and aborts the one before it. A live task, one without a pause, lets a
 * live one before it come as far as the screen first, so that something is seen of a change that goes on and on; yet
 * never more than two are at work.
 */

/**
 * @typedef {object} Turn  a task's, while it runs
 * @property {AbortSignal} signal
 * @property {() => boolean} newest
 * @property {() => boolean} welcome  it may be seen: no newer one has begun
 * @property {() => void} seen        it is, as it will be: a newer one may begin
 */

/**
 * @template [Result=any]
 * @typedef {object} Task
 * @property {number | null} pause   debounce: milliseconds for which it waits for a newer one; null: it is live
 * @property {boolean} lasting       goes on while others are held
 * @property {(turn: Turn) => Promise<Result>} run
 * @property {(result: Result) => void} done   nothing newer has come
 * @property {(error: unknown) => void} failed  likewise
 */

/**
 * @typedef {object} Run
 * @property {Task} task
 * @property {Run | null} behind  the one before it, which it lets come as far as the screen
 * @property {boolean} begun
 * @property {Promise<void>} seen  or come to nothing
 * @property {() => void} see
 * @property {AbortController} controller
 */

export class Latest {
  /** @type {Run | null} */
  #run = null;
  #held = false;

  /** The newest one is at work, and does not only wait. */
  get begun() {
    return this.#run?.begun ?? false;
  }

  /** @template Result @param {Task<Result>} task  takes the place of the one before */
  start(task) {
    const last = this.#run;
    const follows = last !== null && isLive(last) && isLive({ task });
    if (!follows) abort(last);
    this.#run = waiting(task, follows ? (last.begun ? last : last.behind) : null);
    void this.#work(this.#run);
  }

  /** Gives up what is at work or waits. */
  stop() {
    abort(this.#run);
    this.#run = null;
  }

  /** Nothing begins until `release`, and what has begun begins again then. */
  hold() {
    this.#held = true;
    const run = this.#run;
    if (!run?.begun || run.task.lasting) return;
    abort(run);
    this.#run = waiting(run.task);
  }

  release() {
    this.#held = false;
    if (this.#run && !this.#run.begun) void this.#work(this.#run);
  }

  /** @param {Run} run */
  async #work(run) {
    const { task, controller, see } = run;
    await (task.pause === null ? run.behind?.seen : new Promise((resolve) => setTimeout(resolve, task.pause ?? 0)));
    if (this.#run !== run || this.#held || run.begun) return;
    abort(run.behind);
    run.behind = null;
    run.begun = true;
    const newest = () => this.#run === run;
    const welcome = () => newest() || this.#run?.behind === run;
    const end = await task.run({ signal: controller.signal, newest, welcome, seen: see }).then(
      (result) => () => task.done(result),
      (error) => () => task.failed(error),
    );
    see();
    if (!newest()) return;
    this.#run = null;
    end();
  }
}

/** @param {Task} task @param {Run | null} [behind] @returns {Run} before it begins */
function waiting(task, behind = null) {
  let see = () => {};
  const seen = new Promise((/** @type {(nothing: void) => void} */ resolve) => (see = resolve));
  return { task, behind, begun: false, seen, see, controller: new AbortController() };
}

/** @param {Run | null} run  and the one that it had let go on */
function abort(run) {
  run?.behind?.controller.abort();
  run?.controller.abort();
}

/** @param {Pick<Run, "task">} run */
const isLive = ({ task }) => task.pause === null;
