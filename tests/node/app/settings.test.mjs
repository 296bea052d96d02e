import "../support/browser.mjs";

import assert from "node:assert/strict";
import test from "node:test";

import { differences, same, usualSettings } from "../../../web/app/picture/settings.js";

test("settings are the same by their values, whatever order they stand in", () => {
  assert.ok(same(usualSettings("fast"), structuredClone(usualSettings("fast"))));
  assert.ok(same({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }));
  assert.ok(!same({ a: 1 }, { a: 1, b: undefined }));
  assert.ok(!same({ a: [1, 2] }, { a: [1] }));
  assert.ok(!same(null, {}));
});

test("files are the same only if they are one", () => {
  const file = new Blob(["x"]);
  assert.ok(same({ file }, { file }));
  assert.ok(!same({ file }, { file: new Blob(["x"]) }));
  assert.ok(!same({ file }, { file: {} }));
});

test("differences are told by names, part by part", () => {
  const { finish } = usualSettings("fast");
  const changed = { ...finish, match: 1, frame: { ...finish.frame, size: [1, 2], x: 0.1 } };
  assert.equal(differences(changed, finish), "match,frame(size,x)");
  assert.equal(differences(finish, structuredClone(finish)), "");
  const file = new Blob();
  assert.equal(differences({ ground: { picture: file } }, { ground: { picture: null } }), "ground(picture)");
});
