/** A folder of the person's own, into which results are written. Its own module: the rest of a batch does without. */

export class OutputFolder {
  #root;

  /** @param {FileSystemDirectoryHandle} root  that may be written to */
  constructor(root) {
    this.#root = root;
  }

  get name() {
    return this.#root.name;
  }

  /** @param {string} path  sub-folders are made @param {Blob} file */
  async write(path, file) {
    const { folder, name } = await this.#at(path);
    const handle = await folder.getFileHandle(name, { create: true });
    await file.stream().pipeTo(await handle.createWritable());
  }

  /** @param {string} path */
  async remove(path) {
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
