/**
 * The networks that were added: each can be used, or removed after a question.
 *
 * @import { Engine, KeptNetwork, Mode } from "../../engine/index.js"
 *
 * @typedef {object} Told
 * @property {(all: KeptNetwork[]) => void} changed  which there are
 * @property {(title: string) => void} removed
 * @property {(error: unknown) => void} failed
 * @property {(mode: Mode) => void} use
 */

import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";

export class KeptList {
  #engine;
  #told;
  #list = byId("models-list", HTMLElement);
  #none = byId("models-none", HTMLElement);

  /** @param {Engine} engine @param {Told} told */
  constructor(engine, told) {
    this.#engine = engine;
    this.#told = told;
  }

  async fill() {
    const all = await this.#engine.networks.list();
    this.#none.hidden = all.length > 0;
    this.#list.replaceChildren(...all.map((each) => this.#row(each)));
    this.#told.changed(all);
  }

  /** @param {KeptNetwork} network */
  #row(network) {
    const { id, descriptor, bytes, rewritten } = network;
    const { title, licence } = descriptor;
    const { models } = messages;
    const about = [models.size(bytes, rewritten), licence.name].filter(Boolean).join(" · ");
    const row = make("li");
    const usual = () => [
      make("span", { text: title }, make("span", { className: "hint", text: about })),
      button(models.use, title, () => this.#told.use(`own:${id}`)),
      button(models.remove, title, ask),
    ];
    const ask = () => {
      const no = button(models.keep, title, () => {
        row.replaceChildren(...usual());
        row.querySelectorAll("button")[1].focus();
      });
      row.replaceChildren(make("span", { text: models.removeAsk(title) }), no, button(models.remove, title, () => void this.#remove(network)));
      no.focus();
    };
    row.append(...usual());
    return row;
  }

  /** @param {KeptNetwork} network */
  async #remove({ id, descriptor }) {
    try {
      await this.#engine.networks.remove(id);
      await this.fill();
      this.#told.removed(descriptor.title);
      byId("models-choose", HTMLButtonElement).focus();
    } catch (error) {
      this.#told.failed(error);
    }
  }
}

/** @param {string} text @param {string} title  what it is about, for ears @param {() => void} act */
function button(text, title, act) {
  const made = Object.assign(make("button", { className: "button", text }), { type: "button" });
  made.setAttribute("aria-label", messages.models.action(text, title));
  made.addEventListener("click", act);
  return made;
}
