/**
 * Makes Python ready for browsers, in Node.js: `pyodide.py` runs `node python-image.mjs OUT WHEEL…`.
 *
 * OUT/snapshot.bin is the memory of a Pyodide that has booted: restoring it takes a tenth of the time. OUT/library.bin is
 * the wheels' content without what only developers need, compiled to byte code (see byte-code.mjs). The same inputs give
 * the same bytes anywhere: the clock stands still, chance is not random, and nothing tells one machine from another.
 */
import { writeFileSync } from "node:fs";
import { byteCode, loader } from "./byte-code.mjs";

/** What numpy, Pillow, mattebox and Pyodide itself import of the standard library. */
const IMPORTS = [
  ...["__future__", "asyncio", "calendar", "contextlib", "csv", "ctypes", "dataclasses", "datetime", "email.header"],
  ...["email.iterators", "email.message", "importlib.metadata", "json", "numbers", "pickle", "platform", "tarfile"],
  ...["traceback", "typing"],
];

/**
 * Paths in the wheels that are left out: tests, builders of other modules, type stubs, headers, and parts that nothing
 * here uses and that are imported only by those who do.
 */
const LEFT_OUT = [
  String.raw`(^|/)tests/|/_pyinstaller/|\.dist-info/(?!LICENSE)|_(operand_flag|rational|struct_ufunc|umath)_tests\.`,
  String.raw`\.(pyi|pxd|h|a|c|typed)$`,
  String.raw`^numpy/(distutils|f2py|fft|include|ma|polynomial|random|testing)/|/lapack_lite\.`,
  String.raw`^PIL/(_imagingft|_imagingtk|ImageFont|ImageQt|ImageTk)\b`,
].join("|");

const [, , out, ...wheels] = process.argv;
process.argv = ["node", "python-image.mjs"];
for (const name of Object.keys(process.env)) delete process.env[name];
process.env.TZ = "UTC";
const NOW = Date.UTC(2024, 0, 1);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [NOW]));
  }
  static now = () => NOW;
};
performance.now = () => 0;
let state = 1;
crypto.getRandomValues = (bytes) => {
  for (let i = 0; i < bytes.length; i++) bytes[i] = (state = (state * 48271) % 0x7fffffff);
  return bytes;
};
Object.defineProperty(globalThis, "navigator", { value: undefined }); // its language would become Python's

const { loadPyodide } = await loader();
const pyodide = await loadPyodide({ _makeSnapshot: true, env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
pyodide.runPython(`import ${IMPORTS.join(", ")}, gc; gc.collect()`);
writeFileSync(`${out}/snapshot.bin`, pyodide.makeMemorySnapshot());

writeFileSync(`${out}/library.bin`, byteCode(pyodide, wheels, LEFT_OUT));
process.exit(0);
