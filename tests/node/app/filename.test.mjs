import assert from "node:assert/strict";
import test from "node:test";

import { DEFAULT_TEMPLATE, EXTENSIONS, fileName } from "../../../web/app/save/filename.js";

const VALUES = { name: "IMG_1234.JPG", n: 7, preset: "Sticker", width: 640, height: 480, date: new Date("2026-05-04T23:59:00Z") };
const named = (template, values = {}, format = "png") => fileName(template, { ...VALUES, ...values }, format);

test("the original's name, without its ending, and what it became", () => {
  assert.equal(named(DEFAULT_TEMPLATE), "IMG_1234-cutout.png");
  assert.equal(named(DEFAULT_TEMPLATE, { name: "a.b.tiff" }), "a.b-cutout.png");
  assert.equal(named(DEFAULT_TEMPLATE, { name: "no ending." }), "no ending.-cutout.png");
  assert.equal(named(DEFAULT_TEMPLATE, { name: ".png" }), "picture-cutout.png");
});

test("every word that a template may have", () => {
  const all = "{n}_{name}_{preset}_{size}_{width}_{height}_{date}";
  assert.equal(named(all), "7_IMG_1234_Sticker_640x480_640_480_2026-05-04.png");
  assert.equal(named("{name}{what}"), "IMG_1234{what}.png");
});

test("each format has its ending, and a mask is called one", () => {
  const names = Object.keys(EXTENSIONS).map((format) => named("x", {}, format));
  assert.deepEqual(names, ["x.png", "x.png", "x.webp", "x.jpg", "x-mask.png", "x.tif"]);
});

test("nothing that a system forbids, and never a hidden file or none", () => {
  assert.equal(named('a/b\\c:d*e?f"g<h>i|j\u0007k'), "a-b-c-d-e-f-g-h-i-j-k.png");
  assert.equal(named("  ..{name}\t\n x.. "), "IMG_1234-- x.png");
  assert.equal(named("..."), "picture.png");
  assert.equal(named(""), "picture.png");
});

test("a long name is cut between letters, by its bytes", () => {
  assert.equal(named("x".repeat(300)), `${"x".repeat(200)}.png`);
  assert.equal(named("é".repeat(300)), `${"é".repeat(100)}.png`);
  assert.equal(named(`${"x".repeat(198)}😀`), `${"x".repeat(198)}.png`);
});

test("no device of Windows, whatever its ending, and one way to write an accent", () => {
  const devices = ["CON", "prn", "Aux.x", "nul .y", "COM1", "lpt9", "com²", "CONIN$"];
  const safe = ["CON_", "prn_", "Aux_.x", "nul_ .y", "COM1_", "lpt9_", "com²_", "CONIN$_"];
  assert.deepEqual(devices.map((name) => named("{name}", { name: `${name}.jpg` })), safe.map((name) => `${name}.png`));
  assert.deepEqual(["console", "com10", "auxiliary"].map((name) => named(name)), ["console.png", "com10.png", "auxiliary.png"]);
  assert.equal(named("{name}", { name: "cafe\u0301.jpg" }), "caf\u00e9.png");
  assert.equal(named("a\ud800b"), "a-b.png");
});
