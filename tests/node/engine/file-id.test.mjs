import assert from "node:assert/strict";
import test from "node:test";

import { fileId } from "../../../web/engine/page/file-id.js";

test("the same file object has one number, and another one its own, whatever is in it", () => {
  const [one, other] = [new Blob(["x"]), new Blob(["x"])];
  assert.equal(fileId(one), fileId(one));
  assert.notEqual(fileId(one), fileId(other));
});
