/**
 * Says what happens to pictures: on the line at the foot of the page, over the stage, to ears, and to a page that embeds
 * this one.
 *
 * @import { CutoutResult, EngineInfo, ErrorCode, Progress, Setback } from "../../engine/index.js"
 * @import { Picture } from "../picture/picture.js"
 * @import { Session } from "../picture/session.js"
 * @import { Banner } from "./banner.js"
 * @import { ProgressView } from "./progress.js"
 * @import { StatusLine } from "./status.js"
 * @import { TipsView } from "./tips.js"
 * @import { Troubles } from "./troubles.js"
 */

import { codeOf } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { byId } from "../ui/dom.js";

/** @typedef {{banner: Banner, progress: ProgressView, status: StatusLine, tips: TipsView, troubles: Troubles}} Views */

/** For a page that embeds this one. @param {CutoutResult} detail */
const publish = (detail) => document.dispatchEvent(new CustomEvent("mattebox:result", { detail }));

export class Narrator {
  #session;
  #views;
  #name = byId("filename", HTMLElement);
  /** @type {EngineInfo | null} once the engine is up */
  #info = null;

  /** @param {Session} session @param {Views} views */
  constructor(session, views) {
    this.#session = session;
    this.#views = views;
    const { banner, progress, status, troubles } = views;
    session.on("opened", ({ name }) => {
      banner.clear(); // the state has changed already: an error that goes now does not clear the stage
      status.say(messages.status.working(name));
    });
    session.on("state", () => (session.looking ? progress.begin() : progress.end()));
    session.on("show", (picture) => this.#show(picture));
    session.on("progress", (now) => this.#progress(now));
    session.on("finished", (result) => this.#done(result));
    session.on("failed", (code, picture) => this.#failed(code, picture));
    session.on("cancelled", () => {
      this.rest();
      if (!session.finished) status.say(messages.status.cancelled);
    });
    session.on("edited", (result, anew) => this.#edited(result, anew));
    session.on("editDropped", (anew) => status.say(anew ? messages.status.modeDropped : messages.status.editDropped));
    session.on("editFailed", (code, again) => {
      status.say(messages.status.editDropped);
      if (code !== "cancelled") troubles.error(code, again);
    });
  }

  /** @param {Setback} setback */
  setback(setback) {
    const { banner, status } = this.#views;
    if (setback === "sparing") banner.show("notice", { text: messages.setbacks.sparing });
    else status.say(messages.setbacks[setback]);
  }

  /** The engine is up. @param {EngineInfo} info */
  ready(info) {
    this.#info = info;
    if (this.#session.state === "empty") this.#views.status.ready(info);
  }

  /** The engine could not be started. @param {ErrorCode} code @param {() => void} again */
  notReady(code, again) {
    if (this.#session.state === "empty") this.#views.troubles.error(code, again);
  }

  /** Nothing is at work any more: what there is to say of what is on the screen. */
  rest() {
    const { status } = this.#views;
    const result = document.documentElement.dataset.view === "batch" ? null : this.#session.finished?.result;
    if (result) status.done(result);
    else if (this.#info) status.ready(this.#info);
    else status.say("");
  }

  /** What goes on. @param {Progress} now */
  step(now) {
    this.#views.status.say(messages.progress(now));
  }

  /** For ears only. @param {string} text */
  announce(text) {
    this.#views.status.announce(text);
  }

  /** In words of its own. @param {string} text */
  trouble(text) {
    this.#views.troubles.say(text);
  }

  /**
   * A file is being written of the picture on the screen: what is noticed for the first time is told.
   *
   * @param {Promise<CutoutResult>} writing
   * @param {() => void} again
   * @returns {Promise<CutoutResult | null>} null: it came to nothing
   */
  async file(writing, again) {
    try {
      const told = new Set(this.#session.finished?.result?.notices.map(({ code }) => code));
      const result = await writing;
      this.#views.troubles.notices(result.notices.filter(({ code }) => !told.has(code)));
      return result;
    } catch (error) {
      const code = codeOf(error);
      if (code !== "cancelled") this.#views.troubles.error(code, again);
      return null;
    } finally {
      this.rest();
    }
  }

  /** @param {Picture | null} picture */
  #show(picture) {
    const { status, tips } = this.#views;
    tips.show(picture);
    this.#name.textContent = picture?.name ?? "";
    document.title = messages.title(picture?.name ?? "");
    if (picture?.shown === "draft" && this.#session.working) status.say(messages.status.draft);
  }

  /** @param {Progress} now */
  #progress(now) {
    const { progress, status } = this.#views;
    if (this.#session.looking) {
      progress.update(now);
      status.step(messages.progress(now));
    } else if (now.phase !== "encode") this.step(now);
  }

  /** @param {CutoutResult} result */
  #done(result) {
    this.#views.status.done(result);
    this.#views.troubles.notices(result.notices);
    publish(result);
  }

  /** @param {CutoutResult} result @param {boolean} anew */
  #edited(result, anew) {
    const { status, tips } = this.#views;
    tips.show(this.#session.finished);
    if (anew) return this.#done(result);
    status.edited(result);
    publish(result);
  }

  /** @param {ErrorCode} code @param {Picture} picture */
  #failed(code, { file, name }) {
    if (code === "cancelled") return this.#session.acknowledge();
    this.rest();
    this.#views.troubles.error(code, () => void this.#session.open(file, name));
  }
}
