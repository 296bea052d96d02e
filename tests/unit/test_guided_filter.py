"""The colour guided filter against the paper's formula, window by window."""

from functools import partial

import numpy as np
import pytest

from mattebox.imaging import guided_filter
from mattebox.imaging.box_filter import box_mean


def direct(picture, target, radius, epsilon):
    """PAMI 2013, equations 14 and 15, in float64 with an explicit inverse for each window: float64 (4, H, W)."""
    picture, target = picture.astype(np.float64), target.astype(np.float64)
    h, w = target.shape
    out = np.empty((4, h, w))
    for i in range(h):
        for j in range(w):
            window = np.s_[max(0, i - radius) : i + radius + 1, max(0, j - radius) : j + radius + 1]
            colours, values = picture[:, *window].reshape(3, -1), target[window].ravel()
            mean = colours.mean(1)
            covariance = (colours @ colours.T) / values.size - np.outer(mean, mean)
            cross = (colours * values).mean(1) - mean * values.mean()
            out[:3, i, j] = np.linalg.solve(covariance + epsilon * np.eye(3), cross)
            out[3, i, j] = values.mean() - out[:3, i, j] @ mean
    return out


def filtered(picture, target, radius, epsilon):
    planes = guided_filter.coefficients(picture, target, epsilon, partial(box_mean, radius=radius))
    return guided_filter.apply(planes, picture)


def windows_of(picture, radius, epsilon):
    return guided_filter.statistics(box_mean(guided_filter.moments(picture), radius), epsilon)


def regressed(windows, picture, target, radius):
    return guided_filter.regress(windows, box_mean(guided_filter.cross(picture, target), radius))


@pytest.mark.parametrize("radius", [1, 3])
def test_regress_is_each_windows_own_regression(radius):
    rng = np.random.default_rng(2)
    picture, target = rng.random((3, 11, 14), np.float32), rng.random((11, 14), np.float32)
    ours = regressed(windows_of(picture, radius, 1e-2), picture, target, radius)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, direct(picture, target, radius, 1e-2), atol=2e-4)


def test_an_affine_function_of_colour_is_found_out():
    picture = np.random.default_rng(3).random((3, 12, 10), np.float32)
    target = (0.2 + 0.5 * picture[0] - 0.3 * picture[1] + 0.1 * picture[2]).astype(np.float32)
    a, b, c, d = regressed(windows_of(picture, 2, 1e-6), picture, target, 2)
    for plane, value in zip((a, b, c, d), (0.5, -0.3, 0.1, 0.2), strict=True):
        np.testing.assert_allclose(plane, value, atol=2e-3)


def test_equals_the_direct_formula():
    rng = np.random.default_rng(1)
    picture = rng.random((3, 17, 23), np.float32)
    target = (picture[0] > 0.5).astype(np.float32)
    planes = box_mean(direct(picture, target, 3, 1e-2).astype(np.float32), 3)
    expected = (planes[:3] * picture).sum(0) + planes[3]
    np.testing.assert_allclose(filtered(picture, target, 3, 1e-2), expected, atol=2e-4)


def test_statistics_serve_several_targets_and_stay_as_they_are():
    rng = np.random.default_rng(4)
    picture, target = rng.random((3, 9, 9), np.float32), rng.random((9, 9), np.float32)
    windows = windows_of(picture, 2, 1e-3)
    before = [x.copy() for x in (picture, windows.mean, windows.factors)]
    first = regressed(windows, picture, target, 2)
    regressed(windows, picture, 1 - target, 2)
    np.testing.assert_array_equal(regressed(windows, picture, target, 2), first)
    for now, then in zip((picture, windows.mean, windows.factors), before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_grey_guide_with_a_tiny_epsilon_stays_finite_and_right():
    ramp = np.repeat(np.linspace(0, 1, 40, dtype=np.float32)[None], 30, axis=0)
    target = (0.25 + 0.5 * ramp).astype(np.float32)
    np.testing.assert_allclose(filtered(np.stack([ramp] * 3), target, 4, 1e-5), target, atol=5e-3)


def test_a_blurred_step_snaps_to_the_guide():
    picture = np.zeros((3, 32, 64), np.float32)
    picture[:, :, 32:] = 1
    target = np.clip(np.linspace(-2, 3, 64, dtype=np.float32), 0, 1)[None].repeat(32, 0)
    ours = filtered(picture, target, 8, 1e-4)
    assert abs(ours[16, 32] - ours[16, 31]) > 0.4 > abs(target[16, 32] - target[16, 31]) * 4
