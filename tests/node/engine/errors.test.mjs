import assert from "node:assert/strict";
import test from "node:test";

import { asEngineError, codeOf, EngineError, isShortage } from "../../../web/engine/shared/errors.js";

test("whatever was thrown becomes an error with a code", () => {
  const own = new EngineError("network", "a.bin");
  assert.equal(asEngineError(own), own);
  const cases = [
    [new RangeError("Array buffer allocation failed"), "memory", "RangeError: Array buffer allocation failed"],
    [new Error("std::bad_alloc"), "memory", "Error: std::bad_alloc"],
    [new Error("SafeIntOnOverflow() Integer overflow"), "memory", "Error: SafeIntOnOverflow() Integer overflow"],
    ["MemoryError: Unable to allocate 3 GiB", "memory", "MemoryError: Unable to allocate 3 GiB"],
    [new DOMException("A requested file could not be found", "NotFoundError"), "gone", "NotFoundError: A requested file could not be found"],
    [new DOMException("permission", "NotReadableError"), "gone", "NotReadableError: permission"],
    [new TypeError("x is undefined"), "internal", "TypeError: x is undefined"],
    [undefined, "internal", "undefined"],
  ];
  for (const [thrown, code, message] of cases) {
    const error = asEngineError(thrown);
    assert.deepEqual([error.code, error.message], [code, message]);
  }
});

test("only the engine's own errors have codes", () => {
  assert.equal(codeOf(new EngineError("too-large")), "too-large");
  assert.equal(codeOf(Object.assign(new Error(), { code: "too-large" })), "internal");
});

test("less may help where a worker died or memory ran out", () => {
  const codes = ["memory", "worker-died", "network", "cancelled", "internal"];
  assert.deepEqual(codes.filter(isShortage), ["memory", "worker-died"]);
});
