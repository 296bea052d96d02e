"""Box mean and dilation against brute force."""

import numpy as np
import pytest

from mattebox.imaging.box_filter import box_mean, dilate, window_sum


def naive_mean(x, radius):
    h, w = x.shape
    out = np.empty((h, w))
    for i in range(h):
        for j in range(w):
            window = x[max(0, i - radius) : i + radius + 1, max(0, j - radius) : j + radius + 1]
            out[i, j] = window.mean(dtype=np.float64)
    return out


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (13, 7), (20, 31)])
@pytest.mark.parametrize("radius", [0, 1, 2, 3, 5, 8])
def test_box_mean_equals_the_naive_mean(shape, radius):
    x = np.random.default_rng(radius).random(shape, np.float32)
    mean = box_mean(x, radius)
    assert mean.dtype == np.float32
    np.testing.assert_allclose(mean, naive_mean(x, radius), atol=2e-6)


def test_box_mean_works_plane_by_plane():
    x = np.random.default_rng(0).random((3, 12, 10), np.float32)
    np.testing.assert_array_equal(box_mean(x, 2)[1], box_mean(x[1], 2))


def test_precision_does_not_suffer_from_the_length_of_a_row():
    x = np.full((3, 5000), 0.1, np.float32)
    assert np.abs(box_mean(x, 4) - np.float32(0.1)).max() < 3e-8


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_window_sum_on_integers_is_exact(size):
    x = np.arange(20, dtype=np.float32)
    np.testing.assert_array_equal(window_sum(x, size, 0), np.convolve(x, np.ones(size), "valid"))


def test_dilate_grows_a_point_to_a_square():
    mask = np.zeros((9, 9), bool)
    mask[4, 4] = True
    expected = np.zeros((9, 9), bool)
    expected[2:7, 2:7] = True
    np.testing.assert_array_equal(dilate(mask, 2), expected)


@pytest.mark.parametrize("radius", [0, 1, 2, 3, 5, 8, 30])
def test_dilate_is_the_brute_maximum(radius):
    mask = np.random.default_rng(1).random((13, 27)) < 0.01
    before, expected = mask.copy(), np.zeros_like(mask)
    for i, j in zip(*np.nonzero(mask), strict=True):
        expected[max(0, i - radius) : i + radius + 1, max(0, j - radius) : j + radius + 1] = True
    np.testing.assert_array_equal(dilate(mask, radius), expected)
    np.testing.assert_array_equal(mask, before)
