/**
 * A folder of the person's own, into which results are written.
 *
 * @import { Entry } from "./list.js"
 */

export class OutputFolder {
  #root;

  /** @param {FileSystemDirectoryHandle} root  that may be written to */
  constructor(root) {
    this.#root = root;
  }

  get name() {
    return this.#root.name;
  }

  /**
   * Writes a picture's result, or takes away what was written of it.
   *
   * @param {Entry} entry  remembers what was written
   * @param {string} path
   * @param {Blob | null} result  null: it is not wanted
   * @returns {Promise<boolean>} whether there was anything to do
   */
  async update(entry, path, result) {
    if (result) await this.#write(path, result);
    else if (entry.written) await this.#remove(entry.written);
    else return false;
    entry.written = result && path;
    return true;
  }

  /** @param {string} path  sub-folders are made @param {Blob} file */
  async #write(path, file) {
    const { folder, name } = await this.#at(path);
    const handle = await folder.getFileHandle(name, { create: true });
    await file.stream().pipeTo(await handle.createWritable());
  }

  /** @param {string} path */
  async #remove(path) {
    const { folder, name } = await this.#at(path);
    await folder.removeEntry(name);
  }

  /** @param {string} path */
  async #at(path) {
    const folders = path.split("/");
    const name = folders.pop() ?? "";
    let folder = this.#root;
    for (const each of folders) folder = await folder.getDirectoryHandle(each, { create: true });
    return { folder, name };
  }
}
