import assert from "node:assert/strict";
import test from "node:test";

import { layout, position } from "../../../web/app/batch-view/geometry.js";

for (const width of [280, 332, 700, 1400]) {
  test(`in ${width} pixels the seen cells are laid out and no others`, () => {
    const seen = (top) => {
      const view = layout(500, { width, height: 600 }, top);
      const at = (index) => position(index, view);
      return { ...view, places: [0, 1, 499].map(at), starts: at(view.first), ends: at(view.end - 1) };
    };
    const [top, middle, bottom] = [0, 1234, 1e9].map(seen);
    for (const view of [top, middle, bottom]) {
      assert.ok(view.columns * view.cellWidth <= width);
      assert.ok(view.cellWidth >= 130);
      assert.ok(view.end - view.first <= view.columns * 8);
      assert.deepEqual(view.places[0], { x: 0, y: 0 });
      assert.equal(view.places[2].y + view.cellHeight, view.height);
    }
    assert.ok(middle.starts.y <= 1234 && middle.ends.y + middle.cellHeight >= 1234 + 600);
    assert.equal(bottom.end, 500);
  });
}

test("an empty grid has no height, and a narrow one has a column", () => {
  assert.equal(layout(0, { width: 700, height: 600 }, 0).height, 0);
  const { columns, first, end } = layout(3, { width: 40, height: 600 }, 0);
  assert.deepEqual([columns, first, end], [1, 0, 3]);
});
