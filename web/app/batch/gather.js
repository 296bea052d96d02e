/** What comes in by drop or choice becomes a list of pictures with their paths. */

import { nameOf } from "./list.js";

/** @typedef {{ file: File, path: string }} Arrived */
/** @typedef {Arrived & { bytes: number }} Found */

/** Browsers ask the disk for each file's size while the page waits: not for more than so many at a time. */
const SIZES_AT_ONCE = 16;

/** Of files whose type the system does not tell. */
const ENDINGS = /\.(jpe?g|png|webp|avif|gif|bmp|tiff?|heic|heif|jxl)$/i;

/** What systems leave beside pictures. */
const HIDDEN = /^(\.|__MACOSX$|Thumbs\.db$)/i;

/** @param {Arrived} arrived */
function isPicture({ file, path }) {
  return !path.split("/").some((part) => HIDDEN.test(part)) && (file.type.startsWith("image/") || ENDINGS.test(path));
}

/**
 * @param {readonly File[]} files
 * @param {readonly FileSystemEntry[]} entries  the same and more, where folders were dropped
 * @returns {Promise<{pictures: Found[], skipped: number}>} by path, as a person would sort it
 */
export async function gather(files, entries) {
  const all = entries.some(({ isDirectory }) => isDirectory)
    ? (await Promise.all(entries.map(walk))).flat()
    : files.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  const chosen = all.filter(isPicture);
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  chosen.sort((a, b) => compare(folderOf(a.path), folderOf(b.path)) || compare(a.path, b.path));
  return { pictures: await measured(chosen), skipped: all.length - chosen.length };
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

/** @param {FileSystemEntry} entry @returns {Promise<Arrived[]>} of a folder all that is in it */
async function walk(entry) {
  const path = entry.fullPath.replace(/^\//, "");
  if (!entry.isDirectory) return [{ file: await fileOf(/** @type {FileSystemFileEntry} */ (entry)), path }];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {Arrived[]} */
  const found = [];
  for (;;) {
    const some = await someOf(reader); // browsers hand out a hundred at a time
    if (!some.length) return found;
    for (const each of some) found.push(...(await walk(each)));
  }
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} */
const someOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
