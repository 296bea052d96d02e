"""Strokes as pixels, against the areas and distances of geometry."""

import numpy as np
import pytest

from mattebox.fixes import strokes
from mattebox.imaging.grid import Grid, Window
from mattebox.options.fixes import Stroke

GRID = Grid((200, 120), (0, 0, 200, 120))
ALL = Window(slice(0, 120), slice(0, 200))


def brush(*points, **more):
    return Stroke("restore", points, **more)


def lasso(*corners, **more):
    return Stroke("restore", tuple((x, y, 0) for x, y in corners), "lasso", **more)


def inside_capsule(shape, a, b):
    """Pixels whose centre lies in the hull of two discs of one radius."""
    y, x = np.mgrid[: shape[0], : shape[1]] + 0.5
    (x0, y0, r), (x1, y1, _) = a, b
    along = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-9), 0, 1)
    return np.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0)) <= r


@pytest.mark.parametrize("end", [(60, 50, 20), (150, 50, 20), (60, 90, 20), (140, 95, 20)])
def test_a_line_of_the_brush_is_a_capsule(end):
    ours = strokes.cover(brush((60, 50, 20), end), GRID, ALL) > 0
    truth = inside_capsule((120, 200), (60, 50, 20), end)
    perimeter = 2 * np.pi * 20 + 2 * np.hypot(end[0] - 60, end[1] - 50)
    assert (ours ^ truth).sum() < 0.6 * perimeter  # less than a pixel along the outline


@pytest.mark.parametrize("radius", [0.0, 0.2, 0.6, 1.3, 2.4])
def test_a_line_thinner_than_a_pixel_is_still_a_line(radius):
    """A fine brush over a large picture, whose low resolution has pixels larger than that."""
    thin = brush((5, 6, radius), (15, 6, radius), softness=1.0)
    for plane in (strokes.cover(thin, GRID, ALL), strokes.depth(thin, GRID, ALL), strokes.paint(thin, GRID, ALL)):
        assert plane.max() > 0


def test_pressure_makes_it_thicker():
    ours = strokes.cover(brush((40, 60, 5), (160, 60, 30)), GRID, ALL) > 0
    widths = ours.sum(0)
    assert widths[45] < widths[100] < widths[150]
    assert abs(int(widths[100]) - 2 * 17.5) <= 3


def test_a_lasso_is_what_it_encloses():
    ours = strokes.cover(lasso((20, 20), (100, 20), (100, 80), (20, 80)), GRID, ALL) > 0
    assert abs(int(ours.sum()) - 80 * 60) < 2 * (80 + 60)
    assert ours[50, 60] and not ours[50, 110]


def test_a_grid_shows_a_part_at_another_size():
    stroke = brush((100, 60, 20), (150, 80, 20))
    whole = strokes.cover(stroke, GRID, ALL) > 0
    part = Grid((50, 30), (80, 40, 180, 100))  # half the size, moved
    ours = strokes.cover(stroke, part, Window(slice(0, 30), slice(0, 50))) > 0
    expected = whole[40:100:2, 80:180:2]
    assert (ours ^ expected).mean() < 0.04


@pytest.mark.parametrize("stroke", [brush((60, 50, 20), (140, 90, 12)), lasso((20, 20), (100, 30), (50, 90))])
def test_the_window_holds_all_of_it_and_not_much_more(stroke):
    rows, columns = strokes.window(stroke, GRID)
    drawn = strokes.cover(stroke, GRID, ALL) > 0
    assert drawn[rows, columns].sum() == drawn.sum()
    y, x = np.nonzero(drawn)
    assert rows.start >= y.min() - 4 and columns.stop <= x.max() + 5


def test_outside_the_plane_there_is_nothing():
    assert strokes.window(brush((-90, -90, 20)), GRID).empty
    assert not strokes.window(brush((-10, 50, 20)), GRID).empty


@pytest.mark.parametrize(
    "stroke", [brush((60, 60, 30), (140, 60, 30)), lasso((30, 20), (170, 20), (170, 100), (30, 100))]
)
def test_depth_grows_towards_the_middle(stroke):
    depth, drawn = strokes.depth(stroke, GRID, ALL), strokes.cover(stroke, GRID, ALL) > 0
    assert depth.dtype == np.float32 and not depth[~drawn].any() and (depth[drawn] > 0).all()
    column = depth[:61, 100][drawn[:61, 100]]
    assert (np.diff(column) >= 0).all() and column[0] <= 0.4 and column[-1] == 1


def test_a_hard_stroke_is_half_there_on_its_fading_edge():
    crisp = strokes.paint(brush((100, 60, 40)), GRID, ALL)
    soft = strokes.paint(brush((100, 60, 40), softness=1.0), GRID, ALL)
    assert crisp[60, 100] == 255 and soft[60, 100] > 250
    assert crisp[60, 100 + 36] == 255 and crisp[60, 100 + 44] == 0
    assert 90 < soft[60, 100 + 20] < 165 and 0 < soft[60, 100 + 30] < 60
