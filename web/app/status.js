/**
 * The line at the foot of the page, and the timings behind it.
 *
 * @import { CutoutResult, EngineInfo } from "../engine/protocol.js"
 */

import { byId, make } from "./dom.js";
import { messages } from "./messages.js";

export class StatusLine {
  #line = byId("status", HTMLElement);
  #spoken = byId("spoken", HTMLElement);
  #timings = byId("timings", HTMLDetailsElement);
  #list = byId("timing-list", HTMLElement);

  /** @param {string} text */
  say(text) {
    if (this.#line.textContent !== text) this.#line.textContent = text;
    this.#line.title = "";
    this.#timings.hidden = true;
    this.#timings.open = false;
  }

  /** For ears only: the eyes have seen it elsewhere. @param {string} text */
  announce(text) {
    this.#spoken.textContent = text;
  }

  /** @param {EngineInfo} info */
  ready(info) {
    this.say(messages.status.ready(info));
    this.#line.title = messages.fallback(info);
  }

  /** @param {CutoutResult} result */
  done(result) {
    const { info, timings, width, height, blob } = result;
    this.say(messages.status.done(info, timings.total ?? 0, width, height, blob.size));
    this.#line.title = messages.fallback(info);
    this.#showTimings(result);
  }

  /** @param {CutoutResult} result */
  edited(result) {
    const { timings, width, height, blob } = result;
    this.say(messages.status.edited(timings.total ?? 0, width, height, blob.size));
    this.#showTimings(result);
  }

  /** @param {CutoutResult} result */
  #showTimings({ timings }) {
    this.#list.replaceChildren(
      ...Object.entries(timings).flatMap(([stage, ms]) => {
        const [name, time] = messages.timing(stage, ms);
        return [make("dt", { text: name }), make("dd", { text: time })];
      }),
    );
    this.#timings.hidden = !this.#list.childElementCount;
  }
}
