"""Crisp contours against the exact area that an edge covers of a pixel."""

import numpy as np
import pytest

from drawn import coverage, half_plane, round_mask
from mattebox.imaging import grid
from mattebox.imaging.box_filter import box_mean
from mattebox.matte import crisp


def drawn(alpha, radius=2, scale=1):
    """The contour's coverage on a grid ``scale`` times finer."""
    planes = crisp.planes(alpha.astype(np.float32), radius, scale)
    assert planes.dtype == np.float32 and not planes[:3].any()
    h, w = (n * scale for n in alpha.shape)
    value = grid.sample(planes[3:], np.arange(h * w), (w, h))
    return np.clip(value.reshape(h, w), 0, 1)


@pytest.mark.parametrize("degrees", [0, 17, 30, 45, 72, 90, 135, 200, 301])
@pytest.mark.parametrize("offset", [0.0, 0.3, -0.45])
def test_a_straight_edge_covers_what_it_covers(degrees, offset):
    angle = np.deg2rad(degrees)
    distance = half_plane((41, 43), angle, offset)
    soft = np.clip(distance / 6 + 0.5, 0, 1)
    inner = np.s_[8:-8, 8:-8]  # at the border the smoothing sees less of the edge on one side
    for alpha in (coverage(distance, angle), soft):
        np.testing.assert_allclose(drawn(alpha)[inner], coverage(distance, angle)[inner], atol=0.05)


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_disc_keeps_its_area_and_gets_an_edge_one_pixel_wide(scale):
    radius = 30
    ours = drawn(round_mask((81, 81), radius, softness=4), scale=scale)
    assert ours.sum() == pytest.approx(np.pi * (radius * scale) ** 2, rel=0.01)
    edge = ((ours > 0) & (ours < 1)).sum() / (2 * np.pi * radius * scale)
    assert edge == pytest.approx(1, abs=0.12)


def test_signed_distance_is_in_full_resolution_pixels_and_ends_far_out():
    distance = half_plane((30, 40), 0, 0.2)
    plane = crisp.planes(np.clip(distance / 8 + 0.5, 0, 1).astype(np.float32), 1, 3)[3]
    near = np.abs(distance) * 3 < crisp.FAR - 0.5
    np.testing.assert_allclose(plane[near], 3 * distance[near] + 0.5, atol=0.05)
    assert plane.max() == crisp.FAR + 0.5 and plane.min() == 0.5 - crisp.FAR


def test_where_nothing_changes_alpha_is_decided():
    assert (drawn(np.full((20, 20), 0.8)) == 1).all()
    assert (drawn(np.full((20, 20), 0.2)) == 0).all()


def test_wiggles_along_the_contour_are_smoothed():
    y = np.arange(60)[:, None]
    edge = 30 + 0.7 * np.sin(2 * np.pi * y / 5)
    wavy = np.clip(np.arange(60)[None] - edge + 0.5, 0, 1)
    position, before = (60 - a[8:-8].sum(1) for a in (drawn(wavy, 3), wavy))
    assert np.ptp(before) > 1.2
    assert np.ptp(position) < 0.2
    assert position.mean() == pytest.approx(before.mean(), abs=0.1)


def test_what_the_picture_shows_beyond_the_smoothing_stays():
    y = np.arange(120)[:, None]
    edge = 60 + 6 * np.sin(2 * np.pi * y / 60)
    alpha = box_mean(np.clip(np.arange(120)[None] - edge + 0.5, 0, 1).astype(np.float32), 1)
    position = 119.5 - drawn(alpha)[10:-10].sum(1)
    np.testing.assert_allclose(position, edge[10:-10, 0], atol=0.4)
