import assert from "node:assert/strict";
import test from "node:test";

import { trusted } from "../../../web/engine/shared/trusted.js";

const WEB = new URL("../../../web/", import.meta.url);

test("this folder's workers pass", () => {
  const workers = [
    ...["sw.js", "engine/python/python-worker.js", "app/batch/file-worker.js"],
    ...["vendor/ort/ort.wasm.bundle.min.js", "vendor/ort/ort.jspi.bundle.min.js"],
  ];
  for (const path of workers) {
    const { href } = new URL(path, WEB);
    assert.equal(trusted(href), href);
  }
});

test("nothing else does", () => {
  const others = [
    ...["app/main.js", "sw.js?x", "engine/a/b/c-worker.js", "engine/../../x-worker.js", "vendor/ort/other.mjs"],
    ...["https://elsewhere.invalid/sw.js", "data:text/javascript,0", `blob:${WEB}`],
    `https://${"x".repeat(WEB.href.length - 9)}/sw.js`, // as long as this folder's address
  ];
  for (const path of others) assert.throws(() => trusted(new URL(path, WEB)), TypeError, path);
});
