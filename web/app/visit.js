/**
 * What a newcomer is told: how much is downloaded, and that pictures stay here. Who has been here is told less.
 *
 * @import { Assets } from "../engine/protocol.js"
 */

import { messages } from "./messages.js";

const KEY = "mattebox.visited";

export class Visit {
  #line;

  /** @param {HTMLElement} line */
  constructor(line) {
    this.#line = line;
    if (known()) this.#line.textContent = messages.offlineReady;
  }

  /** @param {Assets} assets */
  announce({ files }) {
    if (known()) return;
    const bytes = files.filter(({ group }) => group !== "gpu").reduce((sum, file) => sum + file.gzip_bytes, 0);
    this.#line.textContent = messages.firstVisit(bytes);
  }

  /** All is there. The sentence of this visit stays as it is. */
  ready() {
    try {
      localStorage.setItem(KEY, "yes");
    } catch {
      // Storage is blocked: every visit is a first one.
    }
  }
}

function known() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
