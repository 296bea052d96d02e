/**
 * The dialog that says what kind of file a picture is saved as. What is chosen is remembered.
 *
 * @import { Output } from "../../engine/index.js"
 * @import { Values } from "./filename.js"
 */

import { DEFAULT_OUTPUT } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { keep, recall } from "../store.js";
import { byId, make } from "../ui/dom.js";
import { Slider } from "../ui/slider.js";
import { DEFAULT_TEMPLATE, EXTENSIONS, fileName } from "./filename.js";

const REMEMBERED = "output";
/** @type {Output["metadata"][]} */
const METADATA = ["none", "camera", "all"];
const FORMATS = /** @type {Output["format"][]} */ (Object.keys(EXTENSIONS));

/** What was chosen last, as far as it is something. @returns {{output: Output, template: string}} */
function remembered() {
  const { format, lossless, quality, metadata, smaller, credentials, template } = /** @type {Record<string, unknown>} */ (recall(REMEMBERED) ?? {});
  return {
    output: /** @type {Output} */ ({
      format: FORMATS.find((each) => each === format) ?? DEFAULT_OUTPUT.format,
      lossless: lossless === true,
      quality: Number.isInteger(quality) && Number(quality) >= 1 && Number(quality) <= 100 ? quality : DEFAULT_OUTPUT.quality,
      metadata: METADATA.find((each) => each === metadata) ?? DEFAULT_OUTPUT.metadata,
      smaller: smaller === true,
      credentials: credentials === true,
    }),
    template: typeof template === "string" && template.trim() ? template : DEFAULT_TEMPLATE,
  };
}

export class OutputDialog {
  #dialog = byId("output", HTMLDialogElement);
  #format = byId("format", HTMLSelectElement);
  #lossless = byId("lossless", HTMLInputElement);
  #quality = new Slider(byId("quality", HTMLInputElement), messages.quality);
  #metadata = byId("metadata", HTMLSelectElement);
  #smaller = byId("smaller", HTMLInputElement);
  #credentials = byId("credentials", HTMLInputElement);
  #template = byId("template", HTMLInputElement);
  #changed;
  #example;
  /** @type {Output} */
  output;
  template;

  /**
   * @param {object} listener
   * @param {() => void} listener.changed  something else is to be saved
   * @param {() => void} listener.save
   * @param {() => Values} listener.example  what the present picture would be called by
   */
  constructor({ changed, save, example }) {
    this.#changed = changed;
    this.#example = example;
    ({ output: this.output, template: this.template } = remembered());
    for (const format of FORMATS) {
      const option = make("option", { text: messages.formats[format].name });
      option.value = format;
      this.#format.append(option);
    }
    byId("open-output", HTMLButtonElement).addEventListener("click", () => {
      this.#show();
      this.#dialog.showModal();
    });
    byId("close-output", HTMLButtonElement).addEventListener("click", () => this.#dialog.close());
    byId("save-output", HTMLButtonElement).addEventListener("click", () => {
      this.#dialog.close();
      save();
    });
    const checks = [this.#lossless, this.#smaller, this.#credentials];
    for (const control of [this.#format, this.#quality.input, this.#metadata, this.#template, ...checks]) {
      control.addEventListener("input", () => this.#change());
    }
    this.#show();
  }

  #change() {
    this.template = this.#template.value.trim() ? this.#template.value : DEFAULT_TEMPLATE;
    this.take({
      format: /** @type {Output["format"]} */ (this.#format.value),
      lossless: this.#lossless.checked,
      quality: this.#quality.value,
      metadata: /** @type {Output["metadata"]} */ (this.#metadata.value),
      smaller: this.#smaller.checked,
      credentials: this.#credentials.checked,
    });
  }

  /** @param {Output} output */
  take(output) {
    this.output = output;
    keep(REMEMBERED, { ...this.output, template: this.template });
    this.#show();
    this.#changed();
  }

  #show() {
    const { format, lossless, quality, metadata, smaller, credentials } = this.output;
    this.#format.value = format;
    this.#lossless.checked = lossless;
    this.#quality.value = quality;
    this.#metadata.value = metadata;
    this.#smaller.checked = smaller;
    this.#credentials.checked = credentials;
    if (document.activeElement !== this.#template) this.#template.value = this.template;
    byId("lossless-field", HTMLElement).hidden = format !== "webp";
    byId("quality-field", HTMLElement).hidden = format !== "jpeg" && (format !== "webp" || lossless);
    for (const id of ["smaller-field", "smaller-hint"]) byId(id, HTMLElement).hidden = EXTENSIONS[format] !== "png";
    byId("format-hint", HTMLElement).textContent = messages.formats[format].hint;
    byId("template-example", HTMLElement).textContent = messages.templateExample(fileName(this.template, this.#example(), format));
    const label = byId("save-output", HTMLButtonElement).querySelector("span");
    if (label) label.textContent = messages.saveAs(messages.formats[format].short);
  }
}
