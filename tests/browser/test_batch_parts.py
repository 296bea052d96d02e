"""What a batch is made of, part by part: names, the grid's geometry, the time that is left."""

import pytest
from playwright.sync_api import Page


def test_results_keep_their_names_and_none_has_another_ones(page: Page) -> None:
    """Those that were written into a folder keep theirs, whatever was removed since; capitals make no difference."""
    paths = page.evaluate(
        """async () => {
          const { newEntry, outputPaths } = await import("./app/batch/list.js");
          const sources = ["x/a.jpg", "x/A.png", "x/a.webp", "a.b.jpg", "a.b.png", "y/a.jpg"];
          const entries = sources.map((path, index) => newEntry(index, path, 1));
          entries[2].written = "x/a.png";
          const name = ({ path }) => path.split("/").pop().replace(/[.][^.]*$/, ".png");
          return [...outputPaths(entries, name)].sort(([a], [b]) => a - b).map(([, path]) => path);
        }"""
    )
    assert paths == ["x/a-2.png", "x/A-3.png", "x/a.png", "a.b.png", "a.b-2.png", "y/a.png"]


@pytest.mark.parametrize("width", [280, 332, 700, 1400])
def test_the_seen_cells_are_laid_out_and_no_others(page: Page, width: int) -> None:
    seen = page.evaluate(
        """async (width) => {
          const { layout, position } = await import("./app/batch-view/geometry.js");
          return [0, 1234, 1e9].map((top) => {
            const view = layout(500, { width, height: 600 }, top);
            const at = (index) => position(index, view);
            return { ...view, top, places: [0, 1, 499].map(at), starts: at(view.first), ends: at(view.end - 1) };
          });
        }""",
        width,
    )
    for view in seen:
        assert view["columns"] * view["cellWidth"] <= width
        assert view["cellWidth"] >= 130
        assert view["end"] - view["first"] <= view["columns"] * 8
        assert view["places"][0] == {"x": 0, "y": 0}
        assert view["places"][2]["y"] + view["cellHeight"] == view["height"]
    assert seen[1]["starts"]["y"] <= 1234 and seen[1]["ends"]["y"] + seen[1]["cellHeight"] >= 1234 + 600
    assert seen[2]["end"] == 500


def test_time_left_goes_by_the_last_pictures(page: Page) -> None:
    """Before there are any, by what one is expected to take; a pause does not count."""
    left = page.evaluate(
        """async () => {
          const { Pace } = await import("./app/batch/pace.js");
          const pace = new Pace(), told = [];
          pace.begin(0);
          told.push(pace.left(10, null), pace.left(10, 5));
          for (const now of [100, 120, 140]) pace.add(now);
          told.push(pace.left(3, 5));
          for (let i = 1; i <= 20; i++) pace.add(140 + 10 * i);
          told.push(pace.left(3, 5));
          pace.begin(99999);
          told.push(pace.left(3, 7));
          return told;
        }"""
    )
    assert left == [None, 50, 140, 30, 21]
