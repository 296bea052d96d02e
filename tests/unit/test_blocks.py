"""Blocks of pixels: which there are, what they hold, and the way back."""

import numpy as np
import pytest

from mattebox.imaging import blocks
from mattebox.imaging.box_filter import box_mean


def spots(shape=(13, 22)):
    mask = np.zeros(shape, bool)
    mask[0, 0] = mask[6, 9] = mask[6, 11] = mask[-1, -1] = True
    return mask


@pytest.mark.parametrize("side", [1, 2, 5, 40])
@pytest.mark.parametrize("around", [0, 1, 2])
def test_the_cells_are_those_that_hold_a_pixel_and_those_around(side, around):
    mask = spots()
    got = blocks.covering(mask, side, around=around)
    assert got.grid == (-(-13 // side), -(-22 // side))
    expected = set()
    for y, x in zip(*np.nonzero(mask), strict=True):
        for i in range(max(0, y // side - around), min(got.grid[0], y // side + around + 1)):
            expected |= {i * got.grid[1] + j for j in range(got.grid[1]) if abs(j - x // side) <= around}
    assert got.cells.tolist() == sorted(expected)


@pytest.mark.parametrize(("side", "margin"), [(1, 0), (4, 0), (4, 2), (5, 3)])
def test_the_pixels_are_the_cells_and_their_margins_with_the_border_repeated(side, margin):
    plane = np.arange(13 * 22, dtype=np.float32).reshape(13, 22)
    got = blocks.covering(spots(), side, margin)
    values = blocks.gather([plane, -plane], got.pixels)
    assert values.dtype == np.float32 and values.shape == (2, side + 2 * margin, side + 2 * margin, got.cells.size)
    padded = np.pad(plane, ((margin, margin + side), (margin, margin + side)), "edge")
    for n, (i, j) in enumerate(zip(*np.divmod(got.cells, got.grid[1]), strict=True)):
        window = padded[i * side :, j * side :][: side + 2 * margin, : side + 2 * margin]
        np.testing.assert_array_equal(values[..., n], [window, -window])


def test_scatter_leads_back_and_leaves_zeros_elsewhere():
    planes = np.random.default_rng(0).random((3, 13, 22), np.float32)
    got = blocks.covering(spots(), 4)
    back = blocks.scatter(blocks.gather(planes, got.pixels), got.pixels, (13, 22))
    inside = np.zeros((13, 22), bool)
    inside.reshape(-1)[got.pixels] = True
    np.testing.assert_array_equal(back, planes * inside)
    assert inside[spots()].all() and 0 < inside.sum() < inside.size


def test_without_any_pixel_there_are_no_blocks():
    got = blocks.covering(np.zeros((6, 7), bool), 2, 1)
    assert got.cells.size == 0
    values = blocks.gather(np.ones((2, 6, 7), np.float32), got.pixels)
    assert values.shape == (2, 4, 4, 0)
    assert not blocks.scatter(values, got.pixels, (6, 7)).any()


@pytest.mark.parametrize("radius", [1, 2])
def test_inner_means_are_the_planes_own(radius):
    planes = np.random.default_rng(1).random((2, 13, 22), np.float32)
    mask = np.zeros((13, 22), bool)
    mask[5:8, 6:14] = True
    got = blocks.covering(mask, 3, radius)
    ours = blocks.inner_mean(blocks.gather(planes, got.pixels), radius)
    expected = blocks.gather(box_mean(planes, radius), got.pixels[radius:-radius, radius:-radius])
    np.testing.assert_allclose(ours, expected, atol=1e-6)
