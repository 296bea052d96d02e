/**
 * The settings that pictures of a batch were or are to be made with, each once: many share them, and they may hold a
 * background's picture, which is to be stored once and recognised.
 *
 * @import { Output } from "../../engine/index.js"
 * @import { Settings } from "../picture/settings.js"
 *
 * @typedef {Settings & {output: Output}} Way  how a picture is made, down to its file
 */

import { DEFAULT_OUTPUT } from "../../engine/index.js";
import { same } from "../picture/settings.js";

export class Versions {
  /** @type {Way[]} */
  #all;

  /** @param {Way[]} all  as they were stored */
  constructor(all) {
    this.#all = all.map(({ output, ...settings }) => ({ ...settings, output: { ...DEFAULT_OUTPUT, ...output } })); // of earlier versions of the page, too
  }

  /** To be stored. */
  get all() {
    return this.#all;
  }

  /** @param {number} number */
  at(number) {
    return this.#all[number];
  }

  /** @param {Way} way @returns {number} −1 if there was none like it */
  find(way) {
    return this.#all.findIndex((each) => same(each, way));
  }

  /** @param {Way} way @returns {number} its number from now on */
  number(way) {
    const found = this.find(way);
    return found < 0 ? this.#all.push(way) - 1 : found;
  }
}
