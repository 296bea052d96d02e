/**
 * Looking through the results one by one, before and after, and judging each: next, previous, accept, fix, reject.
 *
 * @import { Batch } from "../batch/batch.js"
 * @import { Entry, Verdict } from "../batch/list.js"
 */

import { messages } from "../messages/index.js";
import { attachGestures } from "../stage/gestures.js";
import { Viewer } from "../stage/viewer.js";
import { byId, toTheRight } from "../ui/dom.js";
import { meantKey } from "../ui/keys.js";
import { Slide } from "./slide.js";

/**
 * @typedef {object} Listener
 * @property {(entry: Entry) => void} fix
 * @property {() => void} closed
 * @property {(text: string) => void} say
 */

export class Review {
  /** @type {Viewer<Slide>} */
  viewer;
  #root = byId("review", HTMLElement);
  #stage = byId("review-stage", HTMLElement);
  #name = byId("review-name", HTMLElement);
  #place = byId("review-place", HTMLElement);
  #buttons = {
    accept: byId("review-accept", HTMLButtonElement),
    reject: byId("review-reject", HTMLButtonElement),
  };
  /** @type {Slide | null} */
  #slide = null;
  /** @type {number | null} id of the picture */
  #at = null;
  /** @type {() => Batch | null} */
  #batch;
  #tell;

  /** @param {() => Batch | null} batch @param {Listener} listener */
  constructor(batch, listener) {
    this.#batch = batch;
    this.#tell = listener;
    /** @type {Viewer<Slide>} */
    this.viewer = new Viewer(this.#stage, byId("review-compare", HTMLElement), byId("review-zoom", HTMLElement));
    attachGestures(this.viewer, () => false);
    const clicks = {
      "review-previous": () => this.#step(-1),
      "review-next": () => this.#step(1),
      "review-accept": () => this.#judge("accepted"),
      "review-fix": () => this.#fix(),
      "review-reject": () => this.#judge("rejected"),
      "review-close": () => this.close(),
      "review-zoom": () => this.viewer.fit(),
    };
    for (const [id, run] of Object.entries(clicks)) byId(id, HTMLButtonElement).addEventListener("click", run);
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  get visible() {
    return !this.#root.hidden;
  }

  /** @type {Entry[]} those that can be looked at */
  get #entries() {
    return this.#batch()?.entries.filter(({ made }) => made) ?? [];
  }

  get #entry() {
    return this.#entries.find(({ id }) => id === this.#at) ?? null;
  }

  /** @param {Entry} [entry]  else the first one that nobody has judged */
  open(entry) {
    const first = entry ?? this.#entries.find(({ verdict }) => !verdict) ?? this.#entries[0];
    if (!first) return;
    this.#root.hidden = false;
    this.#stage.focus({ preventScroll: true });
    void this.#show(first);
  }

  close() {
    if (!this.visible) return false;
    this.#root.hidden = true;
    this.#clear();
    this.#tell.closed();
    return true;
  }

  /** Brings the words up to date; what is seen may be gone. */
  refresh() {
    if (!this.visible) return;
    const entry = this.#entry;
    if (!entry) return void this.close();
    const entries = this.#entries;
    this.#name.textContent = entry.path;
    this.#place.textContent = messages.batch.place(entries.indexOf(entry) + 1, entries.length, entry.verdict, entry.made?.notices ?? []);
    this.#buttons.accept.setAttribute("aria-pressed", String(entry.verdict === "accepted"));
    this.#buttons.reject.setAttribute("aria-pressed", String(entry.verdict === "rejected"));
  }

  /** @param {Entry} entry */
  async #show(entry) {
    const batch = this.#batch();
    if (!batch) return;
    this.#at = entry.id;
    this.refresh();
    const [original, result] = await Promise.all([batch.original(entry), batch.result(entry)]);
    const slide = new Slide(entry, original, result);
    await slide.ready; // the last one stays until this one can be painted
    if (this.#at !== entry.id || !this.visible) return slide.dispose();
    const last = this.#slide;
    const share = last ? this.viewer.compare.value : 0;
    this.#slide = slide;
    this.viewer.show(slide);
    this.viewer.compare.value = share;
    last?.dispose();
    this.#root.dataset.id = String(entry.id);
    this.#tell.say(messages.batch.seen(entry.path, this.#place.textContent ?? ""));
  }

  #clear() {
    this.#at = null;
    this.viewer.clear();
    this.#slide?.dispose();
    this.#slide = null;
    delete this.#root.dataset.id;
  }

  /** @param {1 | -1} direction @returns {boolean} whether there was one */
  #step(direction) {
    const entries = this.#entries;
    const next = entries[entries.findIndex(({ id }) => id === this.#at) + direction];
    if (next) void this.#show(next);
    return next !== undefined;
  }

  /** The same again takes it back; a new judgement leads on to the next picture. @param {Verdict} verdict */
  #judge(verdict) {
    const entry = this.#entry;
    if (!entry) return;
    const taken = entry.verdict === verdict;
    void this.#batch()?.judge(entry, taken ? null : verdict);
    this.refresh();
    if (!taken && !this.#step(1)) this.#tell.say(messages.batch.lastOne);
  }

  #fix() {
    const entry = this.#entry;
    if (entry) this.#tell.fix(entry);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.visible || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.documentElement.dataset.view !== "batch" || document.querySelector("dialog[open]")) return;
    /** @type {Record<string, () => void>} */
    const keys = {
      arrowleft: () => this.#step(/** @type {1 | -1} */ (-toTheRight())),
      arrowright: () => this.#step(toTheRight()),
      a: () => this.#judge("accepted"),
      f: () => this.#fix(),
      r: () => this.#judge("rejected"),
    };
    const run = keys[meantKey(event)];
    if (!run) return;
    event.preventDefault();
    run();
  }
}
