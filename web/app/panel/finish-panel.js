/**
 * The part of the panel where the cut-out is finished. Controls say by `data-finish` which value they are of, and by
 * `data-when` under which values they are seen.
 *
 * @import { Finish } from "../../engine/index.js"
 * @import { Preset } from "./presets.js"
 */

import { messages } from "../messages/index.js";
import { same } from "../picture/settings.js";
import { ColourField } from "../ui/colour-field.js";
import { byId, make } from "../ui/dom.js";
import { Slider } from "../ui/slider.js";
import { dropPreset, keepPreset, ownPresets, PRESETS } from "./presets.js";

/** Width over height of frames that people ask for. */
const ASPECTS = [[1, 1], [5, 4], [4, 5], [4, 3], [3, 4], [3, 2], [2, 3], [16, 9], [9, 16]];
/** What the subject fills where it was margins that were set. */
const USUAL_FILL = 0.85;

/** @param {any} values @param {string} path  like "shadow.opacity" */
const valueAt = (values, path) => path.split(".").reduce((part, name) => part[name], values);

/** @param {Finish} finish @param {string} path @param {unknown} value @returns {Finish} */
function withValue(finish, path, value) {
  const [part, name] = path.split(".");
  return { ...finish, [part]: name ? { .../** @type {any} */ (finish)[part], [name]: value } : value };
}

export class FinishPanel {
  #panel = byId("finish", HTMLElement);
  #presets = byId("preset", HTMLSelectElement);
  #drop = byId("drop-preset", HTMLButtonElement);
  #naming = byId("name-preset", HTMLFormElement);
  #name = byId("preset-name", HTMLInputElement);
  #aspect = byId("frame-aspect", HTMLSelectElement);
  #space = byId("frame-space", HTMLSelectElement);
  #sides = ["frame-width", "frame-height"].map((id) => byId(id, HTMLInputElement));
  /** @type {((finish: Finish) => void)[]} bring each control up to date */
  #showers = [];
  /** @type {Finish | null} */
  #finish = null;
  #set;
  #trouble;

  /** @param {(finish: Finish) => void} set  something was adjusted @param {(text: string) => void} trouble */
  constructor(set, trouble) {
    this.#set = set;
    this.#trouble = trouble;
    for (const control of this.#panel.querySelectorAll("[data-finish]")) {
      const shower = this.#bind(/** @type {HTMLElement} */ (control));
      if (shower) this.#showers.push(shower);
    }
    this.#bindPresets();
    this.#bindGround();
    this.#bindFrame();
  }

  /** The preset that the finish is, if it is one. @param {Finish} finish @returns {Preset | null} */
  preset(finish) {
    return [...PRESETS, ...ownPresets()].find((preset) => same(preset.finish, finish)) ?? null;
  }

  /** Brings the controls up to date. @param {Finish} finish */
  show(finish) {
    this.#finish = finish;
    for (const show of this.#showers) show(finish);
    for (const element of this.#panel.querySelectorAll("[data-when]")) {
      if (element instanceof HTMLElement) element.hidden = !meets(finish, element.dataset.when ?? "");
    }
    this.#offerPresets(finish);
    this.#space.value = finish.frame.fill === null ? "margin" : "fill";
    const { aspect, size } = finish.frame;
    this.#aspect.disabled = size !== null;
    this.#aspect.value = aspect === null || size ? "" : nearest(aspect);
    this.#sides.forEach((side, i) => {
      if (document.activeElement !== side) side.value = size ? String(size[i]) : "";
    });
    const { picture } = finish.background;
    byId("ground-name", HTMLElement).textContent = picture instanceof File ? picture.name : messages.noGround;
  }

  /** @param {string} path @param {unknown} value */
  #change(path, value) {
    if (this.#finish) this.#set(withValue(this.#finish, path, value));
  }

  /** @param {HTMLElement} control @returns {((finish: Finish) => void) | null} what brings it up to date */
  #bind(control) {
    const { finish: path = "", unit, name } = control.dataset;
    if (name) {
      const field = new ColourField(control, labelOf(name), (colour) => this.#change(path, colour));
      return (finish) => (field.value = valueAt(finish, path));
    }
    if (control instanceof HTMLSelectElement) {
      control.addEventListener("change", () => this.#change(path, control.value));
      return (finish) => (control.value = String(valueAt(finish, path)));
    }
    if (!(control instanceof HTMLInputElement)) return null;
    if (control.type === "range") {
      const slider = new Slider(control, messages.finishUnits[/** @type {"percent"} */ (unit)]);
      control.addEventListener("input", () => this.#change(path, slider.value));
      return (finish) => (slider.value = valueAt(finish, path) ?? USUAL_FILL);
    }
    if (control.type === "radio") {
      control.addEventListener("change", () => this.#change(path, control.value));
      return (finish) => (control.checked = valueAt(finish, path) === control.value);
    }
    const optional = "optional" in control.dataset;
    control.addEventListener("input", () => {
      if (control.validity.valid && (optional || control.value)) this.#change(path, control.value ? control.valueAsNumber : null);
    });
    return (finish) => {
      if (document.activeElement !== control) control.value = String(valueAt(finish, path) ?? "");
    };
  }

  #bindPresets() {
    this.#presets.addEventListener("change", () => {
      const preset = [...PRESETS, ...ownPresets()].find(({ id }) => id === this.#presets.value);
      if (preset) this.#set(preset.finish);
    });
    byId("keep-preset", HTMLButtonElement).addEventListener("click", () => {
      this.#naming.hidden = !this.#naming.hidden;
      if (!this.#naming.hidden) this.#name.focus();
    });
    this.#naming.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#finish) return;
      keepPreset(this.#name.value.trim(), this.#finish);
      this.#naming.hidden = true;
      this.#name.value = "";
      this.show(this.#finish);
      this.#presets.focus();
    });
    this.#drop.addEventListener("click", () => {
      const own = ownPresets().find(({ id }) => id === this.#presets.value);
      if (!own?.name || !this.#finish) return;
      dropPreset(own.name);
      this.show(this.#finish);
      this.#presets.focus();
    });
  }

  /** @param {Finish} finish */
  #offerPresets(finish) {
    const own = ownPresets();
    const current = this.preset(finish);
    const option = (/** @type {Preset} */ { id, name }) => {
      const element = make("option", { text: name ?? messages.presets[/** @type {"cutout"} */ (id)] });
      element.value = id;
      return element;
    };
    const free = make("option", { text: messages.presetOfOnesOwn });
    free.value = "";
    free.hidden = true;
    this.#presets.replaceChildren(free, ...[...PRESETS, ...own].map(option));
    this.#presets.value = current?.id ?? "";
    this.#drop.hidden = !current?.name;
  }

  #bindGround() {
    const file = byId("ground-file", HTMLInputElement);
    byId("choose-ground", HTMLButtonElement).addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      const [picture] = file.files ?? [];
      file.value = "";
      if (!picture) return;
      const bitmap = await createImageBitmap(picture, { resizeWidth: 1, resizeHeight: 1 }).catch(() => null);
      bitmap?.close();
      if (!bitmap) return this.#trouble(messages.groundUnreadable);
      this.#change("background.picture", picture);
    });
  }

  #bindFrame() {
    const free = make("option", { text: messages.aspectFree });
    free.value = "";
    const options = ASPECTS.map(([width, height]) => {
      const option = make("option", { text: `${width}:${height}` });
      option.value = nearest(width / height);
      return option;
    });
    this.#aspect.append(free, ...options);
    this.#aspect.addEventListener("change", () => this.#change("frame.aspect", Number(this.#aspect.value) || null));
    this.#space.addEventListener("change", () => this.#change("frame.fill", this.#space.value === "fill" ? USUAL_FILL : null));
    for (const side of this.#sides) side.addEventListener("input", () => this.#resize());
    const turn = (/** @type {number} */ by) => {
      if (this.#finish) this.#change("frame.turn", (this.#finish.frame.turn + by + 360) % 360);
    };
    byId("turn-left", HTMLButtonElement).addEventListener("click", () => turn(-90));
    byId("turn-right", HTMLButtonElement).addEventListener("click", () => turn(90));
  }

  /** Both sides make a size, and none: the pixels that there are. */
  #resize() {
    const [width, height] = this.#sides.map(({ valueAsNumber, validity }) => (validity.valid ? valueAsNumber : NaN));
    if (width && height) this.#change("frame.size", [Math.round(width), Math.round(height)]);
    else if (this.#sides.every(({ value }) => !value)) this.#change("frame.size", null);
  }
}

/** Whether all of some conditions hold: "path=one|another" or "path!=value". @param {Finish} finish @param {string} conditions */
function meets(finish, conditions) {
  return conditions.split(" ").every((condition) => {
    const [, path, not, values] = /^([\w.]+)(!?)=(.*)$/.exec(condition) ?? [];
    return values.split("|").includes(String(valueAt(finish, path))) !== Boolean(not);
  });
}

/** An aspect as the options know it. @param {number} aspect */
const nearest = (aspect) => aspect.toFixed(4);

/** @param {string} name */
const labelOf = (name) => /** @type {Record<string, string>} */ (messages.labels)[name];
