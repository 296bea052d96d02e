/**
 * Files as one ZIP archive, which goes to the disk as it is made where the browser can do that.
 *
 * @typedef {{ path: string, file: () => Promise<Blob> }} Part
 */

/** @typedef {(options: object) => Promise<FileSystemFileHandle>} Picker */

const NAME = "cutouts.zip";
const TYPES = [{ description: "ZIP", accept: { "application/zip": [".zip"] } }];

/**
 * To be called while a button is pressed: browsers open their dialogs only then.
 *
 * @param {readonly Part[]} parts
 * @param {(count: number) => void} onProgress  so many are in the archive
 * @returns {Promise<string | null>} the name of the archive; null: the person has changed their mind
 */
export async function saveZip(parts, onProgress) {
  const picker = /** @type {{showSaveFilePicker?: Picker}} */ (window).showSaveFilePicker;
  if (!picker) return download(new Response(await archive(parts, onProgress)).blob());
  const target = await picker.call(window, { suggestedName: NAME, types: TYPES }).catch(unlessAborted);
  if (!target) return null;
  await (await archive(parts, onProgress)).pipeTo(await target.createWritable());
  return target.name;
}

/** @param {unknown} error @returns {null} */
export function unlessAborted(error) {
  if (error instanceof DOMException && error.name === "AbortError") return null;
  throw error;
}

/** @param {readonly Part[]} parts @param {(count: number) => void} onProgress */
async function archive(parts, onProgress) {
  const library = new URL("../../vendor/client-zip.js", import.meta.url).href;
  const { makeZip } = /** @type {typeof import("client-zip")} */ (await import(library));
  async function* files() {
    for (const [index, { path, file }] of parts.entries()) {
      onProgress(index);
      const input = await file();
      yield { name: path, input, size: input.size, lastModified: new Date() };
    }
    onProgress(parts.length);
  }
  return makeZip(files());
}

/** @param {Promise<Blob>} file */
async function download(file) {
  saveBlob(await file, NAME);
  return NAME;
}

/** Hands a file to the browser's downloads. @param {Blob} file @param {string} name */
export function saveBlob(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // by then the browser has it
}
