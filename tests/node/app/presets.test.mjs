import "../support/browser.mjs";

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { dropPreset, keepPreset, ownPresets, PRESETS } from "../../../web/app/panel/presets.js";
import { keep, PREFIX } from "../../../web/app/store.js";
import { DEFAULT_FINISH } from "../../../web/engine/index.js";

beforeEach(() => {
  const kept = new Map();
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, String(value)) };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
});

test("a finish is kept by its name, once, without the picture in its background", () => {
  const background = { ...DEFAULT_FINISH.background, kind: "picture", picture: new Blob(["x"]) };
  keepPreset("mine", { ...DEFAULT_FINISH, match: 0.2 });
  keepPreset("mine", { ...DEFAULT_FINISH, background });
  keepPreset("other", DEFAULT_FINISH);
  const [mine, other] = ownPresets();
  const plain = { ...DEFAULT_FINISH, background: { ...background, picture: null } };
  assert.deepEqual(mine, { id: "own:mine", name: "mine", finish: plain });
  assert.deepEqual(other, { id: "own:other", name: "other", finish: DEFAULT_FINISH });
  dropPreset("mine");
  assert.deepEqual(ownPresets(), [other]);
});

test("what an earlier version has kept is filled up, and what is no preset is passed over", () => {
  keep("presets", [{ name: "old", finish: { frame: { margin: 3 } } }, { name: 7, finish: {} }, {}, { name: "none" }]);
  const [old, ...others] = ownPresets();
  assert.deepEqual(others, []);
  assert.deepEqual(old.finish, { ...DEFAULT_FINISH, frame: { ...DEFAULT_FINISH.frame, margin: 3 } });
  for (const junk of ["{", '"x"', "7", "null"]) {
    localStorage.setItem(`${PREFIX}presets`, junk);
    assert.deepEqual(ownPresets(), []);
  }
});

test("where storage is blocked there are none, and keeping one is no fault", () => {
  const blocked = () => { throw Error("blocked"); };
  Object.defineProperty(globalThis, "localStorage", { value: { getItem: blocked, setItem: blocked }, configurable: true });
  keepPreset("mine", DEFAULT_FINISH);
  assert.deepEqual(ownPresets(), []);
});

test("every preset says all that a finish has", () => {
  for (const { id, finish } of PRESETS) {
    assert.deepEqual(Object.keys(finish).sort(), Object.keys(DEFAULT_FINISH).sort(), id);
    for (const part of ["background", "shadow", "contact", "outline", "frame"]) {
      assert.deepEqual(Object.keys(finish[part]).sort(), Object.keys(DEFAULT_FINISH[part]).sort(), `${id} ${part}`);
    }
  }
});
