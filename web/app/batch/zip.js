/**
 * Files as one ZIP archive, which goes to the disk as it is made where the browser can do that.
 *
 * @typedef {{ path: string, file: () => Promise<Blob> }} Part
 */

import { saveBlob } from "../ui/save-blob.js";

/** @typedef {(options: object) => Promise<FileSystemFileHandle>} Picker */

const NAME = "cutouts.zip";
const TYPES = [{ description: "ZIP", accept: { "application/zip": [".zip"] } }];

/**
 * To be called while a button is pressed: browsers open their dialogs only then.
 *
 * @param {readonly Part[]} parts
 * @param {(count: number) => void} onProgress  so many are in the archive
 * @returns {Promise<{name: string, missing: string[]} | null>} the name of the archive, and the paths of what could not be
 *   read for it; null: the person has changed their mind
 */
export async function saveZip(parts, onProgress) {
  /** @type {string[]} */
  const missing = [];
  const written = () => archive(readable(parts, onProgress, (path) => missing.push(path)));
  const picker = /** @type {{showSaveFilePicker?: Picker}} */ (window).showSaveFilePicker;
  if (!picker) {
    saveBlob(await new Response(await written()).blob(), NAME);
    return { name: NAME, missing };
  }
  const target = await picker.call(window, { suggestedName: NAME, types: TYPES }).catch(unlessAborted);
  if (!target) return null;
  await (await written()).pipeTo(await target.createWritable());
  return { name: target.name, missing };
}

/** @param {unknown} error @returns {null} */
export function unlessAborted(error) {
  if (error instanceof DOMException && error.name === "AbortError") return null;
  throw error;
}

/** @param {ReturnType<typeof readable>} files */
async function archive(files) {
  const library = new URL("../../vendor/client-zip.js", import.meta.url).href;
  const { makeZip } = /** @type {typeof import("client-zip")} */ (await import(library));
  return makeZip(files);
}

/**
 * The parts that can be read: one that cannot stops none of the others.
 *
 * @internal @param {readonly Part[]} parts @param {(count: number) => void} onProgress @param {(path: string) => void} onMissing
 */
export async function* readable(parts, onProgress, onMissing) {
  for (const [index, { path, file }] of parts.entries()) {
    onProgress(index);
    const input = await file().catch(console.warn);
    if (input) yield { name: path, input, size: input.size, lastModified: new Date() };
    else onMissing(path);
  }
  onProgress(parts.length);
}
