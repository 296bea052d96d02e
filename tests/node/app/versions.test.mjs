import "../support/browser.mjs";

import assert from "node:assert/strict";
import test from "node:test";

import { Versions } from "../../../web/app/batch/versions.js";
import { usualSettings } from "../../../web/app/picture/settings.js";
import { DEFAULT_OUTPUT } from "../../../web/engine/index.js";

const way = (mode) => ({ ...structuredClone(usualSettings(mode)), output: { ...DEFAULT_OUTPUT } });

test("equal settings have one number, whoever asks", () => {
  const versions = new Versions([]);
  assert.equal(versions.find(way("fast")), -1);
  assert.equal(versions.number(way("fast")), 0);
  assert.equal(versions.number(way("best")), 1);
  assert.equal(versions.number(way("fast")), 0);
  assert.equal(versions.find(way("best")), 1);
  assert.deepEqual(versions.all.map(({ mode }) => mode), ["fast", "best"]);
});

test("they go on from those that were stored", () => {
  const versions = new Versions([way("standard")]);
  assert.equal(versions.number(way("standard")), 0);
  assert.equal(versions.number(way("fast")), 1);
  assert.equal(versions.at(1).mode, "fast");
});

test("backgrounds of the same content are not the same picture", () => {
  const [one, other] = [new Blob(["x"]), new Blob(["x"])];
  const on = (picture) => {
    const plain = way("fast");
    return { ...plain, finish: { ...plain.finish, background: { ...plain.finish.background, picture } } };
  };
  const versions = new Versions([]);
  assert.deepEqual([one, other, one].map((picture) => versions.number(on(picture))), [0, 1, 0]);
});
