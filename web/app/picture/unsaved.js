/**
 * What was not saved is not lost by mistake: the browser asks before the page goes, and what was started over can be
 * brought back.
 *
 * @import { Banner } from "../feedback/banner.js"
 * @import { Session } from "./session.js"
 */

import { messages } from "../messages/index.js";

/** @param {BeforeUnloadEvent} event */
const askBeforeLeaving = (event) => event.preventDefault();

export class Unsaved {
  #session;
  #banner;
  #rest;

  /** @param {Session} session @param {Banner} banner @param {() => void} rest  another picture is on the stage, or none */
  constructor(session, banner, rest) {
    this.#session = session;
    this.#banner = banner;
    this.#rest = rest;
    session.on("state", () => this.#guard());
    session.on("kept", () => this.#guard());
  }

  /** Looks again whether there is something to guard. */
  #guard() {
    if (this.#session.unsaved) addEventListener("beforeunload", askBeforeLeaving);
    else this.giveUp();
  }

  /** All of it is removed on purpose. */
  giveUp() {
    removeEventListener("beforeunload", askBeforeLeaving);
  }

  /** Back to the beginning. */
  startOver() {
    const lost = this.#session.unsaved;
    const last = this.#session.startOver();
    this.#banner.clear();
    this.#rest();
    if (!last) return;
    if (!lost) return this.#session.discard(last);
    const bringBack = () => {
      this.#session.bringBack(last);
      this.#rest();
    };
    const action = { label: messages.bringBack, run: bringBack };
    this.#banner.show("notice", { text: messages.startedOver }, { action, onGone: () => this.#session.discard(last) });
  }
}
