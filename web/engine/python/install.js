/** Python's libraries as the build has put them together (python-image.mjs), laid out in Python's file system. */

const HOME = "/lib/python3.12/site-packages/";

/**
 * @param {any} fs  Emscripten's
 * @param {ArrayBuffer} library  an index and the files one after another; kept: the files are views of it
 */
export function installLibrary(fs, library) {
  const size = new DataView(library).getUint32(0, true);
  /** @type {[string, number][]} paths and lengths */
  const index = JSON.parse(new TextDecoder().decode(new Uint8Array(library, 4, size)));
  let at = 4 + size;
  for (const [path, length] of index) {
    fs.mkdirTree(HOME + path.slice(0, path.lastIndexOf("/")));
    fs.writeFile(HOME + path, new Uint8Array(library, at, length), { canOwn: true });
    at += length;
  }
}
