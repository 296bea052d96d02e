/**
 * How results leave the page: one by one, as an archive, or into a folder of the person's own.
 *
 * @import { StatusLine } from "../feedback/status.js"
 * @import { Batch } from "./batch.js"
 * @import { Entry } from "./list.js"
 *
 * @typedef {(options: object) => Promise<FileSystemDirectoryHandle>} FolderPicker
 * @typedef {FileSystemDirectoryHandle & {requestPermission: (options: object) => Promise<PermissionState>}} StoredFolder
 */

import { messages } from "../messages/index.js";
import { saveBlob } from "../ui/save-blob.js";
import { nameOf, wanted } from "./list.js";
import { saveZip, unlessAborted } from "./zip.js";

const WRITING = { mode: "readwrite" };
export const canChooseFolder = "showDirectoryPicker" in window;

/** @param {Batch} batch @param {Entry} entry */
export async function saveOne(batch, entry) {
  saveBlob(await batch.result(entry), nameOf(batch.paths().get(entry.id) ?? ""));
}

/** @param {Batch} batch @param {StatusLine} status @returns {Promise<string[]>} paths of what could not be read */
export async function saveAll(batch, status) {
  const paths = batch.paths();
  const entries = wanted(batch.entries);
  const parts = entries.map((entry) => ({ path: paths.get(entry.id) ?? "", file: () => batch.result(entry) }));
  let said = "";
  try {
    const saved = await saveZip(parts, (count) => status.say(messages.batch.zipping(count, parts.length)));
    if (saved) said = messages.savedAs(saved.name);
    return saved?.missing ?? [];
  } finally {
    status.say(said);
  }
}

/** @param {Batch} batch */
export async function saveIntoFolder(batch) {
  const pickers = /** @type {{showDirectoryPicker: FolderPicker}} */ (/** @type {unknown} */ (window));
  const handle = await pickers.showDirectoryPicker(WRITING).catch(unlessAborted);
  if (handle) await batch.destination.begin(handle, batch.entries);
}

/** Into the folder of an earlier visit, if that may be. @param {Batch} batch @param {FileSystemDirectoryHandle} folder */
export async function goOnSaving(batch, folder) {
  const answer = await /** @type {StoredFolder} */ (folder).requestPermission?.(WRITING).catch(() => "denied");
  if (answer === "granted") await batch.destination.goOn(folder, batch.entries);
  return answer === "granted";
}
