/** The page's engine, before its Python stands: the line to that is there already, and what comes over it would fail. */

import "../support/fake-worker.mjs";

import assert from "node:assert/strict";
import test from "node:test";

import { insides, made, settled } from "../support/fake-worker.mjs";

const FULL_FRAME = { x: 0, y: 0, width: 1, height: 1 };

globalThis.location = new URL("https://mattebox.example/");
globalThis.fetch = () => new Promise(() => {}); // so that nothing gets further than its start
const { Engine } = await import("../../../web/engine/page/client.js");

test("of a Python that is being started nothing is asked that only one can tell who has seen the picture", async () => {
  const asked = [];
  const note = (name) => () => void asked.push(name);
  insides.python = () => Object.fromEntries(["peek", "parts", "forget"].map((name) => [name, note(name)]));
  const engine = new Engine({ base: location.href });
  const [controller, file] = [new AbortController(), new Blob(["a picture"])];
  const cut = engine.cut(file, { signal: controller.signal });
  await settled();
  assert.deepEqual(
    made.map(({ name }) => name),
    ["python", "inference"],
  );
  engine.forget(file);
  assert.equal(await engine.peek(file, {}, FULL_FRAME), null);
  assert.equal(await engine.parts(file, {}), null);
  await settled();
  assert.deepEqual(asked, []);
  controller.abort();
  await assert.rejects(cut, { code: "cancelled" });
  engine.dispose();
});
