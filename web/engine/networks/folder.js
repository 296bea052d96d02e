/**
 * Where networks of people's own are kept: a folder each in the origin's private file system, called by the sha256 of the
 * file that was added. One whose TOLD is not there was not added in the end.
 *
 * @typedef {object} Descriptor  as py/mattebox/own/descriptor.py explains it, whole
 * @property {string} title
 * @property {[number, number] | null} size  height, width
 * @property {number} multiple
 * @property {{name: string, link: string}} licence
 * @property {string} note
 *
 * @typedef {object} KeptNetwork
 * @property {string} id                its sha256
 * @property {Descriptor} descriptor
 * @property {number} bytes             on this device
 * @property {number} rewritten         how many convolutions became one node
 * @property {Record<string, string>} data  where it says that its external data lie, by the names that they have here
 */

export const MODELS = "models";
export const NETWORK = "network.onnx";
export const TOLD = "kept.json";

/** @param {{create?: boolean}} [how] @returns {Promise<FileSystemDirectoryHandle | null>} null: nothing is kept here, or can be */
export async function modelsFolder({ create = false } = {}) {
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(MODELS, { create });
  } catch (error) {
    if (create) console.info(error);
    return null;
  }
}

/** All that were added, by their titles. @returns {Promise<KeptNetwork[]>} */
export async function keptNetworks() {
  const folder = await modelsFolder();
  /** @type {KeptNetwork[]} */
  const all = [];
  for await (const home of folder?.values() ?? []) {
    const told = home instanceof FileSystemDirectoryHandle ? await toldOf(home) : null;
    if (told) all.push(told);
  }
  return all.sort((a, b) => a.descriptor.title.localeCompare(b.descriptor.title));
}

/** Of one that was added. @param {FileSystemDirectoryHandle} home @returns {Promise<KeptNetwork | null>} */
export async function toldOf(home) {
  try {
    const told = JSON.parse(await (await (await home.getFileHandle(TOLD)).getFile()).text());
    return typeof told.descriptor.title === "string" && told.id === home.name ? told : null;
  } catch {
    return null; // it was not added in the end, or another version has left it
  }
}

/** Removes what is there of others that were not added in the end. Another tab keeps what it is writing. */
export async function sweepNetworks() {
  const folder = await modelsFolder();
  for await (const home of folder?.values() ?? []) {
    if (home instanceof FileSystemDirectoryHandle && !(await toldOf(home))) await removeNetwork(home.name).catch(console.info);
  }
}

/** @param {string} id */
export async function removeNetwork(id) {
  const folder = await modelsFolder();
  await folder?.removeEntry(id, { recursive: true }).catch((/** @type {DOMException} */ error) => {
    if (error.name !== "NotFoundError") throw error;
  });
}
