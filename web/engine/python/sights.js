/**
 * An LRU cache of analysed pictures, keyed by file and mode: those at work, and of those that are done the last, so that its
 * edges can be edited without codec and networks.
 */

/**
 * @typedef {import("../types.js").Mode} Mode
 * @typedef {import("../types.js").Notice} Notice
 * @typedef {{key: string, id: number, width: number, height: number, notices: Notice[]}} Sight
 */

/** More would not fit beside each other where pictures are large. */
const MOST = 2;

/** Python's name for it. @param {number} id  of the file @param {Mode} mode */
export const sightKey = (id, mode) => `${id} ${mode}`;

export class Sights {
  /** @type {Map<string, Sight>} from the oldest on */
  #seen = new Map();
  /** @type {string[]} keys that jobs hold, each as often as there are jobs */
  #held = [];
  /** @type {Set<number>} pictures that will not come again, but are held still */
  #forgotten = new Set();
  #drop;

  /** @param {(key: string) => void} drop  has Python forget it */
  constructor(drop) {
    this.#drop = drop;
  }

  /** @param {string} key */
  get(key) {
    return this.#seen.get(key);
  }

  /** The same picture as it was seen in another mode. @param {number} id */
  ofPicture(id) {
    return [...this.#seen.values()].find((sight) => sight.id === id);
  }

  /** Not to be dropped until it is let go. @param {string} key */
  hold(key) {
    this.#held.push(key);
  }

  /** @param {string} key */
  letGo(key) {
    this.#held.splice(this.#held.indexOf(key), 1);
    for (const id of this.#forgotten) this.forget(id);
  }

  /** Before another look at a picture: what else is done goes, and of this picture what is too much. @param {number} id */
  makeRoom(id) {
    const done = [...this.#seen.values()].filter(({ key }) => !this.#held.includes(key));
    for (const sight of done) if (sight.id !== id) this.remove(sight.key);
    for (const { key } of done) if (this.#seen.size >= MOST) this.remove(key);
  }

  /** @param {Sight} sight */
  add(sight) {
    this.#seen.set(sight.key, sight);
  }

  /** @param {string} key */
  remove(key) {
    if (this.#seen.delete(key)) this.#drop(key);
  }

  /** All of a picture that will not come again. @param {number} id */
  forget(id) {
    const all = [...this.#seen.values()].filter((sight) => sight.id === id);
    const held = all.filter(({ key }) => this.#held.includes(key));
    for (const { key } of all) if (!this.#held.includes(key)) this.remove(key);
    if (held.length) this.#forgotten.add(id);
    else this.#forgotten.delete(id);
  }
}
