import "../support/browser.mjs";

import assert from "node:assert/strict";
import test from "node:test";

import { newEntry } from "../../../web/app/batch/list.js";
import { BatchSettings } from "../../../web/app/batch/settings.js";
import { usualSettings } from "../../../web/app/picture/settings.js";
import { DEFAULT_OUTPUT } from "../../../web/engine/index.js";

/** Settings as a new batch has them; what was stored of them, how often somebody was told, and the kind of file. */
function fresh() {
  const seen = { stored: [], edits: 0, output: DEFAULT_OUTPUT };
  const storage = { note: async (name, value) => void seen.stored.push([name, structuredClone(value)]) };
  const stored = { present: usualSettings("fast"), versions: [] };
  return { settings: new BatchSettings(storage, stored, () => seen.output, () => seen.edits++), seen };
}

/** A picture that is done with the settings of now. */
async function done(settings, id, own = null) {
  const entry = { ...newEntry(id, `${id}.jpg`, 1), state: "done", own };
  return { ...entry, made: { version: await settings.version(settings.wayOf(entry)) } };
}

test("a change is stored and told once, and what changes nothing is neither", () => {
  const { settings, seen } = fresh();
  settings.setMode("best");
  settings.setMode("best");
  settings.edit({ edges: { ...settings.present.edges } });
  assert.equal(settings.mode, "best");
  assert.equal(seen.edits, 1);
  assert.deepEqual(seen.stored.map(([name, { present }]) => [name, present.mode]), [["settings", "best"]]);
});

test("changes can be undone and done again, as far as there are any", () => {
  const { settings, seen } = fresh();
  assert.equal(settings.step("undone"), false);
  settings.setMode("best");
  assert.equal(settings.step("undone"), true);
  assert.equal(settings.mode, "fast");
  assert.equal(settings.step("redone"), true);
  assert.equal(settings.step("redone"), false);
  assert.equal(settings.mode, "best");
  assert.equal(seen.edits, 3);
});

test("done is outdated once the settings or the kind of file are others, and not any more when they are back", async () => {
  const { settings, seen } = fresh();
  const entries = [await done(settings, 0), newEntry(1, "1.jpg", 1)];
  assert.deepEqual(settings.outdated(entries), []);
  settings.setMode("best");
  assert.deepEqual(settings.outdated(entries), [entries[0]]);
  settings.step("undone");
  assert.deepEqual(settings.outdated(entries), []);
  seen.output = { ...DEFAULT_OUTPUT, format: "webp" };
  assert.deepEqual(settings.outdated(entries), [entries[0]]);
});

test("a picture's own settings stand, whatever those for all are", async () => {
  const { settings } = fresh();
  const own = await settings.version({ ...usualSettings("best"), output: DEFAULT_OUTPUT });
  const entry = await done(settings, 0, own);
  assert.deepEqual(settings.of(entry), usualSettings("best"));
  settings.setMode("standard");
  assert.deepEqual(settings.outdated([entry]), []);
  assert.equal(settings.madeWith(entry).mode, "best");
});

test("settings that are known already are not stored again", async () => {
  const { settings, seen } = fresh();
  await done(settings, 0);
  await done(settings, 1);
  assert.equal(seen.stored.length, 1);
  assert.equal(seen.stored[0][1].versions.length, 1);
});
