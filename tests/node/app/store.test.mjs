/** Settings are a convenience: storage that is denied, full or broken is no storage, and never an error. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { clear, everything, keep, recall } from "../../../web/app/store.js";

const denied = () => {
  throw new DOMException("denied", "SecurityError");
};
const storages = (get) => {
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { get, configurable: true });
};
afterEach(() => storages(() => undefined));

const full = { getItem: denied, setItem: denied, removeItem: denied, "mattebox.old": "1" };
for (const [what, get] of Object.entries({ denied, none: () => null, "as good as none": () => full })) {
  test(`storage that is ${what}`, () => {
    storages(get);
    keep("mode", "best");
    assert.deepEqual([recall("mode"), everything()], [null, []]);
    clear();
  });
}

test("what is kept comes back, and only what is ours is listed and removed", () => {
  const store = { other: "1" };
  const methods = {
    getItem: (name) => store[name] ?? null,
    setItem: (name, text) => void (store[name] = text),
    removeItem: (name) => void delete store[name],
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(store, name, { value });
  storages(() => store);
  keep("mode", "best");
  assert.equal(recall("mode"), "best");
  assert.deepEqual(everything(), [{ name: "mode", text: '"best"' }]);
  clear();
  assert.deepEqual(Object.keys(store), ["other"]);
});
