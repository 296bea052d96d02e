import assert from "node:assert/strict";
import test from "node:test";

import * as compat from "../../../web/package/compat.js";
import * as browser from "../../../web/package/index.js";
import * as server from "../../../web/package/node.js";

test("servers find every name, and each says on call that it is for browsers", async () => {
  for (const name of [...Object.keys(browser), ...Object.keys(compat)]) assert.ok(name in server, name);
  for (const call of [server.createMattebox, server.default, server.preload, server.alphamask]) {
    await assert.rejects(async () => call(), { code: "environment", message: /browsers/ });
  }
  assert.throws(() => new server.Mattebox(), { code: "environment" });
});

test("the module itself, imported where there is no page, says the same", async () => {
  await assert.rejects(browser.createMattebox(), { code: "environment", message: /not on the server/ });
});

test("the element can be imported where there are none", async () => {
  assert.equal(typeof (await import("../../../web/package/element.js")).MatteBoxElement, "function");
});
