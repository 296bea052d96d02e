import assert from "node:assert/strict";
import test from "node:test";

import { wholeFixes } from "../../../web/engine/page/fixes.js";
import { FIELDS, wholeOptions } from "../../../web/engine/page/options.js";
import { DEFAULT_EDGES, DEFAULT_FINISH, DEFAULT_OUTPUT } from "../../../web/engine/shared/defaults.js";
import { createOptionsOf, wholeOf } from "../../../web/package/options.js";

const DEFAULTS = { mode: "standard", fixes: [], edges: DEFAULT_EDGES, finish: DEFAULT_FINISH, output: DEFAULT_OUTPUT };
const CHECKS = { wholeOptions, wholeFixes };
const whole = (given) => wholeOf(given, DEFAULTS, CHECKS);

test("what is left out is its default, at every depth", () => {
  assert.deepEqual(whole({}), DEFAULTS);
  assert.deepEqual(whole({ finish: {}, edges: undefined }), DEFAULTS);
  const { finish, output, mode } = whole({ mode: "fast", finish: { shadow: { opacity: 0.5 } }, output: { format: "webp" } });
  assert.deepEqual(finish, { ...DEFAULT_FINISH, shadow: { ...DEFAULT_FINISH.shadow, opacity: 0.5 } });
  assert.deepEqual(output, { ...DEFAULT_OUTPUT, format: "webp" });
  assert.equal(mode, "fast");
});

test("what comes later goes on from what stands", () => {
  const before = whole({ edges: { shift: 3 }, finish: { match: 1 } });
  const after = wholeOf({ edges: { feather: 2 } }, before, CHECKS);
  assert.deepEqual(after, { ...before, edges: { ...before.edges, feather: 2 } });
});

const WRONG = [
  [{ mode: "quick" }, "mode"],
  [{ edges: { shift: 21 } }, "edges.shift"],
  [{ edges: { shift: NaN } }, "edges.shift"],
  [{ edges: { shift: "1" } }, "edges.shift"],
  [{ edges: null }, "edges"],
  [{ edges: [] }, "edges"],
  [{ finish: { shadow: { opacity: 2 } } }, "finish.shadow.opacity"],
  [{ finish: { shadow: 1 } }, "finish.shadow"],
  [{ finish: { shadow: { opacty: 1 } } }, "finish.shadow.opacty"],
  [{ finish: { background: { colour: "red" } } }, "finish.background.colour"],
  [{ finish: { background: { kind: "picture" } } }, "finish.background.picture"],
  [{ finish: { background: { picture: "a.png" } } }, "finish.background.picture"],
  [{ finish: { frame: { size: [10] } } }, "finish.frame.size"],
  [{ finish: { frame: { size: [10, 1.5] } } }, "finish.frame.size"],
  [{ finish: { frame: { margin: 101 } } }, "finish.frame.margin"],
  [{ output: { format: "gif" } }, "output.format"],
  [{ output: { quality: 0 } }, "output.quality"],
  [{ fixes: {} }, "fixes"],
  [{ fixes: [{ type: "blur" }] }, "fixes[0].type"],
  [{ fixes: [{ type: "tidy", what: "holes" }, { type: "tidy" }] }, "fixes[1].what"],
  [{ fixes: [{ type: "stroke", effect: "erase", points: [1, 2] }] }, "fixes[0].points"],
  [{ fixes: [{ type: "stroke", effect: "erase", points: [1, 2, -1] }] }, "fixes[0].points"],
  [{ fixes: [{ type: "stroke", effect: "erase", points: [1, "2", 3] }] }, "fixes[0].points"],
  [{ fixes: [{ type: "stroke", effect: "erase", points: [] }] }, "fixes[0].points"],
  [{ fixes: [{ type: "closer", box: [5, 0, 5, 9] }] }, "fixes[0].box"],
  [{ fixes: [{ type: "pick", at: [1, 2], keep: true, hard: true }] }, "fixes[0].hard"],
  [{ sgnal: null }, "sgnal"],
  [{ signal: {} }, "signal"],
  [{ onProgress: 1 }, "onProgress"],
];

for (const [given, field] of WRONG) {
  test(`${field} is refused by its name: ${JSON.stringify(given)}`, () => {
    assert.throws(() => whole(given), (error) => error.code === "option" && error.field === field && error.message.includes(field));
  });
}

test("a stroke need not say what it usually is", () => {
  const { fixes } = whole({ fixes: [{ type: "stroke", effect: "erase", points: [1, 2, 3], softness: undefined }] });
  assert.deepEqual(fixes, [{ type: "stroke", effect: "erase", points: [1, 2, 3], tool: "brush", hard: false, softness: 0 }]);
});

test("a margin in pixels may be wide", () => {
  assert.equal(whole({ finish: { frame: { unit: "px", margin: 400 } } }).finish.frame.margin, 400);
});

test("every default passes, and no field is without a default", () => {
  const walk = (fields, defaults, name) => {
    assert.deepEqual(Object.keys(fields).sort(), Object.keys(defaults).sort());
    for (const [key, check] of Object.entries(fields)) {
      if (typeof check === "function") check(`${name}.${key}`, defaults[key]);
      else walk(check, defaults[key], `${name}.${key}`);
    }
  };
  for (const name of ["edges", "finish", "output"]) walk(FIELDS[name], DEFAULTS[name], name);
});

test("an engine's options", () => {
  assert.deepEqual(createOptionsOf({ base: "/a/", threads: 2 }), { base: "/a/", threads: 2 });
  for (const [given, field] of [[{ threads: 0 }, "threads"], [{ threads: 1.5 }, "threads"], [{ device: "gpu" }, "device"], [{ bas: 1 }, "bas"], [{ base: 1 }, "base"]]) {
    assert.throws(() => createOptionsOf(given), { field });
  }
});
