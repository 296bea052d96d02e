/**
 * Tells what went wrong, and what was noticed.
 *
 * @import { ErrorCode, Notice } from "../../engine/index.js"
 * @import { Banner } from "./banner.js"
 */

import { messages } from "../messages/index.js";

/** @type {ErrorCode[]} errors of the way there, not of the picture: the same again may well work */
const WORTH_RETRYING = ["network", "corrupt-download", "no-heif", "memory", "worker-died", "no-start", "no-key", "internal"];

export class Troubles {
  #banner;
  #chooseAnother;
  #gone;
  #kept;

  /**
   * @param {Banner} banner
   * @param {object} page
   * @param {() => void} page.chooseAnother
   * @param {() => void} page.gone      an error has been read
   * @param {() => boolean} page.kept   an earlier cut-out is there still
   */
  constructor(banner, { chooseAnother, gone, kept }) {
    this.#banner = banner;
    this.#chooseAnother = chooseAnother;
    this.#gone = gone;
    this.#kept = kept;
  }

  /** @param {ErrorCode} code @param {() => void} again */
  error(code, again) {
    const { title, advice } = messages.error(code);
    const another = code === "unsupported-browser" ? undefined : { label: messages.chooseAnother, run: this.#chooseAnother };
    const action = WORTH_RETRYING.includes(code) ? { label: messages.retry, run: again } : another;
    const text = this.#kept() ? `${advice} ${messages.lastIsKept}` : advice;
    this.#banner.show("error", { title, text }, { action, onGone: this.#gone });
  }

  /** In words of their own. @param {string} text */
  say(text) {
    this.#banner.show("error", { text });
  }

  /** @param {Notice[]} notices */
  notices(notices) {
    if (notices.length) this.#banner.show("notice", { text: notices.map(messages.notice).join(" ") });
  }
}
