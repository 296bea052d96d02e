/** The few things about elements that several modules need. */

import { messages } from "../messages/index.js";

/**
 * @template {Element} T
 * @param {string} id
 * @param {{ new (...args: any[]): T, prototype: T }} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`#${id} is missing`);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{ id?: string, className?: string, text?: string }} [with_]
 * @param {...(Node | string)} children
 */
export function make(tag, { id, className, text } = {}, ...children) {
  const element = document.createElement(tag);
  if (id) element.id = id;
  if (className) element.className = className;
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

/** One of the drawings in index.html. @param {string} name */
export function icon(name) {
  const [svg, use] = ["svg", "use"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** What the arrow key to the right does in a list: one step forth, or back where the page reads the other way. @returns {1 | -1} */
export const toTheRight = () => (document.documentElement.dir === "rtl" ? -1 : 1);

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Ctrl as this keyboard calls it. @param {string} text */
export function keyNames(text) {
  const { Control } = messages.keys;
  return mac ? text.replace(`${Control}+`, "⌘").replace(Control, "⌘") : text;
}

/**
 * Puts the page's words where data-text (its text), data-label (accessible name) and data-title (tooltip) ask for them.
 */
export function fillLabels() {
  const labels = /** @type {Record<string, string>} */ (messages.labels);
  for (const element of document.querySelectorAll("[data-text], [data-label], [data-title]")) {
    if (!(element instanceof HTMLElement)) continue;
    const { text, label, title } = element.dataset;
    if (text) element.textContent = labels[text];
    if (label) element.setAttribute("aria-label", labels[label]);
    const tip = title ?? (element instanceof HTMLButtonElement ? label : undefined);
    if (tip) element.title = keyNames(labels[tip]);
  }
}

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
