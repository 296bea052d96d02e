/**
 * A new picture's way through the engine. Once it is given up nothing is heard of it any more.
 *
 * @import { CutoutResult, Engine, Progress } from "../../engine/index.js"
 * @import { Picture } from "./picture.js"
 * @import { Settings } from "./settings.js"
 */

/**
 * @typedef {object} Listener
 * @property {(progress: Progress) => void} progress
 * @property {() => void} shown  it has come further
 * @property {(result: CutoutResult) => void} done
 * @property {(error: unknown) => void} failed
 */

export class Job {
  #controller = new AbortController();

  /** @param {Picture} picture @param {Settings} settings */
  constructor(picture, settings) {
    this.picture = picture;
    this.settings = settings;
  }

  giveUp() {
    this.#controller.abort();
  }

  /** @param {Pick<Engine, "cut">} engine @param {Listener} listener */
  run(engine, { progress, shown, done, failed }) {
    const { picture, settings } = this;
    const { signal } = this.#controller;
    const cutting = engine.cut(picture.file, {
      ...settings,
      signal,
      onProgress: (now) => signal.aborted || progress(now),
      onPreview: (preview) => {
        if (signal.aborted) return preview.bitmap.close();
        picture.show(preview);
        shown();
      },
      onTips: (tips) => {
        if (signal.aborted) return;
        picture.tips = tips;
        shown();
      },
    });
    return cutting.then(
      (result) => signal.aborted || done(result),
      (error) => signal.aborted || failed(error),
    );
  }
}
