/**
 * Takes the finished cut-out out of the page: a file, or the clipboard. Where an edit is at work it waits for that, so
 * that nobody gets something else than what is set.
 *
 * @import { Picture } from "./picture.js"
 */

import { byId } from "./dom.js";
import { messages } from "./messages.js";

const CONFIRM_MS = 2000;

/** IMG_1234.jpg → IMG_1234-cutout.png @param {string} name */
export function cutoutName(name) {
  const stem = name.replace(/\.[^./\\]{1,5}$/, "").trim();
  return `${stem || "picture"}-cutout.png`;
}

/**
 * @typedef {object} Source
 * @property {() => boolean} ready    there is a finished picture on the screen
 * @property {() => Promise<Picture | null>} settled  that picture when no edit is at work; null: the edit came to nothing
 * @property {(text: string) => void} kept     it is, in words
 * @property {(text: string) => void} trouble
 */

export class Exporter {
  #source;
  #save = new ActionButton("save");
  #copy = new ActionButton("copy");

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
      if (!picture) return null;
      const name = download(picture);
      this.taken(picture, messages.savedAs(name));
      return messages.saved;
    });
    return true;
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
      this.taken(picture, messages.copiedStatus);
      return messages.copied;
    });
    return true;
  }

  /** It is out of the page, one way or another. @param {Picture} picture @param {string} text */
  taken(picture, text) {
    picture.kept = true;
    this.#source.kept(text);
  }
}

/** A button that says what it is doing, and what it has done. */
class ActionButton {
  #label;
  #usual;
  #busy = false;

  /** @param {string} id */
  constructor(id) {
    this.element = byId(id, HTMLButtonElement);
    this.#label = this.element.querySelector("span") ?? this.element;
    this.#usual = this.#label.textContent ?? "";
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
    setTimeout(() => {
      if (!this.#busy) this.#label.textContent = this.#usual;
      this.element.classList.remove("confirmed");
    }, CONFIRM_MS);
  }
}

/** @param {Picture} picture @returns {string} the name it was saved under */
function download(picture) {
  const link = document.createElement("a");
  link.href = picture.resultUrl;
  link.download = cutoutName(picture.name);
  link.click();
  return link.download;
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
