#!/usr/bin/env node
/** `npx mattebox copy-assets DIR`: what the engine needs, to where a site serves it from. */

import { cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ASSETS = fileURLToPath(new URL("../assets/", import.meta.url));
const USAGE = "usage: mattebox copy-assets DIR\n\nCopies the engine, its networks and WebAssembly (about 60 MB) into DIR, e.g. public/mattebox.\n";

/** @param {string[]} words */
async function main([command, folder, ...more]) {
  if (command === "--help" || command === "-h") return void process.stdout.write(USAGE);
  if (command !== "copy-assets" || !folder || more.length) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  await mkdir(folder, { recursive: true });
  await cp(ASSETS, folder, { recursive: true });
  const { files, release } = JSON.parse(await readFile(join(folder, "assets.json"), "utf8"));
  process.stdout.write(`${files.length} files of Mattebox ${release} are in ${folder}: createMattebox({ base: "/where/that/is/" })\n`);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`mattebox: ${error.message}\n`);
  process.exitCode = 1;
});
