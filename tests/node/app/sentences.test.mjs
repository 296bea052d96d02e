/** Every way in which the engine can fail has a sentence of its own, in every language, and none is thrown that nobody knows. */

import "../support/browser.mjs";

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

import { LANGUAGES } from "../../../web/app/messages/index.js";

const WEB = new URL("../../../web/", import.meta.url);
const text = (path) => readFileSync(new URL(path, WEB), "utf8");
const sources = readdirSync(new URL("engine/", WEB), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".js"))
  .map((path) => [path, text(`engine/${path}`)]);

const [, union] = text("engine/types.js").match(/@typedef \{([^}]*)\} ErrorCode/);
const CODES = union.match(/"[\w-]+"/g).map((code) => code.slice(1, -1));

test("what is thrown is one of the codes, and each of them is thrown somewhere", () => {
  const thrown = new Set();
  for (const [path, source] of sources) {
    if (path === "types.js") continue;
    for (const [, code] of source.matchAll(/"([a-z-]+)"/g)) if (CODES.includes(code)) thrown.add(code);
    for (const [whole, code] of source.matchAll(/new EngineError\("([^"]*)"/g)) assert.ok(CODES.includes(code), `${path}: ${whole}`);
  }
  assert.deepEqual(CODES.filter((code) => !thrown.has(code)), []);
});

for (const language of Object.keys(LANGUAGES)) {
  test(`each has its own cause and way out: ${language}`, async () => {
    const { messages } = await import(new URL(`app/messages/${language}.js`, WEB));
    const said = CODES.map((code) => messages.error(code));
    for (const part of ["title", "advice"]) {
      assert.ok(said.every((sentence) => sentence[part]));
      assert.equal(new Set(said.map((sentence) => sentence[part])).size, CODES.length, part);
    }
    assert.deepEqual(Object.keys(messages.notKept), ["changed", "full", "denied"]);
  });
}
