/**
 * What a newcomer is told: how much is downloaded, and that pictures stay here. Who has been here is told less.
 *
 * @import { Kept } from "../../engine/index.js"
 * @import { Assets } from "../../engine/shared/assets-json.js"
 */

import { messages } from "../messages/index.js";
import { keep, recall } from "../store.js";

const KEY = "visited";

export class Visit {
  #line;

  /** @param {HTMLElement} line */
  constructor(line) {
    this.#line = line;
    if (recall(KEY)) this.#line.textContent = messages.offlineReady;
  }

  /** @param {Assets} assets */
  announce({ files }) {
    if (recall(KEY)) return;
    const bytes = files.filter(({ group }) => group === "shell" || group === "engine").reduce((sum, file) => sum + file.gzip_bytes, 0);
    this.#line.textContent = messages.firstVisit(bytes);
  }

  /** All is there, and the sentence of this visit stays as it is; or what was promised does not hold. @param {Kept} how */
  kept(how) {
    keep(KEY, how === "kept");
    const why = messages.notKept[how];
    if (why) this.#line.textContent = why;
  }
}
