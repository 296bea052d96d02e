/**
 * The dialog that checks a file: what its Content Credentials say, by which key, and whether it was changed since.
 *
 * @import { Credentials, Deed, Engine } from "../../engine/index.js"
 */

import { codeOf } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";

/** Hex digits that stand together: a fingerprint is compared by eye. */
const GROUP = /.{4}(?=.)/g;

export class CheckDialog {
  #credentials;
  #dialog = byId("check", HTMLDialogElement);
  #input = byId("check-file", HTMLInputElement);
  #state = byId("check-state", HTMLElement);
  #facts = byId("check-facts", HTMLElement);
  #ownKey = byId("check-key", HTMLElement);
  /** Of the file that is being checked. */
  #checking = new AbortController();

  /** @param {Engine["credentials"]} credentials */
  constructor(credentials) {
    this.#credentials = credentials;
    byId("close-check", HTMLButtonElement).addEventListener("click", () => this.#dialog.close());
    byId("choose-check", HTMLButtonElement).addEventListener("click", () => this.#input.click());
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#checking.abort());
    this.#input.addEventListener("change", () => {
      const [file] = this.#input.files ?? [];
      this.#input.value = ""; // so that the same file can be chosen again
      if (file) void this.#check(file);
    });
    this.#dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation(); // it is to be checked, not to be cut out
      document.documentElement.removeAttribute("data-dropping");
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void this.#check(file);
    });
    // What is pasted has been written anew by the clipboard: there is nothing in it to check.
    this.#dialog.addEventListener("paste", (event) => event.stopPropagation());
  }

  show() {
    this.#tell("");
    this.#dialog.showModal();
    void this.#showOwnKey();
  }

  /** @param {File} file */
  async #check(file) {
    this.#checking.abort();
    const { signal } = (this.#checking = new AbortController());
    this.#tell(messages.check.reading(file.name));
    this.#dialog.setAttribute("aria-busy", "true");
    try {
      const found = await this.#credentials.read(file, signal);
      if (!signal.aborted) this.#tell(messages.check.state[found.state](file.name), found);
    } catch (error) {
      if (signal.aborted) return;
      console.warn(error);
      const { title, advice } = messages.error(codeOf(error));
      this.#tell(`${title} ${advice}`);
    } finally {
      if (signal === this.#checking.signal) this.#dialog.removeAttribute("aria-busy");
    }
  }

  /** @param {string} text @param {Credentials} [found] */
  #tell(text, found) {
    this.#state.textContent = text;
    this.#dialog.dataset.found = found?.state ?? "";
    this.#facts.replaceChildren(...(found ? facts(found) : []));
  }

  async #showOwnKey() {
    this.#ownKey.textContent = "";
    const print = await this.#credentials.ownKey().catch(() => null);
    this.#ownKey.textContent = messages.check.ownKey(print && grouped(print));
  }
}

/** @param {string} print */
const grouped = (print) => print.replace(GROUP, "$& ");

/** @param {Credentials} found */
function facts({ signer, sources, deeds, generator }) {
  const { facts: names, sourceTypes } = messages.check;
  /** @type {[string, (string | Node)[]][]} */
  const all = [
    [names.signer, signer ? [whose(signer)] : []],
    [names.print, signer?.print ? [make("code", { text: grouped(signer.print) })] : []],
    [names.stamped, signer?.stamped ? [messages.check.moment(signer.stamped)] : []],
    [names.sources, sources.map((source) => sourceTypes[source] ?? source)],
    [names.deeds, deeds.map(said)],
    [names.generator, generator ? [generator] : []],
  ];
  return all.flatMap(([name, values]) =>
    values.length ? [make("dt", { text: name }), ...values.map((value) => make("dd", {}, value))] : [],
  );
}

/** @param {NonNullable<Credentials["signer"]>} signer */
function whose({ own, print, name }) {
  const { check } = messages;
  if (own) return check.own;
  if (!print) return check.unknown;
  return name ? check.named(name) : check.another;
}

/** @param {Deed} deed */
function said({ step, action, description, when }) {
  const { steps, actions, at, moment } = messages.check;
  const what = (step && steps[step]) || description || actions[action] || action;
  return when ? at(what, moment(when)) : what;
}
