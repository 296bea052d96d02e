import assert from "node:assert/strict";
import test from "node:test";

import { dividerInPicture, fit, settle, visibleBox, zoomAt } from "../../../web/app/stage/viewport.js";

const STAGE = { width: 800, height: 600 };
const LARGE = { width: 4000, height: 1000 };
const SMALL = { width: 100, height: 50 };
const MARGIN = 20;

test("a large picture fits between the margins, in the middle", () => {
  const view = fit(STAGE, LARGE, MARGIN);
  assert.deepEqual(view, { scale: 760 / 4000, x: 20, y: 205 });
});

test("a small one is not enlarged, and in no stage anything vanishes", () => {
  assert.deepEqual(fit(STAGE, SMALL, MARGIN), { scale: 1, x: 350, y: 275 });
  assert.ok(fit({ width: 0, height: 0 }, SMALL, MARGIN).scale > 0);
});

test("what fits is centred; what does not leaves no gap wider than the margin", () => {
  assert.deepEqual(settle({ scale: 1, x: -999, y: 999 }, STAGE, SMALL, MARGIN), { scale: 1, x: 350, y: 275 });
  assert.deepEqual(settle({ scale: 1, x: 500, y: 500 }, STAGE, LARGE, MARGIN), { scale: 1, x: 20, y: 20 });
  assert.deepEqual(settle({ scale: 1, x: -9999, y: -9999 }, STAGE, LARGE, MARGIN), { scale: 1, x: -3220, y: -420 });
  assert.deepEqual(settle({ scale: 1, x: -100, y: -50 }, STAGE, LARGE, MARGIN), { scale: 1, x: -100, y: -50 });
});

test("zooming leaves what is under the pointer where it is", () => {
  const before = { scale: 0.5, x: 30, y: -40 };
  const point = { x: 210, y: 160 };
  const after = zoomAt(before, 2, point);
  const under = ({ scale, x, y }) => [(point.x - x) / scale, (point.y - y) / scale];
  assert.equal(after.scale, 2);
  assert.deepEqual(under(after), under(before));
});

test("what is seen of a picture ends with the stage", () => {
  assert.deepEqual(visibleBox({ scale: 1, x: 350, y: 275 }, STAGE, SMALL), { left: 350, top: 275, right: 450, bottom: 325 });
  assert.deepEqual(visibleBox({ scale: 1, x: -10, y: 590 }, STAGE, LARGE), { left: 0, top: 590, right: 800, bottom: 600 });
});

test("the divider stands at a share of what is seen", () => {
  const view = { scale: 1, x: -2000, y: 0 };
  const box = visibleBox(view, STAGE, LARGE);
  assert.equal(dividerInPicture(0.5, box, view, LARGE), 2400 / 4000);
  assert.equal(dividerInPicture(0, box, view, LARGE), 0.5);
});
