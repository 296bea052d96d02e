"""Hard strokes in the finished pixels."""

import numpy as np
import pytest

from mattebox.imaging.grid import Grid
from mattebox.matte.render import paint
from mattebox.options.fixes import Stroke

SIZE = (120, 80)
GRID = Grid(SIZE, (0, 0, *SIZE))


def planes():
    rng = np.random.default_rng(5)
    image = rng.integers(0, 256, (80, 120, 4), np.uint8)
    rgba = rng.integers(0, 256, (80, 120, 4), np.uint8)
    return np.full((80, 120), 100, np.uint8), rgba, image


def stroke(effect, x=60, radius=20, **more):
    return Stroke(effect, ((x, 40, radius),), hard=True, **more)


def test_restored_pixels_are_the_pictures_own():
    alpha, rgba, image = planes()
    before = rgba.copy()
    paint(alpha, rgba, image, [stroke("restore")], GRID)
    inside = alpha == 255
    assert abs(int((alpha > 178).sum()) - np.pi * 20**2) < 40
    np.testing.assert_array_equal(rgba[inside][:, :3], image[inside][:, :3])
    outside = alpha == 100
    np.testing.assert_array_equal(rgba[outside], before[outside])


def test_erased_pixels_are_clear_and_keep_their_colours():
    alpha, rgba, image = planes()
    before = rgba.copy()
    paint(alpha, rgba, image, [stroke("erase", softness=0.5)], GRID)
    assert alpha[40, 60] == 0 and alpha[40, 100] == 100
    np.testing.assert_array_equal(rgba, before)
    row = alpha[40, 60:90].astype(int)
    assert (np.diff(row) >= 0).all() and ((row > 0) & (row < 100)).sum() >= 5


def test_the_last_stroke_holds():
    alpha, rgba, image = planes()
    paint(alpha, rgba, image, [stroke("restore"), stroke("erase", radius=8)], GRID)
    assert alpha[40, 60] == 0 and alpha[40, 74] == 255


def test_a_later_hint_takes_the_place_of_a_stroke():
    alpha, rgba, image = planes()
    hint = Stroke("erase", ((70, 40, 8),))
    paint(alpha, rgba, image, [stroke("restore"), hint], GRID)
    assert alpha[40, 70] == 100 and alpha[40, 50] == 255
    alpha[:] = 100
    paint(alpha, rgba, image, [hint, stroke("restore")], GRID)
    assert alpha[40, 70] == 255


@pytest.mark.parametrize("factor", [1, 2])
def test_a_part_on_the_screen_is_painted_alike(factor):
    alpha, rgba, image = planes()
    paint(alpha, rgba, image, [stroke("restore")], GRID)
    box = (30, 20, 90, 60)
    part = np.full((40 // factor, 60 // factor), 100, np.uint8)
    blank = np.zeros((*part.shape, 4), np.uint8)
    paint(part, blank, blank.copy(), [stroke("restore")], Grid(part.shape[::-1], box))
    assert np.abs(part.astype(int) - alpha[20:60:factor, 30:90:factor]).mean() < 6
