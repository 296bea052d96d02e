/**
 * Every place in the engine that can fail on purpose, by what is then said: each stands here with its cause, so that no
 * sentence is reached by another one. Whatever is thrown besides is `internal`, or known by its words (shared/errors.js).
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const ROOT = new URL("../../../", import.meta.url);
const text = (path) => readFileSync(new URL(path, ROOT), "utf8");

/** By what is said: the places, and of each how often it says so and why. @type {Record<string, Record<string, [number, string]>>} */
const CAUSES = {
  cancelled: {
    "page/client.js": [5, "the person's AbortSignal; the engine was disposed of"],
    "page/credentials.js": [1, "nobody waits for the worker any more"],
    "page/networks.js": [4, "the person's AbortSignal; the network was added or not, and its worker has answered"],
    "page/pixels.js": [1, "its worker has answered"],
    "page/smaller.js": [2, "the person's AbortSignal; its worker has answered"],
    "page/supervisor.js": [1, "a worker that has grown is replaced when nobody uses it"],
    "page/workers.js": [1, "a worker of one's own has answered"],
    "heif/heif.js": [1, "its worker has answered"],
    "inference/inference-worker.js": [1, "the picture was dropped"],
    "python/decode.js": [1, "the picture was cancelled while its pixels were read"],
    "python/job.js": [1, "the picture was cancelled"],
    "python/own-networks.js": [2, "the picture was cancelled; another network, or none, is wanted now"],
    "python/python.js": [1, "Python's Cancelled: the watcher said so"],
  },
  empty: { "python/decode.js": [1, "a file of 0 bytes"] },
  unreadable: {
    "python/python.js": [1, "Python's UnreadableImage: no picture, or damaged"],
    "heif/heif-worker.js": [2, "libheif refuses it, or breaks on it"],
    "pixels/pixels-worker.js": [2, "a file that is no cut-out of ours, or a picture that the browser cannot decode"],
    "pixels/png.js": [5, "a file that is no PNG of ours, or damaged"],
  },
  raw: { "python/python.js": [1, "Python's RawPicture: a camera's raw file without a preview worth the name"] },
  "too-large": {
    "python/decode.js": [1, "the header tells of more pixels than can be decoded"],
    "python/python.js": [1, "Python's TooLarge: likewise"],
    "heif/heif-worker.js": [1, "libheif's limits"],
  },
  "too-long": { "python/python.js": [1, "Python's TooLong: a side that the kind of file cannot hold"] },
  "canvas-noise": { "python/decode.js": [1, "AVIF where what is read from a canvas is not what was drawn"] },
  "no-heif": {
    "heif/heif.js": [1, "the script of its worker is not to be had"],
    "heif/heif-worker.js": [1, "the library is not to be had"],
  },
  network: {
    "page/client.js": [1, "a module of the page is missing"],
    "shared/files.js": [2, "a file is not to be had after four tries, or assets.json after one; a module that was just fetched"],
    "shared/worker-handle.js": [2, "a worker's script is not to be had, at once or when it is looked for"],
    "credentials/signing-key.js": [1, "the library of databases is not to be had"],
  },
  "corrupt-download": {
    "shared/files.js": [1, "another size or sha256 than listed, twice"],
    "inference/model.js": [1, "parts of a network that cannot be unpacked"],
  },
  memory: {
    "shared/canvas.js": [1, "a canvas of a strip's size cannot be had"],
    "shared/errors.js": [1, "the browser's own words for it"],
    "shared/worker-handle.js": [1, "a worker's last words speak of memory"],
    "page/networks.js": [1, "a network that is being added: its worker's memory ran out"],
    "python/own-networks.js": [1, "a network of one's own: its worker's memory ran out, or it was ended"],
    "python/python.js": [1, "Python's MemoryError"],
    "heif/heif-worker.js": [2, "libheif could not allocate"],
  },
  "worker-died": { "shared/worker-handle.js": [2, "an uncaught error in a worker; its lock is free although it has not been ended"] },
  "no-start": { "shared/worker-handle.js": [1, "its script can be had, and it has not reported three times as long as is usual"] },
  gone: {
    "inference/own-worker.js": [1, "a network of one's own is not kept any more"],
    "python/delivery.js": [1, "likewise, before it is asked"],
    "python/own-networks.js": [1, "likewise, as Python is told"],
    "shared/errors.js": [1, "the file that the person chose cannot be read any more"],
  },
  "unsupported-browser": { "page/client.js": [1, "what the engine needs is not there"] },
  outdated: { "page/assets.js": [1, "a file is missing or another one, and the host has another version"] },
  "unusable-network": {
    "python/adding.js": [1, "a file that is to be added, for the reason that it begins with"],
    "python/python.js": [1, "Python's UnusableNetwork, of ours: their answers are no masks"],
  },
  "no-key": { "credentials/credentials-worker.js": [1, "the key cannot be made or kept"] },
  internal: { "shared/errors.js": [2, "whatever nobody has foreseen"], "shared/files.js": [1, "a file that the build has not listed"] },
};

/** Where codes are compared with or listed rather than told of. */
const ASKED = [/[=!]==? "[\w-]+"/g, /\[(?:"[\w-]+", )+"[\w-]+"\]/g, /@\w+.*/g, /^ \*.*/gm, /\/\/.*/g, /\/\*\*.*\*\//g];

const [, union] = text("web/engine/types.js").match(/@typedef \{([^}]*)\} ErrorCode/);
const CODES = new Set(union.match(/"[\w-]+"/g).map((code) => code.slice(1, -1)));

/** How often a module tells of each code. */
function told(source) {
  const counts = {};
  const rest = ASKED.reduce((left, pattern) => left.replace(pattern, ""), source);
  for (const [, code] of rest.matchAll(/"([a-z-]+)"/g)) if (CODES.has(code)) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

test("what can fail stands here with its cause", () => {
  const found = {};
  for (const path of readdirSync(new URL("web/engine/", ROOT), { recursive: true, encoding: "utf8" }).sort()) {
    if (!path.endsWith(".js") || path === "types.js" || path === "credentials/reading.js") continue; // its words are another matter's
    for (const [code, count] of Object.entries(told(text(`web/engine/${path}`)))) (found[code] ??= {})[path] = count;
  }
  const listed = Object.entries(CAUSES).map(([code, places]) => [
    code,
    Object.fromEntries(Object.entries(places).map(([path, [count]]) => [path, count])),
  ]);
  assert.deepEqual(found, Object.fromEntries(listed));
  assert.deepEqual(new Set(Object.keys(CAUSES)), CODES);
});

/** What the page never brings about: it checks options itself, and hands in files. */
const NATIVE_ONLY = ["MatteboxError", "InvalidOption", "InvalidSource", "WouldOverwrite", "NoNetworks"];

test("what Python raises on purpose the page knows by its name", () => {
  const raised = [...text("py/mattebox/errors.py").matchAll(/^class (\w+)/gm)].map(([, name]) => name);
  const known = [...text("web/engine/python/python.js").matchAll(/\[\/\^(\w+)\$\//g)].map(([, name]) => name);
  assert.deepEqual(new Set(raised), new Set([...known, ...NATIVE_ONLY]));
});
