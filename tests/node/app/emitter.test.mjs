/** Events by name. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Emitter } from "../../../web/app/emitter.js";

test("all who listen are told, in the order of listening, and nobody else", () => {
  const emitter = new Emitter();
  const told = [];
  emitter.on("came", (who, when) => told.push(`first ${who} ${when}`));
  emitter.on("went", () => told.push("went"));
  emitter.on("came", (who) => told.push(`second ${who}`));
  emitter.emit("came", "Ada", 1815);
  emitter.emit("nothing");
  assert.deepEqual(told, ["first Ada 1815", "second Ada"]);
});
