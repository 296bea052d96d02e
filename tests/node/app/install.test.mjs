import assert from "node:assert/strict";
import test from "node:test";

import { fakeDocument } from "./fakes.mjs";

fakeDocument();
const { attachLaunch } = await import("../../../web/app/arrivals/install.js");

test("files that the system opens with the page: one that is gone is named, and the others come", async () => {
  let open;
  globalThis.window = { launchQueue: { setConsumer: (consumer) => (open = consumer) } };
  const told = [];
  attachLaunch((files, unreadable) => told.push([files, unreadable]));
  const handle = (name) => ({ name, getFile: async () => `file ${name}` });
  const gone = (name) => ({ name, getFile: () => Promise.reject(new DOMException("gone", "NotFoundError")) });
  await open({ files: [handle("a.png"), gone("b.png"), handle("c.png")] });
  await open({ files: [] });
  assert.deepEqual(told, [[["file a.png", "file c.png"], ["b.png"]]]);
});
