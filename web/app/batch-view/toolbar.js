/**
 * What stands above the pictures of a batch: how far it is, what can be done with it, and which of them are shown.
 *
 * @import { Batch } from "../batch/batch.js"
 * @import { Filter } from "../batch/list.js"
 */

import { counts, FILTERS, undone, wanted } from "../batch/list.js";
import { messages } from "../messages/index.js";
import { byId } from "../ui/dom.js";

/** @type {Filter[]} offered even where there are none */
const USUAL = ["all", "waiting", "done"];

export class Toolbar {
  /** @type {Filter} */
  filter = "all";
  #count = byId("batch-count", HTMLElement);
  #left = byId("batch-left", HTMLElement);
  #bar = byId("batch-bar", HTMLElement);
  #into = byId("batch-into", HTMLElement);
  #filters = FILTERS.map((name) => ({
    name,
    input: byId(`show-${name}`, HTMLInputElement),
    count: byId(`show-${name}-count`, HTMLElement),
  }));

  /** @param {Record<string, () => void>} clicks  by the buttons' ids @param {() => void} filtered  other ones are to be shown */
  constructor(clicks, filtered) {
    for (const [id, run] of Object.entries(clicks)) byId(id, HTMLButtonElement).addEventListener("click", run);
    for (const { name, input } of this.#filters) {
      input.addEventListener("change", () => {
        this.filter = name;
        filtered();
      });
    }
  }

  /** @param {Filter} filter */
  choose(filter) {
    this.filter = filter;
    for (const { name, input } of this.#filters) input.checked = name === filter;
  }

  /** @param {Batch} batch */
  show(batch) {
    const { entries, destination, settings } = batch;
    const outdated = settings.outdated(entries).length;
    const count = counts(entries);
    const share = entries.length ? 1 - count.waiting / entries.length : 0;
    this.#count.textContent = messages.batch.progress(count.done, entries.length, count.failed);
    this.#left.textContent = messages.batch.situation(batch, batch.going ? batch.timeLeft : null);
    this.#bar.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    this.#bar.setAttribute("aria-valuetext", this.#count.textContent ?? "");
    this.#bar.style.setProperty("--share", String(share));
    this.#into.textContent = destination.folder ? messages.batch.into(destination.folder.name) : "";
    byId("batch-pause", HTMLElement).textContent = batch.paused ? messages.batch.resume : messages.batch.pause;
    enable("batch-pause", count.waiting > 0);
    enable("batch-cancel", count.waiting > 0);
    enable("batch-review", entries.some(({ made }) => made));
    enable("batch-save", wanted(entries).length > 0);
    const again = undone(entries).length;
    const shown = count[this.filter];
    offer("batch-retry", messages.batch.retry(again), again > 0);
    offer("batch-redo", messages.batch.redo(outdated), outdated > 0);
    offer("batch-remove", messages.batch.remove(shown), this.filter !== "all" && shown > 0);
    for (const each of this.#filters) {
      each.count.textContent = messages.batch.count(count[each.name]);
      const offered = [...USUAL, this.filter].includes(each.name) || count[each.name] > 0;
      each.input.labels?.[0].toggleAttribute("hidden", !offered);
    }
  }
}

/** @param {string} id @param {boolean} on */
function enable(id, on) {
  byId(id, HTMLButtonElement).disabled = !on;
}

/** @param {string} id @param {string} text @param {boolean} on */
function offer(id, text, on) {
  const button = byId(id, HTMLButtonElement);
  button.textContent = text;
  button.hidden = !on;
}
