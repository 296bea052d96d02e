/** What comes in by drop or choice becomes a list of pictures with their paths. */

import { nameOf } from "./list.js";

/** @typedef {{ file: File, path: string }} Found */

/** Of files whose type the system does not tell. */
const ENDINGS = /\.(jpe?g|png|webp|avif|gif|bmp|tiff?|heic|heif|jxl)$/i;

/** What systems leave beside pictures. */
const HIDDEN = /^(\.|__MACOSX$|Thumbs\.db$)/i;

/** @param {Found} found */
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
  const pictures = all.filter(isPicture);
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  pictures.sort((a, b) => compare(folderOf(a.path), folderOf(b.path)) || compare(a.path, b.path));
  return { pictures, skipped: all.length - pictures.length };
}

/** @param {string} path */
const folderOf = (path) => path.slice(0, path.length - nameOf(path).length);

/** @param {FileSystemEntry} entry @returns {Promise<Found[]>} of a folder all that is in it */
async function walk(entry) {
  const path = entry.fullPath.replace(/^\//, "");
  if (!entry.isDirectory) return [{ file: await fileOf(/** @type {FileSystemFileEntry} */ (entry)), path }];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {Found[]} */
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
