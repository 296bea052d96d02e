/** A slider whose value is written beside it and spoken in words, its track filled from zero on. */

/**
 * @typedef {object} Words
 * @property {(value: number) => string} written
 * @property {(value: number) => string} spoken
 */

export class Slider {
  #reading;
  #words;

  /** @param {HTMLInputElement} input  with a label and a reading beside it @param {Words} words */
  constructor(input, words) {
    this.input = input;
    this.#words = words;
    this.#reading = input.parentElement?.querySelector(".reading");
  }

  get value() {
    return this.input.valueAsNumber;
  }

  set value(value) {
    this.input.valueAsNumber = value;
    this.show();
  }

  /** Brings words and track up to date. */
  show() {
    const { input, value } = this;
    input.setAttribute("aria-valuetext", this.#words.spoken(value));
    if (this.#reading) this.#reading.textContent = this.#words.written(value);
    const [min, max] = [Number(input.min), Number(input.max)];
    const [zero, at] = [Math.max(0, min), value].map((each) => (each - min) / (max - min));
    input.style.setProperty("--from", String(Math.min(zero, at)));
    input.style.setProperty("--to", String(Math.max(zero, at)));
  }
}
