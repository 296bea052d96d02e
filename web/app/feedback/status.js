/**
 * The line at the foot of the page, and the timings behind it.
 *
 * @import { CutoutResult, EngineInfo } from "../../engine/index.js"
 */

import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";

/** Milliseconds without a word after which what goes on is told to ears, too. */
const SILENCE = 4000;

export class StatusLine {
  #line = byId("status", HTMLElement);
  #spoken = byId("spoken", HTMLElement);
  #timings = byId("timings", HTMLDetailsElement);
  #list = byId("timing-list", HTMLElement);
  #spoke = 0;

  /** @param {string} text @param {string} [spoken]  what ears are told instead; "" for nothing */
  say(text, spoken = text) {
    if (this.#line.textContent !== text) {
      this.#line.textContent = text;
      if (spoken) this.announce(spoken);
    }
    this.#line.title = "";
    this.#timings.hidden = true;
    this.#timings.open = false;
  }

  /** For ears only: the eyes have seen it elsewhere. @param {string} text */
  announce(text) {
    this.#spoken.textContent = text;
    this.#spoke = performance.now();
  }

  /** What goes on, for ears, which need not hear each of many short steps. @param {string} text */
  step(text) {
    if (performance.now() - this.#spoke > SILENCE && this.#spoken.textContent !== text) this.announce(text);
  }

  /** @param {EngineInfo} info */
  ready(info) {
    this.say(messages.status.ready(info), "");
    this.#line.title = messages.fallback(info);
  }

  /** @param {CutoutResult} result */
  done(result) {
    const { info, timings, width, height, blob } = result;
    this.say(messages.status.done(info, timings.total ?? 0, width, height, blob.size), messages.status.doneSpoken);
    this.#line.title = messages.fallback(info);
    this.#showTimings(result);
  }

  /** @param {CutoutResult} result */
  edited(result) {
    const { timings, width, height, blob } = result;
    this.say(messages.status.edited(timings.total ?? 0, width, height, blob.size), messages.status.editedSpoken);
    this.#showTimings(result);
  }

  /** @param {CutoutResult} result */
  #showTimings({ timings }) {
    this.#list.replaceChildren(
      ...Object.entries(timings).flatMap(([stage, ms]) => {
        const name = messages.stages[stage] ?? stage.replace(/^py_/, "").replaceAll("_", " ");
        return [make("dt", { text: name }), make("dd", { text: messages.milliseconds(ms) })];
      }),
    );
    this.#timings.hidden = !this.#list.childElementCount;
  }
}
