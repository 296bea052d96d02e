/** Numbers for file objects: workers get copies of them, and could not tell one from another. */

/** @type {WeakMap<Blob, number>} */
const ids = new WeakMap();
let count = 0;

/** The same number for the same object. @param {Blob} file */
export function fileId(file) {
  const id = ids.get(file) ?? ++count;
  ids.set(file, id);
  return id;
}
