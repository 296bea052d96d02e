import assert from "node:assert/strict";
import test from "node:test";

import { fileOf, ownAddress } from "../../../web/package/sources.js";
import { tiffHead } from "../../../web/package/tiff.js";

const HOME = new URL("https://shop.example/a/b.html");

test("addresses of the page's own origin, and what has none", () => {
  assert.equal(ownAddress("c.png", HOME).href, "https://shop.example/a/c.png");
  assert.equal(ownAddress(new URL("https://shop.example/d"), HOME).href, "https://shop.example/d");
  assert.equal(ownAddress("data:,x", HOME).protocol, "data:");
});

test("other origins are refused, and it is said what to do", () => {
  for (const address of ["https://else.example/a.png", "http://shop.example/a.png", "https://shop.example:8443/", "file:///a"]) {
    assert.throws(() => ownAddress(address, HOME), { code: "source", message: /another origin.*hand in the Blob/ });
  }
  assert.throws(() => ownAddress("http://", HOME), { code: "source", message: /no address/ });
});

test("a file stays what it is; what is none is named", async () => {
  const file = new Blob(["x"]);
  assert.equal(await fileOf(file), file);
  for (const [source, name] of [[7, /is 7/], [null, /is null/], [[1], /is Array/], [undefined, /is undefined/]]) {
    await assert.rejects(fileOf(source), { code: "source", message: name });
  }
});

test("a signal that has aborted is heeded", async () => {
  await assert.rejects(fileOf(new Blob([]), AbortSignal.abort(new Error("over"))), { message: "over" });
});

test("a TIFF's head points to what follows it", () => {
  const head = tiffHead(3, 2);
  const view = new DataView(head.buffer);
  const fields = new Map();
  for (let i = 0; i < view.getUint16(8, true); i++) fields.set(view.getUint16(10 + 12 * i, true), view.getUint32(18 + 12 * i, true));
  assert.deepEqual([256, 257, 273, 278, 279, 338].map((tag) => fields.get(tag)), [3, 2, head.length, 2, 24, 2]);
  assert.deepEqual([...new Uint16Array(head.slice(fields.get(258)).buffer)], [8, 8, 8, 8]);
});
