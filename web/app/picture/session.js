/**
 * What happens to pictures: one at work, one finished on the screen. A picture that fails or is cancelled never takes
 * the finished one with it. Its edges and its mode can be changed; while they are, it is the finished one still.
 *
 * @import { CutoutResult, Engine, ErrorCode, Mode, Progress } from "../../engine/index.js"
 * @import { Settings } from "./settings.js"
 */

import { codeOf } from "../../engine/index.js";
import { Emitter } from "../emitter.js";
import { Editor } from "./editor.js";
import { History } from "./history.js";
import { Job } from "./job.js";
import { Picture } from "./picture.js";
import { usualSettings } from "./settings.js";

/**
 * @typedef {"empty" | "working" | "done" | "error"} State
 *
 * @typedef {object} Events
 * @property {[State]} state
 * @property {[Picture]} opened
 * @property {[Picture | null]} show      the picture to be seen has changed or has come further
 * @property {[Settings]} wanted          of the finished picture, done or not, by an edit or a step back
 * @property {[]} kept
 * @property {[Progress]} progress
 * @property {[CutoutResult]} finished
 * @property {[ErrorCode, Picture]} failed
 * @property {[]} cancelled
 * @property {[CutoutResult, boolean]} edited  true: the subject was looked for again
 * @property {[boolean]} editDropped      it was cancelled, or taken back before it was done; true: likewise
 * @property {[ErrorCode, () => void]} editFailed  and how to try again
 */

/** The error's code; what nobody wished for is logged. @param {unknown} error @returns {ErrorCode} */
function logged(error) {
  const code = codeOf(error);
  if (code !== "cancelled") console.warn(error);
  return code;
}

/** @extends {Emitter<Events>} */
export class Session extends Emitter {
  /** @type {State} */
  state = "empty";
  /** @type {Picture | null} the last one that was finished */
  finished = null;
  /** @type {Picture | null} failed, but seen: it stays until something takes its place */
  #failed = null;
  /** @type {Job | null} */
  #job = null;
  /** @type {Picture[]} given up, but on the screen until the next one is: no flash of an empty stage */
  #retired = [];
  /** @type {Mode} where there is no picture that says it */
  #usualMode;
  /** What was told to be wanted last. @type {Settings | null} */
  #wanted = null;
  #engine;
  #editor;

  /** @param {Pick<Engine, "cut" | "forget">} engine @param {Mode} mode  of the next picture */
  constructor(engine, mode) {
    super();
    this.#engine = engine;
    this.#usualMode = mode;
    this.#editor = new Editor(engine, {
      begun: () => this.#become("working"),
      progress: (progress) => this.emit("progress", progress),
      shown: (picture) => {
        if (picture === this.finished && !this.#job) this.emit("show", picture);
      },
      done: (result, anew) => {
        this.#become("done");
        this.emit("edited", result, anew);
      },
      dropped: (anew) => {
        this.#become("done");
        this.emit("editDropped", anew);
      },
      failed: (error, again) => {
        this.#become("done");
        this.emit("editFailed", logged(error), again);
      },
    });
  }

  /** @type {Picture | null} at work */
  get working() {
    return this.#job?.picture ?? null;
  }

  get unsaved() {
    return this.finished !== null && !this.finished.kept;
  }

  /** The finished picture is at work again. */
  get editing() {
    return this.#editor.busy;
  }

  /** A subject is looked for, in a new picture or again in the finished one. */
  get looking() {
    return this.#job !== null || this.#editor.looking;
  }

  /** The finished picture's settings as they are wanted, done or not; null while another one is at work. */
  get #settings() {
    return !this.#job && this.finished ? this.#editor.edits(this.finished) : null;
  }

  /** The same, once there is something to edit. */
  get edits() {
    return this.finished?.result ? this.#settings : null;
  }

  /** How the picture on the screen is or was looked at, and how the next one will be. */
  get mode() {
    return this.#job?.settings.mode ?? this.#settings?.present.mode ?? this.#usualMode;
  }

  /** Changes how the finished picture is cut. @param {Partial<Omit<Settings, "mode">>} change @param {{shown?: boolean}} [how] */
  edit(change, how) {
    if (this.finished && this.edits) this.#editor.set(this.finished, change, how);
  }

  /** Edits wait while somebody draws. */
  hold() {
    this.#editor.hold();
  }

  release() {
    this.#editor.release();
  }

  /** A picture at work begins anew, a finished one is looked at again. @param {Mode} mode */
  setMode(mode) {
    if (this.#job) {
      this.#job.giveUp();
      void this.#work(this.#job.picture, { ...this.#job.settings, mode });
    } else if (this.finished) {
      this.#editor.set(this.finished, { mode });
    }
    this.#usualMode = mode;
  }

  /** One step back, or forth again. @param {"undone" | "redone"} step @returns {boolean} whether there was one */
  step(step) {
    const edits = this.#settings?.[step];
    if (this.finished && edits) this.#editor.go(this.finished, edits);
    return Boolean(edits);
  }

  /** The finished picture, once it is what is wanted; null if that comes to nothing. */
  async settled() {
    return (await this.#editor.settled()) ? this.finished : null;
  }

  /** It was saved or copied: nothing is lost when it goes. @param {Picture} picture */
  keep(picture) {
    picture.kept = true;
    this.emit("kept");
  }

  /** @param {File} file @param {string} [name] @param {Settings} [settings] */
  open(file, name, settings = usualSettings(this.mode)) {
    this.#drop();
    const picture = new Picture(file, name);
    const working = this.#work(picture, settings);
    void picture.loadBefore().then((seen) => seen && this.working === picture && this.#show(picture));
    this.emit("opened", picture);
    return working;
  }

  /** @param {Picture} picture @param {Settings} settings */
  #work(picture, settings) {
    const job = new Job(picture, settings);
    this.#job = job;
    this.#become("working");
    return job.run(this.#engine, {
      progress: (progress) => this.emit("progress", progress),
      shown: () => this.#show(picture),
      done: (result) => {
        this.#job = null;
        this.#finish(picture, settings, result);
      },
      failed: (error) => {
        this.#job = null;
        this.#fail(picture, error);
      },
    });
  }

  /** Stops the work; what was finished before is shown again. */
  cancel() {
    if (this.editing) {
      const anew = this.#editor.looking;
      this.#editor.stop();
      this.#become("done");
      return this.emit("editDropped", anew);
    }
    if (!this.#job) return;
    this.#drop();
    this.#back();
    this.#become(this.finished ? "done" : "empty");
    this.emit("cancelled");
  }

  /** The error has been read. */
  acknowledge() {
    if (this.state !== "error") return;
    if (this.#failed) {
      this.#drop();
      this.#back();
    }
    this.#become(this.finished ? "done" : "empty");
  }

  /** Back to the beginning. @returns {Picture | null} the finished picture, still whole, for `bringBack` */
  startOver() {
    this.#usualMode = this.mode;
    this.#drop();
    const last = this.finished;
    this.finished = null;
    this.#back();
    this.#become("empty");
    return last;
  }

  /** @param {Picture} picture  from `startOver`; it will not come back */
  discard(picture) {
    this.#engine.forget(picture.file);
    picture.dispose();
  }

  /** @param {Picture} picture  from `startOver` */
  bringBack(picture) {
    this.#drop();
    if (this.finished !== picture) this.finished?.dispose();
    this.finished = picture;
    this.#back();
    this.#become("done");
  }

  /** @param {Picture} picture @param {Settings} settings @param {CutoutResult} result */
  #finish(picture, settings, result) {
    picture.finish(result);
    picture.edits = new History([settings]);
    this.finished?.dispose();
    this.finished = picture;
    this.#show(picture);
    this.#become("done");
    this.emit("finished", result);
  }

  /** @param {Picture} picture @param {unknown} error */
  #fail(picture, error) {
    const code = logged(error);
    if (!this.finished && picture.shown !== "none") {
      this.#failed = picture;
    } else {
      this.#retired.push(picture);
      this.#back();
    }
    this.#become("error");
    this.emit("failed", code, picture);
  }

  /** Gives up what is at work or has failed. */
  #drop() {
    this.#editor.stop();
    const job = this.#job;
    this.#job = null;
    job?.giveUp();
    for (const picture of [job?.picture, this.#failed]) if (picture) this.#retired.push(picture);
    this.#failed = null;
  }

  #back() {
    this.#show(this.finished);
  }

  /** @param {Picture | null} picture */
  #show(picture) {
    this.emit("show", picture);
    for (const retired of this.#retired.splice(0)) retired.dispose();
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.emit("state", state);
    const wanted = this.edits?.present;
    if (!wanted || wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.emit("wanted", wanted);
  }
}
