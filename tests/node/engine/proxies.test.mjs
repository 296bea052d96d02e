import assert from "node:assert/strict";
import test from "node:test";

import { plainNotices, using, viewing } from "../../../web/engine/python/proxies.js";
import { later } from "../support/promises.mjs";

/** Something of Python's that knows whether it is there. */
const proxy = (extra = {}) => ({ there: true, destroy() { this.there = false; }, ...extra });

test("what was used is let go of, also after a fault", () => {
  const [fine, broken] = [proxy(), proxy()];
  assert.equal(using(fine, ({ there }) => there), true);
  assert.equal(fine.there, false);
  assert.throws(() => using(broken, () => { throw Error("no"); }), { message: "no" });
  assert.equal(broken.there, false);
});

test("what a promise still needs stays until it is settled", async () => {
  for (const end of ["resolve", "reject"]) {
    const { promise, settle } = later();
    const used = proxy();
    const result = using(used, () => promise.then(() => Promise[end](end)));
    assert.equal(used.there, true);
    settle();
    assert.equal(await result.catch((error) => error), end);
    assert.equal(used.there, false);
  }
});

test("a view of memory is released, whatever is done with it", () => {
  let open = 0;
  const array = { getBuffer: () => (open++, { data: Uint8Array.of(1, 2), release: () => open-- }) };
  assert.deepEqual(viewing(array, (bytes) => [open, ...bytes]), [1, 1, 2]);
  assert.throws(() => viewing(array, () => { throw Error("no"); }), { message: "no" });
  assert.equal(open, 0);
});

test("notices are a list of codes with their values", () => {
  const notices = { toJs: () => ({ scaled: { from: 60, to: 50 }, animated: {} }) };
  const told = [{ code: "scaled", values: { from: 60, to: 50 } }, { code: "animated", values: {} }];
  assert.deepEqual(plainNotices(notices), told);
});
