/**
 * The panel beside the picture where the finished cut-out is edited: a tab for each kind of change, and what all of them
 * share, the way back and forth.
 *
 * @import { Edits } from "../picture/settings.js"
 */

import { keep, recall } from "../store.js";
import { byId } from "../ui/dom.js";

/**
 * @typedef {object} Listener
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {(tab: string) => void} reset   what this tab has changed
 * @property {(tab: string | null) => void} turned  another tab is seen, or none
 */

const KEY = "tab";

/** The keys that go from one tab to the next. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export class Panel {
  #panel = byId("panel", HTMLElement);
  #button = byId("open-panel", HTMLButtonElement);
  #undo = byId("undo", HTMLButtonElement);
  #redo = byId("redo", HTMLButtonElement);
  #reset = byId("reset", HTMLButtonElement);
  /** @type {HTMLElement[]} */
  #tabs = [...this.#panel.querySelectorAll("[role=tab]")].filter((tab) => tab instanceof HTMLElement);
  /** What had the focus before. @type {Element | null} */
  #opener = null;
  #turned;
  /** The tab of the last visit. */
  #last = nameOf(this.#tabs.find((tab) => nameOf(tab) === recall(KEY)) ?? this.#tabs[0]);

  /** @param {Listener} listener */
  constructor({ undo, redo, reset, turned }) {
    this.#turned = turned;
    for (const tab of this.#tabs) {
      tab.addEventListener("click", () => this.open(nameOf(tab)));
      tab.addEventListener("keydown", (event) => this.#walk(event));
    }
    this.#button.addEventListener("click", () => this.toggle());
    byId("close-panel", HTMLButtonElement).addEventListener("click", () => this.close());
    this.#undo.addEventListener("click", undo);
    this.#redo.addEventListener("click", redo);
    this.#reset.addEventListener("click", () => this.tab && reset(this.tab));
  }

  /** Brings the shared buttons up to date. @param {Edits | null} edits  null: there is nothing to edit */
  show(edits) {
    this.#button.disabled = !edits;
    if (!edits) return this.close();
    enable(this.#undo, edits.undone !== null);
    enable(this.#redo, edits.redone !== null);
  }

  /** Whether the tab that is seen has changed anything. @param {boolean} on */
  resettable(on) {
    enable(this.#reset, on);
  }

  /** The tab that is seen. @returns {string | null} */
  get tab() {
    return this.#panel.hidden ? null : this.#last;
  }

  /** @param {string} [name]  of a tab; else the last one @returns {boolean} whether it could be opened or closed */
  toggle(name = this.#last) {
    if (this.tab === name) this.close();
    else if (this.#button.disabled) return false;
    else this.open(name, true);
    return true;
  }

  /** @param {string} name @param {boolean} [focus]  on its first control */
  open(name, focus = false) {
    if (this.#panel.hidden) this.#opener = document.activeElement;
    this.#panel.hidden = false;
    const there = this.#shown.map(nameOf);
    if (!there.includes(name)) name = there[0];
    this.#last = name;
    keep(KEY, name);
    this.#button.setAttribute("aria-expanded", "true");
    for (const tab of this.#tabs) {
      const selected = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      byId(nameOf(tab), HTMLElement).hidden = !selected;
    }
    this.#turned(name);
    /** @type {HTMLElement | null} */
    const control = byId(name, HTMLElement).querySelector(":checked:not(option), select, button, input:not([type=radio])");
    if (focus) control?.focus();
  }

  /** A batch has no use for some of the tabs. */
  get #shown() {
    return this.#tabs.filter((tab) => tab.getClientRects().length);
  }

  close() {
    const focused = this.#panel.contains(document.activeElement);
    if (this.#panel.hidden) return;
    this.#panel.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    const back = this.#button.getClientRects().length ? this.#button : this.#opener;
    if (focused && back instanceof HTMLElement) back.focus();
    this.#turned(null);
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const step = STEPS[event.key] * (document.dir === "rtl" ? -1 : 1);
    if (!step) return;
    event.preventDefault();
    const tabs = this.#shown;
    const at = tabs.findIndex((tab) => nameOf(tab) === this.#last);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    this.open(nameOf(next));
    next.focus();
  }
}

/** @param {HTMLElement} tab */
const nameOf = (tab) => tab.getAttribute("aria-controls") ?? "";

/** Unlike `disabled`, this leaves the focus where it is. @param {HTMLButtonElement} button @param {boolean} on */
const enable = (button, on) => button.setAttribute("aria-disabled", String(!on));
