/**
 * The page's Python without a page: `node web_python.mjs SCRIPT FOLDER` runs a script in Pyodide as the build has put it
 * together, with the package's sources; the folder is where it begins.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

import { installLibrary } from "../../web/engine/python/install.js";
import { loadPyodide } from "../../web/node_modules/pyodide/pyodide.mjs";

const [script, folder] = process.argv.slice(2);
const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** @param {string} name */
const unpacked = (name) => {
  const bytes = gunzipSync(readFileSync(path(`dist/vendor/pyodide/${name}.bin`)));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
};

const pyodide = await loadPyodide({
  indexURL: path("web/node_modules/pyodide/"),
  _loadSnapshot: new Uint8Array(unpacked("snapshot")),
});
installLibrary(pyodide.FS, unpacked("library"));
for (const [place, root] of Object.entries({ "/py": path("py"), "/work": folder })) {
  pyodide.FS.mkdirTree(place);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, place);
}
pyodide.runPython(`import os, sys; sys.path.insert(0, "/py"); sys.dont_write_bytecode = True; os.chdir("/work")`);
try {
  await pyodide.runPythonAsync(readFileSync(script, "utf8"));
} catch (error) {
  console.error(error.message); // and not all of Pyodide's source, which Node would show
  process.exit(1);
}
process.exit(0);
