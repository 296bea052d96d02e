import assert from "node:assert/strict";
import test from "node:test";

import { hold, whenFree } from "../../../web/engine/shared/locks.js";
import { pause } from "../support/promises.mjs";

const browser = (navigator) => Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
const denied = () => new DOMException("denied", "SecurityError");
const refusing = { request: () => Promise.reject(denied()) };
const throwing = { request() { throw denied(); } };
const hidden = { get locks() { throw denied(); } };

for (const [what, navigator] of Object.entries({ none: {}, refusing: { locks: refusing }, throwing: { locks: throwing }, hidden })) {
  test(`locks: ${what}: whoever asks goes on without, and is not told of another`, async () => {
    browser(navigator);
    const lock = await hold("batch");
    assert.equal(lock?.held, false);
    lock.release();
    let free = false;
    void whenFree("batch").then(() => (free = true));
    await pause();
    assert.equal(free, false);
  });
}

test("one that somebody else has for a while is theirs", async () => {
  const request = (_, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
  browser({ locks: { request } });
  const alive = setInterval(() => {}, 1000); // what a signal waits for does not keep Node alive
  assert.equal(await hold("batch"), null);
  clearInterval(alive);
});

test("one that is free is held until it is let go of", async () => {
  let over = false;
  browser({ locks: { request: (_, __, held) => held().then(() => (over = true)) } });
  const lock = await hold("batch");
  assert.equal(lock?.held, true);
  await pause();
  assert.equal(over, false);
  lock.release();
  await pause();
  assert.equal(over, true);
});
