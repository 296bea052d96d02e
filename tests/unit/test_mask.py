"""Corrections one after the other."""

import numpy as np
import pytest

from drawn import round_mask
from mattebox.fixes.history import MaskHistory
from mattebox.imaging.grid import Grid
from mattebox.options.fixes import Closer, Pick, Stroke, Tidy
from mattebox.subject.fusion import Subject

SHAPE = (120, 200)
# The full picture is four times as large.
GRID = Grid((200, 120), (0, 0, 800, 480))
LEFT, RIGHT = round_mask(SHAPE, 30, (60, 50)), round_mask(SHAPE, 25, (60, 150))
BOTH = np.maximum(LEFT, RIGHT)
GREY = np.full((3, *SHAPE), 0.5, np.float32)


def result(fixes, mask=BOTH, found=True, closer=None):
    return MaskHistory(GREY, Subject(mask, found), GRID).state(fixes, closer or {}).mask


def test_nothing_changes_nothing():
    np.testing.assert_array_equal(result([]), BOTH)
    assert not result([], found=False).any()


def test_without_a_subject_strokes_begin_with_nothing_or_take_from_all():
    erase, restore = (Stroke(effect, ((200, 240, 60),)) for effect in ("erase", "restore"))
    assert not result([restore], found=False)[60, 100:].any() and result([restore], found=False)[60, 50] == 1
    assert result([erase], found=False)[60, 150] == 1 and result([erase], found=False)[60, 50] == 0


def test_a_subject_is_dropped_and_brought_back():
    drop, keep = Pick((600, 240), False), Pick((600, 240), True)
    dropped = result([drop])
    np.testing.assert_allclose(dropped, LEFT, atol=0.01)
    np.testing.assert_allclose(result([drop, keep]), BOTH, atol=0.01)
    np.testing.assert_array_equal(result([Pick((400, 20), False)]), BOTH)  # there is none


def test_what_a_stroke_restored_can_be_dropped_and_brought_back():
    stroke = Stroke("restore", ((400, 60, 60),))
    drop, keep = Pick((400, 60), False), Pick((400, 60), True)
    with_it = result([stroke])
    assert with_it[15, 100] == 1
    assert not result([stroke, drop])[:, 84:116].any()
    np.testing.assert_allclose(result([stroke, drop, keep]), with_it, atol=0.02)


def test_hard_strokes_are_left_to_the_painter():
    np.testing.assert_array_equal(result([Stroke("erase", ((200, 240, 400),), hard=True)]), BOTH)


def test_a_closer_look_is_added_in_its_box():
    box = (500.0, 140.0, 700.0, 340.0)
    seen = {box: np.ones((64, 64), np.float32)}
    np.testing.assert_array_equal(result([Closer(box)], LEFT), LEFT)  # not looked at yet
    ours = result([Closer(box)], LEFT, closer=seen)
    np.testing.assert_array_equal(ours[:, :100], LEFT[:, :100])
    assert ours[60, 150] == 1 and not ours[:34, 100:].any() and not ours[60, 176:].any()
    assert 0 < ours[60, 125] < 0.5  # no hard cut where the box ends


def test_a_closer_look_at_the_frame_does_not_fade_there():
    box = (600.0, 0.0, 800.0, 480.0)
    ours = result([Closer(box)], LEFT, closer={box: np.ones((64, 64), np.float32)})
    assert ours[0, 199] == ours[119, 199] == ours[60, 199] == 1


def test_holes_and_specks():
    ring = LEFT - round_mask(SHAPE, 12, (60, 50))
    speck = round_mask(SHAPE, 3, (20, 180))
    mask = np.maximum(ring, speck)
    filled = result([Tidy("holes")], mask)
    assert filled[60, 50] == 1 and filled[20, 180] > 0.5
    cleaned = result([Tidy("specks")], mask)
    assert cleaned[60, 50] == 0 and not cleaned[:40, 150:].any()
    np.testing.assert_allclose(cleaned[:, :100], ring[:, :100], atol=0.02)


@pytest.mark.parametrize("order", [("erase", "restore"), ("restore", "erase")])
def test_the_last_word_holds(order):
    strokes = [Stroke(effect, ((200, 240, 60),)) for effect in order]
    assert result(strokes)[60, 50] == (order[-1] == "restore")
