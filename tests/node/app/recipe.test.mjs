import "../support/browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { PRESETS } from "../../../web/app/panel/presets.js";
import { readRecipe, writeRecipe } from "../../../web/app/panel/recipe.js";
import { DEFAULT_EDGES, DEFAULT_FINISH, DEFAULT_OUTPUT } from "../../../web/engine/index.js";

const usual = { mode: "standard", edges: DEFAULT_EDGES, finish: DEFAULT_FINISH, output: DEFAULT_OUTPUT };

test("what is written is read again; a picture in the background stays behind", () => {
  const background = { ...DEFAULT_FINISH.background, kind: "picture", picture: new Blob(["x"]) };
  const recipe = {
    mode: "best",
    edges: { ...DEFAULT_EDGES, shift: -2.5 },
    finish: { ...DEFAULT_FINISH, background },
    output: { ...DEFAULT_OUTPUT, format: "jpeg", quality: 80 },
  };
  const plain = { ...DEFAULT_FINISH, background: { ...background, picture: null } };
  assert.deepEqual(readRecipe(writeRecipe(recipe)), { ...recipe, finish: plain });
});

test("a network of one's own stays behind, too", () => {
  assert.equal(readRecipe(writeRecipe({ ...usual, mode: "own:a1" })).mode, "standard");
});

test("what is left out is the default; a finish may be a preset's name", () => {
  assert.deepEqual(readRecipe("{}"), usual);
  const { finish } = PRESETS.find(({ id }) => id === "sticker");
  assert.deepEqual(readRecipe('{"finish": "sticker", "output": {"smaller": true}}'), {
    ...usual,
    finish,
    output: { ...DEFAULT_OUTPUT, smaller: true },
  });
});

for (const [text, field] of [
  ['{"edges": {"shift": 21}}', "edges.shift"],
  ['{"finish": {"shadow": {"opacity": "1"}}}', "finish.shadow.opacity"],
  ['{"finish": {"shadw": {}}}', "finish.shadw"],
  ['{"finish": "poster"}', "finish"],
  ['{"mode": "slow"}', "mode"],
  ['{"fixes": []}', "fixes"],
  ['{"finish": {"frame": {"margin": 101}}}', "finish.frame.margin"],
  ["[]", "options"],
  ["null", "options"],
]) {
  test(`${text} is refused by the name of its field`, () => {
    assert.throws(() => readRecipe(text), { name: "OptionError", field });
  });
}

test("what is no JSON is refused", () => {
  assert.throws(() => readRecipe("mode: fast"), SyntaxError);
});
