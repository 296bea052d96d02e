/**
 * `<matte-box>`: a place to drop a picture, and the picture without its background.
 *
 * Attributes: `base`, `mode`, `edge`, `format`, `name` (of the form's field), `src`, `disabled`, `required`, and `text-…` for the
 * words (element-words.js). Slots: `empty` (in the drop zone). Parts: `zone`, `status`, `progress`, `result`, `again`, `save`.
 * Events: `progress`, `cut` (its detail is a MatteboxResult) and `error` (its detail is the error). Its value in a form, and
 * `element.file`, is the finished file.
 *
 * @import { MatteboxResult } from "./result.js"
 * @import { MatteboxOptions } from "./options.js"
 * @import { Source } from "./sources.js"
 * @import { Word } from "./element-words.js"
 */

import { STYLE, template } from "./element-template.js";
import { WORDS } from "./element-words.js";
import { sharedMattebox } from "./shared.js";

/** On servers there is none: importing this is fine there. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** @type {Record<string, string>} */
const ENDINGS = { "image/png": "png", "image/webp": "webp", "image/jpeg": "jpg", "image/tiff": "tif" };

export class MatteBoxElement extends Base {
  static formAssociated = true;
  static observedAttributes = ["src", "disabled", "required", ...Object.keys(WORDS).map((word) => `text-${word}`)];

  #internals;
  #view;
  /** @type {ReturnType<typeof sharedMattebox> | null} */
  #engine = null;
  /** @type {AbortController | null} */
  #work = null;
  /** What is shown as the result, to be let go of. */
  #shown = "";
  /** @type {File | null} */
  #file = null;
  /** Set by the form or a fieldset. */
  #off = false;
  #told = /** @type {Word} */ ("choose");
  #reason = "";

  /** The last result. @type {MatteboxResult | null} */
  result = null;
  /** More than the attributes say: options of `cut`, e.g. a finish. @type {MatteboxOptions} */
  options = {};

  constructor() {
    super();
    this.#internals = this.attachInternals();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    const style = new CSSStyleSheet(); // no style element: `style-src 'self'` allows none
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    this.#view = template(root);
    const { zone, input, again, save } = this.#view;
    zone.addEventListener("click", () => input.click());
    again.addEventListener("click", () => input.click());
    save.addEventListener("click", () => this.#save());
    input.addEventListener("change", () => this.#take(input.files));
    this.addEventListener("dragover", (event) => this.#over(event, true));
    this.addEventListener("dragleave", (event) => this.#over(event, false));
    this.addEventListener("drop", (event) => {
      this.#over(event, false);
      this.#take(event.dataTransfer?.files);
    });
    this.addEventListener("paste", (event) => this.#take(event.clipboardData?.files));
    this.#render();
  }

  connectedCallback() {
    const src = this.getAttribute("src");
    if (src && !this.result && !this.#work) void this.cut(src).catch(() => {});
    this.#validate();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return; // it was only moved
      this.#work?.abort(new DOMException("The element was removed", "AbortError"));
      this.#engine?.release();
      this.#engine = null;
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "src" && now && this.isConnected) void this.cut(now).catch(() => {});
    this.#render();
    this.#validate();
  }

  /** @param {boolean} off */
  formDisabledCallback(off) {
    this.#off = off;
    this.#render();
  }

  formResetCallback() {
    this.clear();
  }

  /** The finished file, which is the element's value in a form. @returns {File | null} */
  get file() {
    return this.#file;
  }

  get form() {
    return this.#internals.form;
  }

  get validity() {
    return this.#internals.validity;
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  get disabled() {
    return this.#off || this.hasAttribute("disabled");
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  /**
   * What dropping a picture does. A new one takes the place of one that is still at work.
   *
   * @param {Source} source
   * @returns {Promise<MatteboxResult>}
   */
  async cut(source) {
    this.#work?.abort(new DOMException("Another picture was chosen", "AbortError"));
    const work = (this.#work = new AbortController());
    this.#drop();
    this.#tell("working");
    try {
      const onProgress = (/** @type {import("../engine/types.js").Progress} */ detail) => this.#onProgress(work, detail);
      this.#engine ??= sharedMattebox({ base: this.getAttribute("base") ?? undefined }, onProgress);
      const engine = this.#engine;
      const mattebox = await engine.mattebox.catch((error) => {
        engine.release();
        if (this.#engine === engine) this.#engine = null; // the next picture tries again
        throw error;
      });
      const result = await mattebox.cut(source, { ...this.#wanted(), signal: work.signal, onProgress });
      if (this.#work === work) this.#finish(result, source);
      return result;
    } catch (error) {
      if (this.#work === work && !work.signal.aborted) this.#fail(/** @type {Error} */ (error));
      throw error;
    } finally {
      if (this.#work === work) this.#work = null;
    }
  }

  /** As it was before any picture; what is at work is ended. */
  clear() {
    this.#work?.abort(new DOMException("It was cleared", "AbortError"));
    this.#work = null;
    this.#drop();
    this.#tell("choose");
  }

  /** Options by attributes and by the property. @returns {MatteboxOptions} */
  #wanted() {
    const [mode, edge, format] = ["mode", "edge", "format"].map((name) => this.getAttribute(name) ?? undefined);
    const { edges, output, ...rest } = this.options;
    const said = /** @type {MatteboxOptions} */ ({ ...(mode && { mode }), ...rest });
    return {
      ...said,
      edges: { ...(edge && { edge: /** @type {any} */ (edge) }), ...edges },
      output: { ...(format && { format: /** @type {any} */ (format) }), ...output },
    };
  }

  /** @param {FileList | undefined | null} files */
  #take(files) {
    const file = files?.[0];
    this.#view.input.value = ""; // the same file again is a choice, too; this empties the list of files
    if (file && !this.disabled) void this.cut(file).catch(() => {});
  }

  /** @param {DragEvent} event @param {boolean} over */
  #over(event, over) {
    event.preventDefault();
    this.#view.zone.classList.toggle("over", over && !this.disabled);
  }

  /** @param {AbortController} work @param {import("../engine/types.js").Progress} detail */
  #onProgress(work, detail) {
    if (this.#work !== work) return;
    const { progress } = this.#view;
    if (detail.fraction === null) progress.removeAttribute("value");
    else progress.value = detail.fraction;
    this.dispatchEvent(new CustomEvent("progress", { detail }));
  }

  /** @param {MatteboxResult} result @param {Source} source */
  #finish(result, source) {
    const ending = ENDINGS[result.blob.type] ?? "png";
    const stem = typeof File === "function" && source instanceof File ? source.name.replace(/\.[^.]*$/, "") : "picture";
    this.result = result;
    this.#file = new File([result.blob], `${stem}-cutout.${ending}`, { type: result.blob.type });
    this.#shown = URL.createObjectURL(result.blob);
    this.#view.result.src = this.#shown;
    this.#internals.setFormValue(this.#file);
    this.#tell(result.found ? "done" : "none");
    this.dispatchEvent(new CustomEvent("cut", { detail: result, bubbles: true }));
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {Error} error */
  #fail(error) {
    this.#tell("failed", error.message);
    this.dispatchEvent(new CustomEvent("error", { detail: error }));
  }

  #drop() {
    this.result = null;
    this.#file = null;
    this.#internals.setFormValue(null);
    this.#view.result.removeAttribute("src");
    if (this.#shown) URL.revokeObjectURL(this.#shown);
    this.#shown = "";
  }

  #save() {
    if (!this.#file) return;
    const link = document.createElement("a");
    link.href = this.#shown;
    link.download = this.#file.name;
    link.click();
  }

  /** @param {Word} word @param {string} [reason] */
  #tell(word, reason = "") {
    [this.#told, this.#reason] = [word, reason];
    this.#render();
    this.#validate();
  }

  #validate() {
    const missing = this.hasAttribute("required") && !this.#file;
    this.#internals.setValidity(missing ? { valueMissing: true } : {}, missing ? this.#word("choose") : "", this.#view.zone);
  }

  /** @param {Word} word */
  #word(word) {
    return this.getAttribute(`text-${word}`) ?? WORDS[word];
  }

  #render() {
    const { zone, hint, status, progress, result, again, save, input } = this.#view;
    const [working, finished] = [this.#told === "working", this.#file !== null];
    const held = /** @type {HTMLElement | null | undefined} */ (this.shadowRoot?.activeElement);
    hint.textContent = this.#word("choose");
    again.textContent = this.#word("again");
    save.textContent = this.#word("save");
    result.alt = this.#word("result");
    status.textContent = this.#told === "choose" ? "" : this.#word(this.#told).replace("{reason}", this.#reason);
    progress.setAttribute("aria-label", this.#word("working"));
    progress.hidden = !working;
    zone.hidden = finished;
    for (const each of [result, again, save]) each.hidden = !finished;
    for (const each of [zone, again, input]) each.disabled = this.disabled;
    if (held?.hidden) (finished ? save : zone).focus(); // who works by keyboard goes on from there
    this.#internals.ariaBusy = String(working);
  }
}

if (globalThis.customElements && !customElements.get("matte-box")) customElements.define("matte-box", MatteBoxElement);
