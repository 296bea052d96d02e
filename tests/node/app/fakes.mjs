/** An engine that cuts when the test says so, and as much of a document as a picture needs. */

import { EngineError } from "../../../web/engine/shared/errors.js";

/** Lets everything that waits for a promise go on. */
export const rest = () => new Promise((resolve) => setImmediate(resolve));

export class FakeEngine {
  /** In the order in which they were asked for: the options, and how to end them. */
  cuts = [];
  forgotten = [];

  cut(file, { signal, onProgress, onPreview, onTips, ...settings }) {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new EngineError("cancelled")));
      this.cuts.push({ file, settings, signal, onProgress, onPreview, onTips, done: resolve, fail: reject });
    });
  }

  forget(file) {
    this.forgotten.push(file);
  }

  get last() {
    return this.cuts.at(-1);
  }

  /** Those that nobody has given up. */
  get wanted() {
    return this.cuts.filter(({ signal }) => !signal.aborted);
  }
}

/** What the engine shows on its way. */
export function preview(stage, name = "") {
  const bitmap = { name, width: 4, height: 3, closed: false, close: () => (bitmap.closed = true) };
  return { stage, bitmap, width: 4, height: 3 };
}

export const result = (name = "") => ({
  blob: new Blob([name]),
  width: 4,
  height: 3,
  reframed: false,
  tips: [],
  notices: [],
});

class FakeElement {
  hidden = false;
  style = {};
  classList = { toggle() {} };
  children = [];
  append(...children) {
    this.children.push(...children);
  }
  after() {}
  remove() {}
  setAttribute() {}
}

class FakeCanvas extends FakeElement {
  getContext = () => ({ transferFromImageBitmap: (bitmap) => (this.shows = bitmap.name) });
}

class FakeImage extends FakeElement {
  naturalWidth = 4;
  naturalHeight = 3;
  async decode() {}
}

/** Before modules are imported that have words or elements in them. */
export function fakeDocument() {
  const kinds = { canvas: FakeCanvas, img: FakeImage };
  Object.assign(globalThis, {
    HTMLCanvasElement: FakeCanvas,
    HTMLImageElement: FakeImage,
    document: { documentElement: {}, createElement: (tag) => new (kinds[tag] ?? FakeElement)() },
  });
  Object.defineProperty(globalThis, "navigator", { value: { languages: ["en"], platform: "" }, configurable: true });
}
