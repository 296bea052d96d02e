/** The worker that reads and writes files, on folders that are maps. Imported before what asks it. */
import { Wire } from "../../../web/engine/shared/wire.js";

/** A folder of the person's own: what is in it by path, and what goes wrong with some of it. */
export class FakeFolder {
  files = new Map();
  /** @type {Map<string, Error>} by path */
  troubles = new Map();
  gone = false;

  constructor(name = "chosen") {
    this.name = name;
  }

  async *keys() {
    if (this.gone) throw new DOMException("gone", "NotFoundError");
    yield* this.files.keys();
  }

  async queryPermission() {
    return "granted";
  }

  async isSameEntry(other) {
    return other === this;
  }

  /** @param {string} path */
  admit(path) {
    const error = this.gone ? new DOMException("gone", "NotFoundError") : this.troubles.get(path);
    if (error) throw error;
  }
}

const duties = {
  async write({ root, path, file }) {
    root.admit(path);
    root.files.set(path, file);
  },
  async remove({ root, path }) {
    root.admit(path);
    root.files.delete(path);
  },
};

globalThis.Worker = class {
  onmessage = null;
  #scope = { onmessage: null, postMessage: (data) => queueMicrotask(() => this.onmessage({ data })) };

  constructor() {
    new Wire(this.#scope, duties);
  }

  postMessage(data) {
    queueMicrotask(() => this.#scope.onmessage({ data }));
  }
};
