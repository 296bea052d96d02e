"""Rough strokes over pictures whose edge is known."""

import numpy as np
import pytest

from drawn import round_mask
from mattebox.fixes import hints
from mattebox.imaging.grid import Grid
from mattebox.options.fixes import Stroke

SHAPE = (160, 220)
GRID = Grid((220, 160), (0, 0, 220, 160))


def scene(noise=0.05, front=(0.8, 0.3, 0.2), back=(0.2, 0.4, 0.6)):
    """Two discs before a backdrop: the picture, and the disc that the mask has missed."""
    rng = np.random.default_rng(3)
    left, right = round_mask(SHAPE, 40, (80, 60)), round_mask(SHAPE, 36, (80, 160))
    both = np.maximum(left, right)
    colours = [np.array(c, np.float32)[:, None, None] for c in (front, back)]
    picture = colours[0] * both + colours[1] * (1 - both)
    picture += rng.normal(0, noise, picture.shape).astype(np.float32)
    return np.clip(picture, 0, 1).astype(np.float32), left, right


def iou(mask, truth):
    a, b = mask > 0.5, truth > 0.5
    return (a & b).sum() / (a | b).sum()


def rough(centre, radius):
    """A lasso around a disc that reaches over it unevenly."""
    angles = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    reach = radius + 7 + 4 * np.sin(5 * angles)
    return tuple(
        (centre[1] + r * np.cos(a), centre[0] + r * np.sin(a), 0.0) for a, r in zip(angles, reach, strict=True)
    )


@pytest.mark.parametrize("noise", [0.02, 0.1])
def test_a_rough_area_restores_up_to_the_real_edge(noise):
    picture, left, right = scene(noise)
    stroke = Stroke("restore", rough((80, 160), 36), "lasso")
    ours = hints.apply(picture, left, stroke, GRID)
    assert iou(ours, np.maximum(left, right)) > 0.98
    np.testing.assert_array_equal(ours[:, :90], left[:, :90])


def test_a_rough_area_erases_up_to_the_real_edge():
    picture, left, right = scene()
    both = np.maximum(left, right)
    ours = hints.apply(picture, both, Stroke("erase", rough((80, 160), 36), "lasso"), GRID)
    assert iou(ours, left) > 0.98


def test_a_brush_along_an_edge_snaps_to_it():
    """A crescent was cut away; the brush over it reaches into the backdrop."""
    picture, left, _ = scene()
    damaged = left * (1 - round_mask(SHAPE, 30, (80, 24)))
    ours = hints.apply(picture, damaged, Stroke("restore", ((44, 58, 18), (36, 80, 18), (44, 102, 18))), GRID)
    painted = np.maximum(damaged, round_mask(SHAPE, 18, (80, 36)))
    assert iou(damaged, left) < 0.85 < 0.96 < iou(ours, left)
    assert iou(ours, left) > iou(painted, left)


def test_where_colours_say_nothing_it_is_as_drawn():
    picture, left, _ = scene(0.0, back=(0.8, 0.3, 0.2))
    ours = hints.apply(picture, left, Stroke("restore", ((160, 80, 20),)), GRID)
    assert iou(ours[:, 110:], round_mask(SHAPE, 18, (80, 160))[:, 110:]) > 0.75


def test_where_there_is_no_other_side_it_is_as_drawn():
    picture, _, right = scene()
    ours = hints.apply(picture, np.ones(SHAPE, np.float32), Stroke("erase", ((160, 80, 20),)), GRID)
    assert iou(1 - ours, round_mask(SHAPE, 20, (80, 160))) > 0.9
    assert right[80, 160] == 1 and ours[80, 160] == 0


def test_a_stroke_beside_the_picture_changes_nothing():
    picture, left, _ = scene()
    assert hints.apply(picture, left, Stroke("restore", ((-90, -90, 10),)), GRID) is left
