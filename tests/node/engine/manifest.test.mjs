import assert from "node:assert/strict";
import test from "node:test";

import { manifest, STEP, stepsOf } from "../../../web/engine/credentials/manifest.js";
import { DEFAULT_FINISH, DEFAULT_OUTPUT } from "../../../web/engine/shared/defaults.js";

const SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** What is stated of a cut-out that was made with these options. */
function stated({ result, fixes = [], ...changes }) {
  const finish = { ...DEFAULT_FINISH, ...changes.finish };
  const output = { ...DEFAULT_OUTPUT, ...changes.output };
  return stepsOf({ fixes, finish, output }, { found: true, notices: [], reframed: false, ...result });
}

const CASES = [
  { steps: ["cut"], sources: ["algorithmicallyEnhanced"] },
  { result: { found: false }, steps: [], sources: [] },
  { result: { found: false, reframed: true }, finish: { background: { kind: "colour" } }, steps: ["colour", "framed"], sources: [] },
  { result: { notices: [{ code: "already-cut" }] }, fixes: [{}], steps: ["corrected"], sources: ["humanEdits"] },
  { fixes: [{}], steps: ["cut", "corrected"], sources: ["algorithmicallyEnhanced", "humanEdits"] },
  { finish: { background: { kind: "gradient" } }, steps: ["cut", "colour"], sources: ["algorithmicallyEnhanced"] },
  { finish: { background: { kind: "picture" } }, steps: ["cut"], sources: ["algorithmicallyEnhanced"] },
  {
    finish: { background: { kind: "picture", picture: {} } },
    result: { reframed: true },
    steps: ["cut", "picture", "framed"],
    sources: ["algorithmicallyEnhanced", "composite"],
  },
  {
    finish: { outline: { width: 0.01 } },
    output: { format: "mask" },
    steps: ["cut", "effects", "mask"],
    sources: ["algorithmicallyEnhanced"],
  },
  { finish: { match: 0.5 }, steps: ["cut"], sources: ["algorithmicallyEnhanced"] }, // there is nothing to match
  {
    finish: { match: 0.5, background: { kind: "blur" } },
    steps: ["cut", "blur", "effects"],
    sources: ["algorithmicallyEnhanced"],
  },
];

for (const { steps, sources, ...done } of CASES) {
  test(`what was done is what is stated: ${JSON.stringify(done)}`, () => {
    const said = stated(done);
    assert.deepEqual(said, steps);
    const [{ data }] = manifest(said, "1", new Date(0)).assertions;
    const types = data.actions.map(({ digitalSourceType }) => digitalSourceType).filter(Boolean);
    assert.deepEqual(types, sources.map((source) => SOURCE_TYPES + source));
  });
}

test("each step has its time, its program and its name; the first action opens the original", () => {
  const now = new Date("2026-05-04T03:02:01.999Z");
  const { claim_generator_info, ingredients, assertions } = manifest(["cut", "mask"], "7.1", now);
  assert.deepEqual(claim_generator_info, [{ name: "Mattebox", version: "7.1" }]);
  const [{ label, data }] = assertions;
  const [opened, ...acts] = data.actions;
  assert.equal(label, "c2pa.actions.v2");
  assert.equal(opened.action, "c2pa.opened");
  assert.deepEqual(opened.parameters.ingredientIds, ingredients.map((each) => each.label));
  assert.deepEqual(acts.map(({ action }) => action), ["c2pa.edited", "c2pa.converted"]);
  assert.deepEqual(acts.map(({ parameters }) => parameters[STEP]), ["cut", "mask"]);
  for (const act of acts) {
    assert.equal(act.when, "2026-05-04T03:02:01Z");
    assert.deepEqual(act.softwareAgent, { name: "Mattebox", version: "7.1" });
  }
});
