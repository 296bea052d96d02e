/** What comes in by drop or choice becomes a list of pictures with their paths. */

import { looksLikePicture, saysPicture } from "../picture/kinds.js";
import { nameOf } from "./list.js";

/**
 * @typedef {{ file: File, path: string }} Arrived
 * @typedef {Arrived & { bytes: number }} Found
 *
 * @typedef {object} Delivery
 * @property {readonly File[]} files
 * @property {readonly FileSystemEntry[]} entries  the same and more, where folders were dropped
 * @property {readonly string[]} unreadable  what the system did not hand over
 *
 * @typedef {object} Gathered
 * @property {Found[]} pictures  by path, as a person would sort it
 * @property {string[]} skipped  paths of what is no picture
 * @property {string[]} unreadable  paths of files and folders
 */

/** Browsers ask the disk for each file's size while the page waits: not for more than so many at a time. */
const SIZES_AT_ONCE = 16;

/** What systems leave beside pictures. */
const HIDDEN = /^(\.|__MACOSX$|Thumbs\.db$)/i;

/** @param {string} path */
const isHidden = (path) => path.split("/").some((part) => HIDDEN.test(part));

/** One that cannot be read stops none of the others. @param {Delivery} delivery @returns {Promise<Gathered>} */
export async function gather({ files, entries, unreadable: refused }) {
  const unreadable = [...refused];
  const all = entries.some(({ isDirectory }) => isDirectory)
    ? (await Promise.all(entries.map((entry) => walk(entry, unreadable)))).flat()
    : files.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  const { chosen, skipped } = await sorted(all, unreadable);
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  chosen.sort((a, b) => compare(folderOf(a.path), folderOf(b.path)) || compare(a.path, b.path));
  return { pictures: await measured(chosen), skipped, unreadable };
}

/** @param {Arrived[]} all @param {string[]} unreadable  gets the paths of what is */
async function sorted(all, unreadable) {
  /** @type {Arrived[]} */
  const chosen = [];
  /** @type {string[]} */
  const skipped = [];
  for (const each of all) {
    const { file, path } = each;
    try {
      if (!isHidden(path) && (saysPicture(file, path) || (await looksLikePicture(file)))) chosen.push(each);
      else skipped.push(path);
    } catch (error) {
      console.warn(error);
      unreadable.push(path);
    }
  }
  return { chosen, skipped };
}

/** @param {Arrived[]} arrived @returns {Promise<Found[]>} */
async function measured(arrived) {
  /** @type {Found[]} */
  const found = [];
  for (const [index, each] of arrived.entries()) {
    if (index % SIZES_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    found.push({ ...each, bytes: each.file.size });
  }
  return found;
}

/** @param {string} path */
const folderOf = (path) => path.slice(0, path.length - nameOf(path).length);

/**
 * @param {FileSystemEntry} entry
 * @param {string[]} unreadable  gets the paths of what is
 * @returns {Promise<Arrived[]>} of a folder all that is in it
 */
async function walk(entry, unreadable) {
  const path = entry.fullPath.replace(/^\//, "");
  /** @type {Arrived[]} */
  const found = [];
  try {
    if (!entry.isDirectory) return [{ file: await fileOf(/** @type {FileSystemFileEntry} */ (entry)), path }];
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    for (;;) {
      const some = await someOf(reader); // browsers hand out a hundred at a time
      if (!some.length) return found;
      for (const each of some) found.push(...(await walk(each, unreadable)));
    }
  } catch (error) {
    console.warn(error);
    unreadable.push(path);
    return found;
  }
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} */
const someOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
