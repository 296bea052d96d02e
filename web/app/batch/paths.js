/**
 * What results are called: in their sources' folders, every part as all systems take it, each name once.
 *
 * @import { Entry } from "./list.js"
 */

import { cleanPart } from "../save/filename.js";

/** Where capitals are not told apart, nor ways to write an accent. @param {string} path */
const folded = (path) => path.normalize("NFC").toUpperCase().toLowerCase();

/** @param {string} name @returns {[string, string]} with its dot */
function split(name) {
  const [, stem, ending = ""] = /** @type {RegExpExecArray} */ (/^(.*?)(\.[^.]*)?$/s.exec(name));
  return [stem, ending];
}

/** Whether this is the name, or the name with the number that made it the only one. @param {string} name @param {string} asked */
function stillIs(name, asked) {
  const [stem, ending] = split(asked);
  const number = name.slice(stem.length, name.length - ending.length);
  return name === asked || (name === `${stem}${number}${ending}` && /^-\d+$/.test(number));
}

class Tree {
  /** @type {Map<string, string>} folders by their sources'; both end with a slash, or are none */
  #folders = new Map([["", ""]]);
  /** @type {Set<string>} folders and files */
  #taken = new Set();

  /** A name that a file has, and those of its folders. @param {string[]} sources @param {string} path */
  keep(sources, path) {
    const parts = path.split("/");
    for (const [index, source] of sources.entries()) {
      const folder = parts.slice(0, index + 1).join("/");
      this.#taken.add(folded(folder));
      if (!this.#folders.has(source)) this.#folders.set(source, `${folder}/`);
    }
    this.take(path);
  }

  /** @param {string} path  that nobody else gets */
  take(path) {
    this.#taken.add(folded(path));
  }

  /** @param {string[]} sources  the folders, each with those above it @param {string} name */
  place(sources, name) {
    let folder = "";
    for (const source of sources) {
      const known = this.#folders.get(source) ?? `${this.#free(folder, cleanPart(lastOf(source), "folder"), "")}/`;
      this.#folders.set(source, known);
      folder = known;
    }
    return this.#free(folder, ...split(name));
  }

  /** @param {string} folder @param {string} stem @param {string} ending */
  #free(folder, stem, ending) {
    let path = `${folder}${stem}${ending}`;
    for (let count = 2; this.#taken.has(folded(path)); count++) path = `${folder}${stem}-${count}${ending}`;
    this.take(path);
    return path;
  }
}

/** @param {string} folder  with a slash at its end */
const lastOf = (folder) => folder.slice(folder.lastIndexOf("/", folder.length - 2) + 1, -1);

/** "a/b/c.jpg" → "a/", "a/b/" @param {string} path */
const foldersOf = (path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));

/** Whether a file still has the name that it would get. @param {string} written @param {string[]} sources @param {string} name */
function holds(written, sources, name) {
  const asked = [...sources.map((source) => cleanPart(lastOf(source), "folder")), name];
  const parts = written.split("/");
  return parts.length === asked.length && parts.every((part, index) => stillIs(part, asked[index]));
}

/**
 * Those that were written into a folder keep their names until they are made again as something else.
 *
 * @param {readonly Entry[]} entries
 * @param {(entry: Entry) => string} name  of a single result
 * @param {readonly Entry[]} [beside]  whose originals may lie in the same folder: none of them is written over
 * @returns {Map<number, string>} paths by id
 */
export function outputPaths(entries, name, beside = []) {
  const tree = new Tree();
  for (const { path } of beside) tree.take(path);
  /** @type {Map<number, string>} */
  const paths = new Map();
  for (const entry of entries) {
    const { id, path, written, stale } = entry;
    if (!written) continue;
    if (stale && !holds(written, foldersOf(path), name(entry))) {
      tree.take(written); // until it is removed
    } else {
      tree.keep(foldersOf(path), written);
      paths.set(id, written);
    }
  }
  for (const entry of entries) if (!paths.has(entry.id)) paths.set(entry.id, tree.place(foldersOf(entry.path), name(entry)));
  return paths;
}
