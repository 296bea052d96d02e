import assert from "node:assert/strict";
import test from "node:test";

import { holdLifeline, watchLifeline } from "../../../web/engine/shared/lifeline.js";
import { pause } from "../support/promises.mjs";

/** Both threads' browser, with these locks or none. */
const browser = (locks) => Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });

/** One lock, as the Web Locks API has it. */
function oneLock() {
  let last = Promise.resolve();
  let end;
  const request = (_, ...how) => (last = last.then(() => Promise.race([how.at(-1)(), new Promise((done) => (end = done))])));
  return { request, endHolder: () => end() };
}

test("the page hears of it when the worker's thread ends, and not before", async () => {
  const locks = oneLock();
  browser(locks);
  let dead = false;
  await holdLifeline("worker");
  watchLifeline("worker", () => (dead = true));
  await pause();
  assert.equal(dead, false);
  locks.endHolder();
  await pause();
  assert.equal(dead, true);
});

for (const [what, locks] of [
  ["has no locks", undefined],
  ["gives none", { request: () => Promise.reject(new Error("SecurityError")) }],
]) {
  test(`where the browser ${what}, the worker starts all the same and nobody is called dead`, async () => {
    browser(locks);
    await holdLifeline("worker");
    watchLifeline("worker", () => assert.fail("it lives"));
    await pause();
  });
}
