/** The message files: each language has all the words, and its own. */
import "../support/browser.mjs";

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";

import { LANGUAGES, pickLanguage } from "../../../web/app/messages/index.js";

const FOLDER = new URL("../../../web/app/messages/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".js")).map((name) => name.slice(0, -3));
const WRITTEN = FILES.filter((name) => !["format", "index"].includes(name)).sort();

/** What a language writes as English does, and means it. */
const KEYS_OF_KEYBOARDS = [".keys.Control", ".keys.Shift", ".keys.Escape"];
const NAMES = ["PNG", "WebP", "JPEG", "TIFF"];
const ALIKE = {
  de: [
    ...[".labels.edgeAuto", ".labels.zoom", ".labels.fixLasso", ".labels.presetName", ".labels.format"],
    ...[".modes.standard", ".presets.sticker", ".keys.Escape", ".originalOf"],
  ],
  es: [".labels.edgeAuto", ".labels.zoom", ".gestures.0.1", ".originalOf", ...KEYS_OF_KEYBOARDS],
  fr: [
    ...[".labels.edgeAuto", ".labels.zoom", ".labels.mode", ".labels.fixLasso", ".labels.brushLoupe"],
    ...[".labels.angle", ".labels.shadowAngle", ".labels.shadowDistance", ".labels.format"],
    ...[".samples.Portrait", ".keys.Control", ".batch.pause"],
  ],
  ja: KEYS_OF_KEYBOARDS,
  "zh-Hans": KEYS_OF_KEYBOARDS,
};

const messagesIn = Object.fromEntries(
  await Promise.all(WRITTEN.map(async (language) => [language, (await import(`${FOLDER}${language}.js`)).messages])),
);

/** Every leaf by its path: the text of a string, the source of a function and how many values it takes. */
function* leaves(value, path = "") {
  if (typeof value === "function") yield [path, { source: value.toString(), takes: value.length }];
  else if (typeof value === "object") for (const [key, inner] of Object.entries(value)) yield* leaves(inner, `${path}.${key}`);
  else yield [path, { text: value }];
}
const leavesOf = (language) => Object.fromEntries(leaves(messagesIn[language]));
const ENGLISH = leavesOf("en");

/** What a function says in words: units have one or two letters, and a single small word is a code. */
function words(source) {
  const literals = source.match(/"[^"]*"|`[^`]*`/g) ?? [];
  const said = literals.filter((text) => !/^"[a-z-]+"$/.test(text)).map((text) => text.replace(/\$\{[^}]*\}/g, ""));
  return said.join(" ").match(/[A-Za-z]{3,}/g) ?? [];
}

/** However wide the spaces are. */
const plain = (text) => text.split(/\s+/).filter(Boolean).join(" ");

test("the picker lists what there is", () => {
  assert.deepEqual(Object.keys(LANGUAGES).sort(), WRITTEN);
  assert.ok(WRITTEN.length >= 6);
});

for (const language of WRITTEN.filter((each) => each !== "en")) {
  const own = leavesOf(language);

  test(`${language}: no key is missing and none too much`, () => {
    assert.deepEqual(Object.keys(own).sort(), Object.keys(ENGLISH).sort());
    assert.ok(Object.keys(own).length > 150);
    for (const [path, { text, source, takes }] of Object.entries(own)) {
      assert.ok(text ?? source, path);
      assert.equal(takes, ENGLISH[path].takes, path);
    }
  });

  test(`${language}: nothing is left in English by accident`, () => {
    for (const [path, { text, source }] of Object.entries(own)) {
      if (ALIKE[language].includes(path)) continue;
      if (text && path !== ".direction" && !NAMES.includes(text)) assert.notEqual(text, ENGLISH[path].text, path);
      if (source && words(source).length) assert.notEqual(source, ENGLISH[path].source, path);
    }
  });
}

test("numbers and plurals are each language's own", () => {
  const said = (language) => {
    const { edgeSliders, tips, firstVisit, status, tip } = messagesIn[language];
    const { contrast, feather, shift } = edgeSliders;
    return {
      pixels: [0, 1, 1.5, 2, 5].map((px) => feather.spoken(px)),
      shift: [feather.written(2.5), shift.spoken(-2)],
      tips: [1, 2].map(tips),
      size: firstVisit(36e6),
      time: status.edited(2345, 640, 480, 1.2e6),
      share: plain(contrast.written(0.5)),
      list: tip({ code: "cut-by-frame", values: { sides: ["top", "left"] } }),
    };
  };
  const [de, en, es, fr, ja] = ["de", "en", "es", "fr", "ja"].map(said);
  assert.deepEqual(en.pixels, ["0 pixels", "1 pixel", "1.5 pixels", "2 pixels", "5 pixels"]);
  assert.deepEqual(de.pixels, ["0 Pixel", "1 Pixel", "1,5 Pixel", "2 Pixel", "5 Pixel"]);
  assert.deepEqual(es.pixels, ["0 píxeles", "1 píxel", "1,5 píxeles", "2 píxeles", "5 píxeles"]);
  assert.deepEqual(fr.pixels, ["0 pixel", "1 pixel", "1,5 pixel", "2 pixels", "5 pixels"]); // up to two is one
  assert.deepEqual(de.tips, ["1 Tipp", "2 Tipps"]);
  assert.deepEqual(ja.tips, ["ヒント 1 件", "ヒント 2 件"]);
  assert.deepEqual(de.shift, ["2,5 px", "2 Pixel nach innen"]);
  assert.deepEqual([de, fr, ja].map(({ share }) => share), ["50 %", "50 %", "50%"]);
  assert.ok(plain(fr.size).includes("36 Mo") && en.size.includes("36 MB"));
  assert.ok(es.time.includes("2,3 s") && ja.time.includes("2.3 秒"));
  assert.ok(en.list.includes("at the top and on the left"));
  assert.ok(de.list.includes("oben und links"));
  assert.ok(fr.list.includes("en haut et à gauche"));
  for (const language of WRITTEN) said(language);
});

test("the language is what was chosen or the first that there is", () => {
  const cases = [
    ["de", null, ["de-CH", "fr"]],
    ["fr", null, ["pt-BR", "fr-CA", "en"]],
    ["ja", "ja", ["de"]],
    ["zh-Hans", null, ["zh-CN"]],
    ["en", null, ["zh-TW", "en-GB", "de"]], // traditional characters are another script
    ["es", "klingon", ["es-419"]],
    ...[["en", null, []], ["en", null, ["pt"]], ["en", { en: 1 }, ["nb"]]],
    ...[["en", null, ["C"]], ["fr", null, ["C", "fr"]]], // a system's word, no tag
    ...[["zh-Hans", null, ["zh"]], ["zh-Hans", null, ["zh-SG"]], ["ja", null, ["zh-Hant-HK", "ja-JP"]]],
  ];
  for (const [expected, chosen, wanted] of cases) assert.equal(pickLanguage(chosen, wanted), expected);
});
