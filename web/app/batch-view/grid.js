/**
 * The pictures of a batch as a grid. Only the cells that are seen exist; the arrow keys walk over all.
 *
 * @import { Batch } from "../batch/batch.js"
 * @import { Entry } from "../batch/list.js"
 * @import { Layout } from "./geometry.js"
 */

import { nameOf } from "../batch/list.js";
import { messages } from "../messages/index.js";
import { icon, make, toTheRight } from "../ui/dom.js";
import { layout, position } from "./geometry.js";
import { Thumbnails } from "./thumbnails.js";

/**
 * What the small button of a cell does: what one most likely wants next.
 * @typedef {"remove" | "cancel" | "retry" | "save"} Action
 *
 * @typedef {object} Listener
 * @property {(entry: Entry) => void} open
 * @property {(entry: Entry, action: Action) => void} act
 *
 * @typedef {object} Cell
 * @property {HTMLLIElement} element
 * @property {HTMLButtonElement} main
 * @property {HTMLImageElement} image
 * @property {HTMLElement} name
 * @property {HTMLElement} state
 * @property {HTMLButtonElement} action
 */

/** Cells made in one frame: the page's thread shares its core with the networks. */
const NEW_AT_ONCE = 8;

/** @type {Record<Action, string>} */
const ICONS = { remove: "close", cancel: "close", retry: "redo", save: "save" };

export class Grid {
  #scroller;
  #list;
  #tell;
  #batch;
  /** @type {Entry[]} as filtered */
  #entries = [];
  /** @type {Map<number, Cell>} by the picture's id */
  #cells = new Map();
  /** @type {number | null} id of the one that Tab leads to */
  #current = null;
  /** @type {Layout} */
  #layout = layout(0, { width: 1, height: 1 }, 0);
  #frame = 0;
  #resized = new ResizeObserver(() => this.render());
  thumbnails;

  /** @param {HTMLElement} scroller @param {HTMLElement} list  in it @param {Batch} batch @param {Listener} listener */
  constructor(scroller, list, batch, listener) {
    this.#scroller = scroller;
    this.#list = list;
    this.#batch = batch;
    this.#tell = listener;
    this.thumbnails = new Thumbnails(
      async (id) => {
        const entry = this.#entries.find((each) => each.id === id);
        if (!entry) return null;
        return entry.made ? batch.result(entry) : batch.original(entry);
      },
      (id) => this.#refill(id),
    );
    this.#scroller.addEventListener("scroll", this.render);
    this.#scroller.addEventListener("keydown", this.#key);
    this.#list.addEventListener("focusin", this.#focused);
    this.#resized.observe(scroller);
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    this.#scroller.removeEventListener("scroll", this.render);
    this.#scroller.removeEventListener("keydown", this.#key);
    this.#list.removeEventListener("focusin", this.#focused);
    this.#list.replaceChildren();
    this.thumbnails.dispose();
  }

  /** @param {Entry[]} entries */
  show(entries) {
    this.#entries = entries;
    this.render();
  }

  focus() {
    const cell = this.#cells.get(this.#current ?? -1) ?? [...this.#cells.values()][0];
    (cell?.main ?? this.#scroller).focus({ preventScroll: true });
  }

  /** With the next frame. */
  render = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
    });
  };

  #render() {
    const { clientWidth, clientHeight, scrollTop } = this.#scroller;
    if (!clientWidth) return; // not on the screen
    const { paddingLeft, paddingRight } = getComputedStyle(this.#scroller);
    const width = clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    this.#layout = layout(this.#entries.length, { width, height: clientHeight }, scrollTop);
    const { first, end, height } = this.#layout;
    this.#list.style.height = `${height}px`;
    const seen = this.#entries.slice(first, end);
    if (!this.#entries.some(({ id }) => id === this.#current)) this.#current = seen[0]?.id ?? null;
    const kept = new Set(seen.map(({ id }) => id));
    const hadFocus = this.#list.contains(document.activeElement);
    for (const [id, { element }] of this.#cells) {
      if (kept.has(id) || (id === this.#current && element.contains(document.activeElement))) continue;
      element.remove();
      this.#cells.delete(id);
    }
    const missing = seen.filter(({ id }) => !this.#cells.has(id));
    const now = missing.filter(({ id }, index) => index < NEW_AT_ONCE || id === this.#current);
    for (const entry of now) this.#make(entry);
    if (now.length < missing.length) this.render();
    this.#place(seen, first);
    if (hadFocus && !this.#list.contains(document.activeElement)) this.focus();
    this.thumbnails.want(seen.map(({ id }) => id));
  }

  /** Elements in the list's own order, for those who read it so. @param {Entry[]} seen @param {number} first */
  #place(seen, first) {
    /** @type {Element | null} */
    let next = null;
    for (let index = seen.length - 1; index >= 0; index--) {
      const cell = this.#cells.get(seen[index].id);
      if (!cell) continue;
      const { element } = cell;
      const { x, y } = position(first + index, this.#layout);
      element.style.width = `${this.#layout.cellWidth}px`;
      element.style.height = `${this.#layout.cellHeight}px`;
      element.style.transform = `translate(calc(${x}px * var(--forward)), ${y}px)`;
      element.setAttribute("aria-setsize", String(this.#entries.length));
      element.setAttribute("aria-posinset", String(first + index + 1));
      if (!element.parentElement || element.nextElementSibling !== next) this.#list.insertBefore(element, next);
      next = element;
      this.#fill(cell, seen[index]);
    }
  }

  /** @param {Entry} entry @returns {Cell} */
  #make(entry) {
    const image = make("img");
    const [name, state] = [make("span", { className: "cell-name" }), make("span", { className: "cell-state" })];
    const main = make("button", { className: "cell-main" }, make("span", { className: "cell-picture" }, image), name, state);
    const action = make("button", { className: "button icon cell-action" });
    const element = make("li", { className: "cell" }, main, action);
    const cell = { element, main, image, name, state, action };
    image.alt = "";
    image.draggable = false;
    for (const button of [main, action]) button.type = "button";
    main.addEventListener("click", () => this.#tell.open(entry));
    action.addEventListener("click", () => this.#tell.act(entry, this.#actionOf(entry)));
    name.textContent = nameOf(entry.path);
    element.dataset.id = String(entry.id);
    this.#cells.set(entry.id, cell);
    return cell;
  }

  /** @param {number} id  of which there is another picture */
  #refill(id) {
    const [cell, entry] = [this.#cells.get(id), this.#entries.find((each) => each.id === id)];
    if (cell && entry) this.#fill(cell, entry);
  }

  /** @param {Cell} cell @param {Entry} entry */
  #fill({ element, main, image, state, action }, entry) {
    const progress = this.#batch.progress(entry);
    const shown = progress && entry.state === "waiting" ? "working" : entry.state;
    const words = messages.batch.state(entry, progress);
    const set = (/** @type {Element} */ of, /** @type {string} */ name, /** @type {string} */ value) =>
      of.getAttribute(name) === value || of.setAttribute(name, value);
    set(main, "title", messages.batch.hint(entry));
    set(element, "data-state", shown);
    set(element, "data-verdict", entry.verdict ?? "");
    if (state.textContent !== words) state.textContent = words;
    const url = this.thumbnails.url(entry.id);
    if (url) set(image, "src", url);
    image.hidden = !url;
    main.parentElement?.classList.toggle("cut", entry.made !== null);
    const does = this.#actionOf(entry);
    set(action, "aria-label", messages.batch.action(does, nameOf(entry.path)));
    set(action, "title", messages.batch.actions[does]);
    if (action.dataset.action !== does) {
      action.dataset.action = does;
      action.replaceChildren(icon(ICONS[does]));
    }
    const current = entry.id === this.#current ? 0 : -1;
    for (const button of [main, action]) if (button.tabIndex !== current) button.tabIndex = current;
  }

  /** @param {Entry} entry @returns {Action} */
  #actionOf(entry) {
    if (entry.state === "done") return "save";
    if (entry.state === "waiting") return this.#batch.progress(entry) ? "cancel" : "remove";
    return "retry";
  }

  /** @param {FocusEvent} event */
  #focused = ({ target }) => {
    const id = target instanceof Element ? target.closest("li")?.dataset.id : undefined;
    if (id === undefined || Number(id) === this.#current) return;
    this.#current = Number(id);
    this.render();
  };

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.#entries.findIndex(({ id }) => id === this.#current);
    const { columns } = this.#layout;
    const page = columns * Math.max(1, Math.floor(this.#scroller.clientHeight / this.#layout.cellHeight));
    /** @type {Record<string, number>} */
    const targets = {
      ArrowLeft: at - toTheRight(),
      ArrowRight: at + toTheRight(),
      ArrowUp: at - columns,
      ArrowDown: at + columns,
      PageUp: at - page,
      PageDown: at + page,
      Home: 0,
      End: this.#entries.length - 1,
    };
    if (event.key === "Delete" && at >= 0 && !event.repeat) return this.#tell.act(this.#entries[at], "remove");
    if (!(event.key in targets)) return;
    event.preventDefault();
    const last = this.#entries.length - 1;
    const leap = ["PageUp", "PageDown"].includes(event.key);
    const to = leap ? Math.max(0, Math.min(last, targets[event.key])) : targets[event.key];
    if (to >= 0 && to <= last) this.#goTo(to);
  };

  /** @param {number} index */
  #goTo(index) {
    const { y } = position(index, this.#layout);
    const { clientHeight, scrollTop } = this.#scroller;
    const { cellHeight } = this.#layout;
    const margin = 16; // so that one sees that it goes on
    if (y < scrollTop) this.#scroller.scrollTop = y - margin;
    else if (y + cellHeight > scrollTop + clientHeight - margin) this.#scroller.scrollTop = y + cellHeight - clientHeight + 2 * margin;
    this.#current = this.#entries[index].id;
    this.#render();
    this.#cells.get(this.#current)?.main.focus({ preventScroll: true });
  }
}
