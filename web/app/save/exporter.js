/**
 * Takes the finished picture out of the page: a file, or the clipboard. Where an edit is at work it waits for that, so
 * that nobody gets something else than what is set.
 *
 * @import { Engine, Finish, Output, Progress } from "../../engine/index.js"
 * @import { Narrator } from "../feedback/narrator.js"
 * @import { Picture } from "../picture/picture.js"
 * @import { Session } from "../picture/session.js"
 * @import { Values } from "./filename.js"
 */

import { DEFAULT_OUTPUT } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { same } from "../picture/settings.js";
import { byId } from "../ui/dom.js";
import { saveUrl } from "../ui/save-blob.js";
import { fileName } from "./filename.js";
import { OutputDialog } from "./output-dialog.js";

const CONFIRM_MS = 2000;
/** How long a file is held for the browser, which may ask the person where to save it. */
const KEPT_MS = 600_000;

/**
 * @typedef {object} Page
 * @property {(finish: Finish) => string} presetName  what a finish is called
 * @property {() => void} chosen  another kind of file
 */

export class Exporter {
  #engine;
  #session;
  #narrator;
  #presetName;
  #save = new ActionButton("save");
  #copy = new ActionButton("copy");
  /** @type {AbortController | null} */
  #writing = null;
  /** Files that this visit has saved. */
  #count = 0;
  #dialog;

  /** @param {Pick<Engine, "cut">} engine @param {Session} session @param {Narrator} narrator @param {Page} page */
  constructor(engine, session, narrator, { presetName, chosen }) {
    this.#engine = engine;
    this.#session = session;
    this.#narrator = narrator;
    this.#presetName = presetName;
    this.#dialog = new OutputDialog({
      changed: () => {
        this.#name();
        chosen();
      },
      save: () => this.save(),
      example: () => this.#values(session.finished),
    });
    this.#name();
    this.#save.element.addEventListener("click", () => this.save());
    this.#copy.element.addEventListener("click", () => this.copy());
  }

  /** @returns {boolean} whether there is anything to save */
  save() {
    if (!this.#ready) return false;
    void this.#save.run(async () => {
      const picture = await this.#session.settled();
      const name = picture && (await this.#download(picture));
      if (!name) return null;
      this.taken(picture, messages.savedAs(name));
      return messages.saved;
    });
    return true;
  }

  /** What a file will be. */
  get output() {
    return withoutIdle(this.#dialog.output);
  }

  set output(output) {
    this.#dialog.take(output);
  }

  /** What it will be called. @param {Values} values @param {Output["format"]} format */
  nameFor(values, format) {
    return fileName(this.#dialog.template, values, format);
  }

  /** @returns {boolean} whether a file was being written */
  cancel() {
    this.#writing?.abort();
    return this.#writing !== null;
  }

  /** There is a finished picture on the screen. */
  get #ready() {
    return this.#session.finished !== null && !this.#session.looking;
  }

  /** The button says what it will save. */
  #name() {
    this.#save.usual = messages.saveAs(messages.formats[this.#dialog.output.format].short);
  }

  /** What the next file can be called by. @param {Picture | null} picture @returns {Values} */
  #values(picture) {
    const { width, height } = picture?.result ?? { width: 0, height: 0 };
    const preset = picture ? this.#presetName(picture.edits.present.finish) : "custom";
    return { name: picture?.name ?? messages.pasted, n: this.#count + 1, preset, width, height, date: new Date() };
  }

  /** @param {Picture} picture @returns {Promise<string | null>} the name that it was saved under */
  async #download(picture) {
    const { output, template } = this.#dialog;
    const name = fileName(template, this.#values(picture), output.format);
    const url = same(withoutIdle(output), DEFAULT_OUTPUT) ? picture.resultUrl : await this.#write(picture, output);
    if (!url) return null;
    this.#count++;
    saveUrl(url, name);
    return name;
  }

  /** @param {Picture} picture @param {Output} output @returns {Promise<string | null>} where the file is */
  async #write(picture, output) {
    this.#writing = new AbortController();
    const { signal } = this.#writing;
    const onProgress = (/** @type {Progress} */ now) => this.#narrator.step(now);
    const writing = this.#engine.cut(picture.file, { ...picture.edits.present, output, signal, onProgress });
    const result = await this.#narrator.file(writing, () => this.save()).finally(() => (this.#writing = null));
    if (!result) return null;
    const url = URL.createObjectURL(result.blob);
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
    return url;
  }

  /** @returns {boolean} whether there is anything to copy */
  copy() {
    if (!this.#ready) return false;
    void this.#copy.run(async () => {
      const settled = this.#session.settled();
      const trouble = await write(settled);
      const picture = await settled;
      if (!picture) return null;
      if (trouble) return this.#narrator.trouble(trouble), null;
      this.taken(picture, messages.copiedStatus);
      return messages.copied;
    });
    return true;
  }

  /** What the PNG that is there already would be called. @param {Picture} picture */
  nameOf(picture) {
    return fileName(this.#dialog.template, this.#values(picture), "png");
  }

  /** It is out of the page, one way or another. @param {Picture} picture @param {string} text */
  taken(picture, text) {
    this.#session.keep(picture);
    this.#narrator.announce(text);
  }
}

/** Without what a PNG does not heed. @param {Output} output @returns {Output} */
const withoutIdle = (output) =>
  output.format === "png" ? { ...output, lossless: DEFAULT_OUTPUT.lossless, quality: DEFAULT_OUTPUT.quality } : output;

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
