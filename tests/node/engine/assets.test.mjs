/** What the build wrote down is asked for until it comes; whoever only wants to know why something failed does not wait. */

import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { explained, fetchAssets } from "../../../web/engine/page/assets.js";
import { EngineError } from "../../../web/engine/shared/errors.js";
import { Clock } from "../support/clock.mjs";

const clock = new Clock();

const LIST = new URL("https://site.example/assets.json");

const standing = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test("a request that stands still is made again, after twice as long each time", async () => {
  clock.start();
  mock.method(console, "warn", () => {});
  let tries = 0;
  globalThis.fetch = (...asked) => (tries++ === 2 ? Promise.resolve(Response.json({ version: "1" })) : standing(...asked));
  const coming = fetchAssets(LIST);
  assert.equal(await clock.until(coming), 10_000 + 20_000);
  assert.deepEqual(await coming, { version: "1" });
});

test("no network is told at once", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("no network"));
  await assert.rejects(fetchAssets(LIST), { code: "network" });
});

test("an error is told although nobody answers whether there is a newer version", async () => {
  clock.start();
  globalThis.fetch = standing;
  const error = new EngineError("network");
  const coming = explained(error, Promise.resolve({ version: "1" }), LIST);
  assert.equal(await clock.until(coming), 10_000);
  assert.equal(await coming, error);
});
