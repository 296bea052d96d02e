/**
 * Python modules as byte code, which browsers need not compile: an index (its length as u32, little endian, then JSON:
 * [[path, bytes], …]) and the files one after another, as web/engine/python/install.js lays them out. The same modules give the
 * same bytes anywhere.
 *
 * `pyodide.py` runs `node byte-code.mjs OUT ZIP…` in web/ for the package mattebox.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const COMPILE = `
import importlib.util, json, re, struct, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

def files(archive):
    for name in sorted(archive.namelist()):
        if name.endswith("/") or re.search(left_out, name):
            continue
        data = archive.read(name)
        if name.endswith(".py"):
            code = compile(data, f"/lib/python3.12/site-packages/{name}", "exec", dont_inherit=True)
            data, name = bytes(_code_to_hash_pyc(code, importlib.util.source_hash(data), False)), name + "c"
        yield name, data

packed = [file for archive in archives for file in files(zipfile.ZipFile(f"/tmp/{archive}"))]
index = json.dumps([(name, len(data)) for name, data in packed]).encode()
open("/tmp/library", "wb").write(b"".join([struct.pack("<I", len(index)), index, *(data for _, data in packed)]))
`;

/** Pyodide's loader, of the packages in the folder where this runs: web/. */
export const loader = () => import(pathToFileURL("node_modules/pyodide/pyodide.mjs").href);

/** What matches nothing. */
const NOTHING = "$^";

/**
 * @param {import("pyodide").PyodideInterface} pyodide  whose Python compiles
 * @param {string[]} archives  paths of wheels or other ZIP files
 * @param {string} [leftOut]   a regular expression of paths in them
 * @returns {Uint8Array}
 */
export function byteCode(pyodide, archives, leftOut = NOTHING) {
  for (const path of archives) pyodide.FS.writeFile(`/tmp/${basename(path)}`, readFileSync(path));
  pyodide.globals.set("left_out", leftOut);
  pyodide.globals.set("archives", pyodide.toPy(archives.map((path) => basename(path)).sort()));
  pyodide.runPython(COMPILE);
  return pyodide.FS.readFile("/tmp/library");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , out, ...archives] = process.argv;
  const { loadPyodide } = await loader();
  writeFileSync(out, byteCode(await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } }), archives));
  process.exit(0);
}
