/**
 * The dialog in which networks of people's own are added, tried, corrected, listed and removed.
 *
 * @import { Arrival, Descriptor, Engine, KeptNetwork, Mode } from "../../engine/index.js"
 */

import { codeOf, memoryFor, memoryHere, troubleOf } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";
import { KeptList } from "./kept-list.js";
import { tryOut } from "./trial.js";

/** How often it is told how far it is: ears have to follow. */
const TOLD = 5;

export class ModelsDialog {
  #engine;
  #dialog = byId("models", HTMLDialogElement);
  #input = byId("models-file", HTMLInputElement);
  #state = byId("models-state", HTMLElement);
  #detail = byId("models-detail", HTMLElement);
  #work = byId("models-work", HTMLElement);
  #progress = byId("models-progress", HTMLProgressElement);
  #new = byId("models-new", HTMLElement);
  #text = byId("models-descriptor", HTMLTextAreaElement);
  #try = byId("models-try", HTMLButtonElement);
  #add = byId("models-add", HTMLButtonElement);
  #list;
  /** What is being done. */
  #doing = new AbortController();
  /** Read, and not added yet. @type {Arrival | null} */
  #arrival = null;
  /** Guesses that nobody has corrected. @type {readonly Descriptor[]} */
  #guesses = [];
  /** It would end the whole page. */
  #refused = false;
  /** With which it was tried. @type {Descriptor | null} */
  #tried = null;

  /**
   * @param {Engine} engine
   * @param {object} page
   * @param {(all: KeptNetwork[]) => void} page.changed  which there are
   * @param {(mode: Mode) => void} page.use
   */
  constructor(engine, { changed, use }) {
    this.#engine = engine;
    this.#list = new KeptList(engine, {
      changed,
      removed: (title) => this.#tell(messages.models.removed(title)),
      failed: (error) => this.#fail(error),
      use: (mode) => {
        use(mode);
        this.#dialog.close();
      },
    });
    const dialog = this.#dialog;
    const on = (/** @type {string} */ id, /** @type {() => void} */ act) => byId(id, HTMLButtonElement).addEventListener("click", act);
    on("close-models", () => dialog.close());
    on("models-choose", () => this.#input.click());
    on("models-cancel", () => this.#doing.abort());
    on("models-discard", () => void this.#drop());
    on("models-try", () => void this.#run(() => this.#tryOut()));
    on("models-add", () => void this.#run(() => this.#keep()));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => void this.#drop());
    this.#text.addEventListener("input", () => this.#offer(null));
    this.#input.addEventListener("change", () => {
      const files = [...(this.#input.files ?? [])];
      this.#input.value = ""; // so that the same files can be chosen again
      if (files.length) void this.#take(files);
    });
    dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation(); // they are no pictures
      document.documentElement.removeAttribute("data-dropping");
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) void this.#take(files);
    });
    dialog.addEventListener("paste", (event) => event.stopPropagation());
  }

  show() {
    this.#tell("");
    this.#dialog.showModal();
    void this.#list.fill();
  }

  /** @param {File[]} files */
  #take(files) {
    return this.#run(async ({ signal }) => {
      this.#tell(messages.models.starting);
      await this.#forget();
      const onProgress = (/** @type {number} */ share) => {
        this.#progress.value = share;
        const told = messages.models.reading(Math.floor(share * TOLD) / TOLD);
        if (told !== this.#state.textContent) this.#tell(told);
      };
      const arrival = await this.#engine.networks.add(files, { signal, onProgress });
      this.#arrival = arrival;
      this.#guesses = arrival.survey.descriptors;
      this.#describe(arrival);
      this.#tell(messages.models.ready(this.#guesses[0].title));
    });
  }

  /** @param {Arrival} arrival */
  #describe({ survey, bytes }) {
    const [descriptor] = survey.descriptors;
    const { licence, size, note } = descriptor;
    const { models } = messages;
    const [needed, { most, device, deadly }] = [memoryFor(bytes, descriptor), memoryHere()];
    this.#refused = deadly && needed > most;
    byId("models-name", HTMLElement).textContent = descriptor.title;
    byId("models-note", HTMLElement).textContent = survey.known ? note : "";
    const link = Object.assign(make("a", { text: licence.name || licence.link }), { href: licence.link, target: "_blank", rel: "noopener" });
    /** @type {[string, (string | Node)[]][]} */
    const facts = [
      [models.facts.origin, [survey.known ? models.known : models.guessed]],
      [models.facts.licence, [licence.link ? link : licence.name || models.noLicence]],
      [models.facts.input, [models.input(size)]],
      [models.facts.size, [models.size(bytes, survey.rewritten)]],
      [models.facts.memory, [models.memory(needed, device), ...(needed > most ? [" ", make("strong", { text: models.tooMuch(most) })] : [])]],
      [models.facts.where, [models.where]],
    ];
    const rows = facts.flatMap(([name, told]) => [make("dt", { text: name }), make("dd", {}, ...told)]);
    byId("models-facts", HTMLElement).replaceChildren(...rows);
    this.#write(descriptor);
    this.#offer(null);
    this.#new.hidden = false;
  }

  /** @param {Descriptor} descriptor */
  #write(descriptor) {
    this.#text.value = JSON.stringify(descriptor, null, 2);
  }

  /** @param {AbortController} doing */
  async #tryOut({ signal } = this.#doing) {
    const arrival = /** @type {Arrival} */ (this.#arrival);
    this.#offer(null);
    const written = await arrival.check(this.#text.value);
    const untouched = JSON.stringify(written) === JSON.stringify(this.#guesses[0]);
    const descriptors = untouched ? this.#guesses : [written];
    const onGuess = (/** @type {number} */ at) => this.#tell(messages.models.trying(at, descriptors.length));
    this.#tell(messages.models.trying(1, descriptors.length));
    this.#progress.removeAttribute("value");
    const { descriptor, ours, theirs, ms } = await tryOut(this.#engine, arrival, descriptors, { signal, onGuess });
    if (signal.aborted) return;
    this.#write(descriptor);
    this.#show("models-ours", ours, messages.labels.modelsOurs);
    this.#show("models-theirs", theirs, messages.labels.modelsTheirs);
    byId("models-pair", HTMLElement).hidden = false;
    this.#offer(descriptor);
    this.#tell(messages.models.tried(ms));
  }

  async #keep() {
    const [arrival, descriptor] = [/** @type {Arrival} */ (this.#arrival), /** @type {Descriptor} */ (this.#tried)];
    await arrival.keep(descriptor);
    void navigator.storage.persist?.().catch(console.info);
    this.#arrival = null;
    this.#clear();
    await this.#list.fill();
    this.#tell(messages.models.added(descriptor.title));
  }

  async #drop() {
    this.#doing.abort();
    this.#tell("");
    await this.#forget();
  }

  /** What was read is not added. */
  async #forget() {
    const arrival = this.#arrival;
    this.#arrival = null;
    this.#clear();
    await arrival?.drop();
  }

  /**
   * One thing at a time; how it fails is told.
   *
   * @param {(doing: AbortController) => Promise<void>} work
   */
  async #run(work) {
    this.#doing.abort();
    const doing = (this.#doing = new AbortController());
    this.#progress.value = 0;
    this.#busy(true);
    byId("models-cancel", HTMLButtonElement).focus();
    try {
      await work(doing);
    } catch (error) {
      if (doing === this.#doing) this.#fail(error);
    } finally {
      if (doing === this.#doing) {
        this.#busy(false);
        this.#next.focus();
      }
    }
  }

  /** What is likely to come next. */
  get #next() {
    if (this.#new.hidden) return byId("models-choose", HTMLButtonElement);
    return this.#add.disabled ? this.#try : this.#add;
  }

  /** @param {boolean} busy */
  #busy(busy) {
    this.#work.hidden = !busy;
    this.#try.disabled = busy || this.#refused;
    this.#add.disabled = busy || !this.#tried;
    this.#dialog.toggleAttribute("aria-busy", busy);
  }

  /** What may be added. @param {Descriptor | null} descriptor */
  #offer(descriptor) {
    this.#tried = descriptor;
    this.#add.disabled = !descriptor;
  }

  /** @param {unknown} error */
  #fail(error) {
    const code = codeOf(error);
    if (code === "cancelled") return this.#tell(messages.error("cancelled").title);
    console.warn(error);
    if (["network", "corrupt-download", "no-start", "outdated"].includes(code)) {
      const { title, advice } = messages.error(code);
      return this.#tell(`${title} ${advice}`);
    }
    const { why, text } = troubleOf(error);
    this.#tell(messages.models.troubles[why], text);
    byId("models-correct", HTMLDetailsElement).open ||= why === "descriptor" || why === "answer";
  }

  /** @param {string} text @param {string} [detail]  in English, as Python or the runtime says it */
  #tell(text, detail = "") {
    this.#state.textContent = text;
    this.#detail.textContent = detail;
  }

  /** @param {string} id @param {Blob} picture @param {string} alt */
  #show(id, picture, alt) {
    const image = byId(id, HTMLImageElement);
    URL.revokeObjectURL(image.src);
    Object.assign(image, { src: URL.createObjectURL(picture), alt });
  }

  #clear() {
    this.#new.hidden = true;
    this.#offer(null);
    byId("models-pair", HTMLElement).hidden = true;
    for (const id of ["models-ours", "models-theirs"]) {
      const image = byId(id, HTMLImageElement);
      URL.revokeObjectURL(image.src);
      image.removeAttribute("src");
    }
  }
}
