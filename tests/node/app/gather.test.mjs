import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { gather } from "../../../web/app/batch/gather.js";

/** A file as a browser hands it out. */
const file = (path, type = "image/jpeg") => {
  const name = path.split("/").pop();
  return Object.assign(new Blob([path], { type }), { name, webkitRelativePath: path === name ? "" : path });
};

const entry = (path, type) => ({ isDirectory: false, fullPath: `/${path}`, file: (take) => take(file(path, type)) });

/** A folder that hands out two entries at a time. */
const folder = (path, ...inside) => ({
  isDirectory: true,
  fullPath: `/${path}`,
  createReader: () => ({ readEntries: (take) => take(inside.splice(0, 2)) }),
});

/** What the system does not let be read. */
const gone = (_, fail) => fail(new DOMException("gone", "NotFoundError"));
const goneFile = (path) => ({ ...entry(path), file: gone });
const lockedFolder = (path) => ({ isDirectory: true, fullPath: `/${path}`, createReader: () => ({ readEntries: gone }) });

const given = (files, entries = [], unreadable = []) => gather({ files, entries, unreadable });
const paths = ({ pictures }) => pictures.map(({ path }) => path);

test("pictures come in the order in which a person would sort them, folder by folder", async () => {
  const files = ["b/10.jpg", "b/9.jpg", "a/x/1.jpg", "a/2.jpg", "a/10.jpg"].map((path) => file(path));
  assert.deepEqual(paths(await given(files)), ["a/2.jpg", "a/10.jpg", "a/x/1.jpg", "b/9.jpg", "b/10.jpg"]);
});

test("a picture is known by its type or its ending, and what systems leave beside pictures is none", async () => {
  const files = [
    ...[file("a.heic", ""), file("b", "image/png"), file("c.TIFF", "")],
    ...[file("notes.txt", "text/plain"), file("._d.jpg"), file("__MACOSX/e.jpg"), file(".hidden/f.jpg"), file("Thumbs.db", "")],
  ];
  const found = await given(files);
  assert.deepEqual(paths(found), ["a.heic", "b", "c.TIFF"]);
  assert.deepEqual(found.skipped, ["notes.txt", "._d.jpg", "__MACOSX/e.jpg", ".hidden/f.jpg", "Thumbs.db"]);
  assert.deepEqual(found.pictures.map(({ bytes }) => bytes), [6, 1, 6]);
});

test("folders are walked to their end, however many entries they hand out at a time", async () => {
  const inner = folder("all/inner", entry("all/inner/4.jpg"));
  const all = folder("all", entry("all/1.jpg"), entry("all/2.jpg"), entry("all/3.jpg"), inner, entry("all/x.txt", "text/plain"));
  const found = await given([file("never looked at")], [all, entry("0.jpg")]);
  assert.deepEqual(paths(found), ["0.jpg", "all/1.jpg", "all/2.jpg", "all/3.jpg", "all/inner/4.jpg"]);
  assert.deepEqual(found.skipped, ["all/x.txt"]);
});

test("what cannot be read is named, and stops nothing else", async () => {
  mock.method(console, "warn", () => {});
  const inner = folder("all/inner", goneFile("all/inner/3.jpg"), entry("all/inner/4.jpg"));
  const all = folder("all", entry("all/1.jpg"), goneFile("all/2.jpg"), lockedFolder("all/locked"), inner);
  const found = await given([], [goneFile("0.jpg"), all, lockedFolder("b")], ["opened with.png"]);
  assert.deepEqual(paths(found), ["all/1.jpg", "all/inner/4.jpg"]);
  assert.deepEqual(found.unreadable.sort(), ["0.jpg", "all/2.jpg", "all/inner/3.jpg", "all/locked", "b", "opened with.png"]);
  assert.deepEqual(found.skipped, []);
});
