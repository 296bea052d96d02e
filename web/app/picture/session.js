/**
 * What happens to pictures: one at work, one finished on the screen. A picture that fails or is cancelled never takes
 * the finished one with it. Its edges and its mode can be changed; while they are, it is the finished one still.
 *
 * @import { CutoutResult, Engine, ErrorCode, Mode, Output, Progress } from "../../engine/index.js"
 * @import { Settings } from "./settings.js"
 */

import { codeOf } from "../../engine/index.js";
import { Editor } from "./editor.js";
import { usualSettings } from "./settings.js";
import { History } from "./history.js";
import { Picture } from "./picture.js";

/**
 * @typedef {"empty" | "working" | "done" | "error"} State
 * @typedef {object} Listener
 * @property {(state: State) => void} state
 * @property {(picture: Picture | null) => void} show      the picture to be seen has changed or has come further
 * @property {(progress: Progress) => void} progress
 * @property {(picture: Picture, result: CutoutResult) => void} finished
 * @property {(code: ErrorCode, picture: Picture) => void} failed
 * @property {() => void} cancelled
 * @property {(result: CutoutResult, anew: boolean) => void} edited  `anew`: the subject was looked for again
 * @property {(anew: boolean) => void} editDropped  an edit was cancelled, or taken back before it was done
 * @property {(code: ErrorCode, again: () => void) => void} editFailed
 */

/** @typedef {{ picture: Picture, settings: Settings, controller: AbortController }} Job */

/** The error's code; what nobody wished for is logged. @param {unknown} error @returns {ErrorCode} */
function logged(error) {
  const code = codeOf(error);
  if (code !== "cancelled") console.warn(error);
  return code;
}

export class Session {
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
  #engine;
  #editor;
  #tell;

  /** @param {Pick<Engine, "cut" | "forget">} engine @param {Mode} mode  of the next picture @param {Listener} listener */
  constructor(engine, mode, listener) {
    this.#engine = engine;
    this.#usualMode = mode;
    this.#tell = listener;
    this.#editor = new Editor(engine, {
      begun: () => this.#become("working"),
      progress: (progress) => listener.progress(progress),
      shown: (picture) => {
        if (picture === this.finished && !this.#job) listener.show(picture);
      },
      done: (result, anew) => {
        this.#become("done");
        listener.edited(result, anew);
      },
      dropped: (anew) => {
        this.#become("done");
        listener.editDropped(anew);
      },
      failed: (error, again) => {
        this.#become("done");
        listener.editFailed(logged(error), again);
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
      this.#job.controller.abort();
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

  /**
   * The finished picture as another kind of file.
   *
   * @param {Picture} picture @param {Output} output @param {AbortSignal} signal @param {(progress: Progress) => void} onProgress
   */
  export(picture, output, signal, onProgress) {
    return this.#engine.cut(picture.file, { ...picture.edits.present, output, signal, onProgress });
  }

  /** @param {File} file @param {string} [name] @param {Settings} [settings] */
  open(file, name, settings = usualSettings(this.mode)) {
    this.#drop();
    const picture = new Picture(file, name);
    const working = this.#work(picture, settings);
    void picture.loadBefore().then((seen) => seen && this.working === picture && this.#show(picture));
    return working;
  }

  /** @param {Picture} picture @param {Settings} settings */
  async #work(picture, settings) {
    const controller = new AbortController();
    const job = { picture, settings, controller };
    this.#job = job;
    const current = () => this.#job === job;
    this.#become("working");
    try {
      const result = await this.#engine.cut(picture.file, {
        ...settings,
        signal: controller.signal,
        onProgress: (progress) => current() && this.#tell.progress(progress),
        onPreview: (preview) => {
          if (!current()) return preview.bitmap.close();
          picture.show(preview);
          this.#show(picture);
        },
        onTips: (tips) => {
          if (!current()) return;
          picture.tips = tips;
          this.#show(picture);
        },
      });
      if (!current()) return;
      picture.finish(result);
      this.#job = null;
      picture.edits = new History([settings]);
      this.#finish(picture, result);
    } catch (error) {
      if (!current()) return;
      this.#job = null;
      this.#fail(picture, error);
    }
  }

  /** Stops the work; what was finished before is shown again. */
  cancel() {
    if (this.editing) {
      const anew = this.#editor.looking;
      this.#editor.stop();
      this.#become("done");
      return this.#tell.editDropped(anew);
    }
    if (!this.#job) return;
    this.#drop();
    this.#back();
    this.#become(this.finished ? "done" : "empty");
    this.#tell.cancelled();
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

  /** @param {Picture} picture @param {CutoutResult} result */
  #finish(picture, result) {
    this.finished?.dispose();
    this.finished = picture;
    this.#show(picture);
    this.#become("done");
    this.#tell.finished(picture, result);
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
    this.#tell.failed(code, picture);
  }

  /** Gives up what is at work or has failed. */
  #drop() {
    this.#editor.stop();
    const job = this.#job;
    this.#job = null;
    job?.controller.abort();
    for (const picture of [job?.picture, this.#failed]) if (picture) this.#retired.push(picture);
    this.#failed = null;
  }

  #back() {
    this.#show(this.finished);
  }

  /** @param {Picture | null} picture */
  #show(picture) {
    this.#tell.show(picture);
    for (const retired of this.#retired.splice(0)) retired.dispose();
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.#tell.state(state);
  }
}
