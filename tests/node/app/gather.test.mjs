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
    ...[file("a.heic", ""), file("b", "image/png"), file("c.TIFF", ""), file("d.jfif", ""), file("e.JPE", ""), file("f.HIF", "")],
    ...[file("notes.txt", "text/plain"), file("._d.jpg"), file("__MACOSX/e.jpg"), file(".hidden/f.jpg"), file("Thumbs.db", "")],
  ];
  const found = await given(files);
  assert.deepEqual(paths(found), ["a.heic", "b", "c.TIFF", "d.jfif", "e.JPE", "f.HIF"]);
  assert.deepEqual(found.skipped, ["notes.txt", "._d.jpg", "__MACOSX/e.jpg", ".hidden/f.jpg", "Thumbs.db"]);
  assert.deepEqual(found.pictures.map(({ bytes }) => bytes), [6, 1, 6, 6, 5, 5]);
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

test("where neither type nor ending tell, the first bytes do", async () => {
  const heads = {
    jpeg: "\xff\xd8\xff\xe0", png: "\x89PNG\r\n\x1a\n", gif: "GIF89a", webp: "RIFF\x00\x00\x00\x00WEBPVP8 ", bmp: "BM\x01\x02\x03\x04\x00\x00\x00\x00",
    tiff: "II*\x00", motorola: "MM\x00*", avif: "\x00\x00\x00\x1cftypavif", heic: "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00heic",
    jxl: "\xff\x0a", jp2: "\x00\x00\x00\x0cjP  \r\n\x87\n",
  };
  const others = { pdf: "%PDF-1.7", mp4: "\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41", wav: "RIFF\x00\x00\x00\x00WAVEfmt ", text: "BMW, GIF8", none: "" };
  const unnamed = (name, text, type = "") => {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return Object.assign(new Blob([bytes], { type }), { name, webkitRelativePath: "" });
  };
  const files = Object.entries({ ...heads, ...others }).map(([name, text]) => unnamed(name, text));
  const wrong = unnamed("photo.txt", heads.jpeg, "text/plain");
  const locked = Object.assign(unnamed("locked", ""), { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException("no", "NotReadableError")) }) });
  mock.method(console, "warn", () => {});
  const found = await given([...files, wrong, locked]);
  assert.deepEqual(paths(found), [...Object.keys(heads), "photo.txt"].sort());
  assert.deepEqual(found.skipped, Object.keys(others));
  assert.deepEqual(found.unreadable, ["locked"]);
});
