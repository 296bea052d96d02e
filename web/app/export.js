/**
 * Takes the finished picture out of the page: a file, or the clipboard. Where an edit is at work it waits for that, so
 * that nobody gets something else than what is set.
 *
 * @import { CutoutResult, Output } from "../engine/protocol.js"
 * @import { Picture } from "./picture.js"
 */

import { DEFAULT_OUTPUT } from "../engine/protocol.js";import { byId } from "./dom.js";
import { same } from "./editor.js";
import { messages } from "./messages.js";

const CONFIRM_MS = 2000;
/** How long a file is held for the browser, which may ask the person where to save it. */
const KEPT_MS = 600_000;

/**
 * @typedef {object} Source
 * @property {() => boolean} ready    there is a finished picture on the screen
 * @property {() => Promise<Picture | null>} settled  that picture when no edit is at work; null: the edit came to nothing
 * @property {() => Output} output   what kind of file is wanted
 * @property {(picture: Picture) => string} name  of that file
 * @property {(picture: Picture, output: Output, signal: AbortSignal) => Promise<CutoutResult | null>} write  makes it; null:
 *   it came to nothing, and was told
 * @property {(text: string) => void} kept     it is, in words
 * @property {(text: string) => void} trouble
 */

export class Exporter {
  #source;
  #save = new ActionButton("save");
  #copy = new ActionButton("copy");
  /** @type {AbortController | null} */
  #writing = null;

  /** @param {Source} source */
  constructor(source) {
    this.#source = source;
    this.#save.element.addEventListener("click", () => this.save());
    this.#copy.element.addEventListener("click", () => this.copy());
  }

  /** @returns {boolean} whether there is anything to save */
  save() {
    if (!this.#source.ready()) return false;
    void this.#save.run(async () => {
      const picture = await this.#source.settled();
      const name = picture && (await this.#download(picture));
      if (!name) return null;
      this.#keep(picture, messages.savedAs(name));
      return messages.saved;
    });
    return true;
  }

  /** @returns {boolean} whether a file was being written */
  cancel() {
    this.#writing?.abort();
    return this.#writing !== null;
  }

  /** The button says what it will save. @param {string} text */
  name(text) {
    this.#save.usual = text;
  }

  /** @param {Picture} picture @returns {Promise<string | null>} the name that it was saved under */
  async #download(picture) {
    const { output, name, write } = this.#source;
    const called = name(picture);
    if (same(output(), DEFAULT_OUTPUT)) return hand(picture.resultUrl, called); // that file is there already
    this.#writing = new AbortController();
    const result = await write(picture, output(), this.#writing.signal).finally(() => (this.#writing = null));
    if (!result) return null;
    const url = URL.createObjectURL(result.blob);
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
    return hand(url, called);
  }

  /** @returns {boolean} whether there is anything to copy */
  copy() {
    if (!this.#source.ready()) return false;
    void this.#copy.run(async () => {
      const settled = this.#source.settled();
      const trouble = await write(settled);
      const picture = await settled;
      if (!picture) return null;
      if (trouble) return this.#source.trouble(trouble), null;
      this.#keep(picture, messages.copiedStatus);
      return messages.copied;
    });
    return true;
  }

  /** @param {Picture} picture @param {string} text */
  #keep(picture, text) {
    picture.kept = true;
    this.#source.kept(text);
  }
}

/** A button that says what it is doing, and what it has done. */
class ActionButton {
  #label;
  #usual;
  #busy = false;
  #confirming = 0;

  /** @param {string} id */
  constructor(id) {
    this.element = byId(id, HTMLButtonElement);
    this.#label = this.element.querySelector("span") ?? this.element;
    this.#usual = this.#label.textContent ?? "";
  }

  /** What it says while it does nothing. @param {string} text */
  set usual(text) {
    this.#usual = text;
    if (!this.#busy && !this.#confirming) this.#label.textContent = text;
  }

  /** @param {() => Promise<string | null>} act  gives the word for what it has done */
  async run(act) {
    if (this.#busy) return;
    this.#busy = true;
    this.#label.textContent = messages.waiting;
    const word = await act();
    this.#busy = false;
    this.#label.textContent = word ?? this.#usual;
    if (!word) return;
    this.element.classList.add("confirmed");
    clearTimeout(this.#confirming);
    this.#confirming = setTimeout(() => {
      this.#confirming = 0;
      if (!this.#busy) this.#label.textContent = this.#usual;
      this.element.classList.remove("confirmed");
    }, CONFIRM_MS);
  }
}

/** To the browser, which saves it. @param {string} url @param {string} name */
function hand(url, name) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  return name;
}

/** @param {Promise<Picture | null>} settled @returns {Promise<string | null>} what went wrong, in words */
async function write(settled) {
  if (!navigator.clipboard?.write || typeof ClipboardItem === "undefined") return messages.copyUnsupported;
  // Browsers want to be asked while the button is pressed; what to copy may come later.
  const blob = settled.then((picture) => picture?.result?.blob ?? Promise.reject(new Error("nothing to copy")));
  blob.catch(() => {});
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  } catch (error) {
    console.warn(error);
    return messages.copyFailed;
  }
  return null;
}
