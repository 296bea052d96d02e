import assert from "node:assert/strict";
import test from "node:test";
import { shrink } from "../../../web/engine/page/smaller.js";
import { EngineError } from "../../../web/engine/shared/errors.js";
import { insides, latest, settled } from "../support/fake-worker.mjs";

const BASE = new URL("https://here.invalid/");
const PNG = new Blob(["a large file"], { type: "image/png" });
const reply = (blob = PNG) => ({ blob, notices: [] });

/** Runs with a worker that does this. */
function shrunk(work, page = {}, given = reply()) {
  insides.smaller = () => ({ shrink: work });
  return { given, done: shrink(given, BASE, { files: [] }, page) };
}

test("the file is taken from a worker of its own, which ends; what goes on is told", async () => {
  const told = [];
  const { given, done } = shrunk(async ({ file }) => file.slice(0, 3, file.type), { onProgress: (now) => told.push(now) });
  await done;
  assert.equal(await given.blob.text(), "a l");
  assert.deepEqual(told, [{ phase: "smaller", fraction: null }]);
  assert.deepEqual(given.notices, []);
  assert.ok(latest("smaller").ended);
});

test("whoever does not want it any more ends the work at once", async () => {
  const abort = new AbortController();
  const { done } = shrunk(() => new Promise(() => {}), { signal: abort.signal });
  const outcome = assert.rejects(done, { code: "cancelled" });
  await settled();
  const worker = latest("smaller");
  assert.ok(!worker.ended);
  abort.abort();
  await outcome;
  assert.ok(worker.ended);
  await assert.rejects(shrunk(async () => PNG, { signal: abort.signal }).done, { code: "cancelled" });
});

test("where it fails the file stays as it is, and that is told", async (t) => {
  t.mock.method(console, "warn", () => {});
  const { given, done } = shrunk(async () => Promise.reject(new EngineError("memory")));
  await done;
  assert.equal(given.blob, PNG);
  assert.deepEqual(given.notices, [{ code: "not-smaller" }]);
  assert.ok(latest("smaller").ended);
});

test("other kinds of files are left alone", async () => {
  const jpeg = new Blob(["x"], { type: "image/jpeg" });
  const { given, done } = shrunk(() => assert.fail("nobody asked for this"), {}, reply(jpeg));
  await done;
  assert.equal(given.blob, jpeg);
});
