/** Events by name: whoever cares listens with `on`, and is told in the order of listening. */

/** @template {{[name: string]: unknown[]}} Events  what each event tells */
export class Emitter {
  /** @type {{[Name in keyof Events]?: ((...what: Events[Name]) => void)[]}} */
  #listeners = {};

  /** @template {keyof Events} Name @param {Name} name @param {(...what: Events[Name]) => void} tell */
  on(name, tell) {
    (this.#listeners[name] ??= []).push(tell);
  }

  /** @template {keyof Events} Name @param {Name} name @param {Events[Name]} what */
  emit(name, ...what) {
    for (const tell of this.#listeners[name] ?? []) tell(...what);
  }
}
