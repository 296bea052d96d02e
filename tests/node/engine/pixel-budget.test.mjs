import assert from "node:assert/strict";
import test from "node:test";

import { PixelBudget } from "../../../web/engine/python/pixel-budget.js";
import { never, pause } from "../support/promises.mjs";

test("there is room for so many pixels", async () => {
  const room = new PixelBudget(50);
  const inside = new Set();
  const enter = async (name, pixels) => {
    const leave = await room.enter(pixels, never);
    inside.add(name);
    return () => { inside.delete(name); leave(); };
  };
  const seen = async () => { await pause(); return [...inside].join(""); };
  const a = await enter("a", 30);
  const [b, c, d, e] = [enter("b", 20), enter("c", 20), enter("d", 70), enter("e", 1)];
  assert.equal(await seen(), "ab");
  a();
  assert.equal(await seen(), "bc");
  (await b)();
  (await c)();
  assert.equal(await seen(), "d");
  (await d)();
  assert.equal(await seen(), "e");
  (await e)();
  assert.equal(await seen(), "");
});

test("no room is kept for who has gone", async () => {
  const room = new PixelBudget(50);
  const leave = await room.enter(50, never);
  const gone = room.enter(50, Promise.reject(Error("gone")));
  const next = room.enter(10, never);
  await assert.rejects(gone, { message: "gone" });
  leave();
  (await next)();
});
