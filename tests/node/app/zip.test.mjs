import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { readable } from "../../../web/app/batch/zip.js";

test("a result that is gone is told of, and the others are in the archive", async () => {
  mock.method(console, "warn", () => {});
  const part = (path, file) => ({ path, file });
  const there = async () => new Blob(["1234"]);
  const gone = async () => {
    throw new DOMException("gone", "NotFoundError");
  };
  const [seen, missing, files] = [[], [], []];
  const parts = [part("a.png", gone), part("b.png", there), part("c.png", gone), part("d.png", there)];
  for await (const { name, size } of readable(parts, (count) => seen.push(count), (path) => missing.push(path))) {
    files.push([name, size]);
  }
  assert.deepEqual(files, [["b.png", 4], ["d.png", 4]]);
  assert.deepEqual(missing, ["a.png", "c.png"]);
  assert.deepEqual(seen, [0, 1, 2, 3, 4]);
});
