/** Pen and palm: what a touch is while a pen draws, and just before and after. */
import "../support/browser.mjs";

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { keepPalmsOff, Palms } from "../../../web/app/stage/palm.js";

let palms;
const hear = (type, pointerType, pointerId, timeStamp) => palms.hear({ type: `pointer${type}`, pointerType, pointerId, timeStamp });

beforeEach(() => (palms = new Palms()));

test("without a pen every touch is a finger's", () => {
  assert.deepEqual([hear("down", "touch", 1, 0), hear("move", "touch", 1, 5), hear("up", "touch", 1, 9)], [false, false, false]);
  assert.equal(hear("down", "mouse", 2, 20), false);
});

test("a touch that comes while the pen is down is a palm's until it is lifted, also after the pen", () => {
  assert.equal(hear("down", "pen", 7, 0), false);
  assert.equal(hear("down", "touch", 1, 10), true);
  assert.equal(hear("up", "pen", 7, 20), false);
  assert.deepEqual([hear("move", "touch", 1, 9000), hear("up", "touch", 1, 9001)], [true, true]);
  assert.equal(hear("down", "touch", 1, 9002), false); // numbers are used again
});

test("one that comes just after the pen is a palm's, too, and later ones are fingers", () => {
  hear("down", "pen", 7, 0);
  hear("up", "pen", 7, 1000);
  assert.deepEqual([hear("down", "touch", 1, 1400), hear("up", "touch", 1, 1450), hear("down", "touch", 2, 1600)], [true, true, false]);
});

test("what draws already when the pen comes down is given up, and heard no more", () => {
  globalThis.PointerEvent ??= class extends Event {
    constructor(type, { pointerId, pointerType }) {
      super(type);
      Object.assign(this, { pointerId, pointerType });
    }
  };
  const [element, heard] = [new EventTarget(), []];
  keepPalmsOff(element);
  for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
    element.addEventListener(type, (event) => heard.push(`${event.pointerType} ${event.pointerId} ${type.slice(7)}`));
  }
  const send = (type, pointerType, pointerId) => element.dispatchEvent(new PointerEvent(`pointer${type}`, { pointerId, pointerType }));
  send("down", "touch", 1);
  send("move", "touch", 1);
  send("down", "pen", 7);
  send("move", "touch", 1);
  send("move", "pen", 7);
  send("down", "touch", 2);
  send("up", "touch", 1);
  send("up", "pen", 7);
  assert.deepEqual(heard, ["touch 1 down", "touch 1 move", "touch 1 cancel", "pen 7 down", "pen 7 move", "pen 7 up"]);
});
