"""The colour guided filter against the paper's formula, window by window."""

import numpy as np

from mattebox import guided_filter
from mattebox.box_filter import box_mean


def direct(guide, target, radius, epsilon):
    """PAMI 2013, equations 14-16, in float64 with an explicit inverse for each window."""
    guide, target = guide.astype(np.float64), target.astype(np.float64)
    h, w = target.shape
    a, b = np.empty((3, h, w)), np.empty((h, w))
    for i in range(h):
        for j in range(w):
            window = np.s_[max(0, i - radius) : i + radius + 1, max(0, j - radius) : j + radius + 1]
            colours, values = guide[:, *window].reshape(3, -1), target[window].ravel()
            mean = colours.mean(1)
            covariance = (colours @ colours.T) / values.size - np.outer(mean, mean)
            cross = (colours * values).mean(1) - mean * values.mean()
            a[:, i, j] = np.linalg.solve(covariance + epsilon * np.eye(3), cross)
            b[i, j] = values.mean() - a[:, i, j] @ mean
    planes = box_mean(np.concatenate([a, b[None]]).astype(np.float32), radius)
    return (planes[:3] * guide).sum(0) + planes[3]


def test_equals_the_direct_formula():
    rng = np.random.default_rng(1)
    guide = rng.random((3, 17, 23), np.float32)
    target = (guide[0] > 0.5).astype(np.float32)
    ours = guided_filter.apply(guided_filter.coefficients(guide, target, 3, 1e-2), guide)
    np.testing.assert_allclose(ours, direct(guide, target, 3, 1e-2), atol=2e-4)


def test_grey_guide_with_a_tiny_epsilon_stays_finite_and_right():
    ramp = np.repeat(np.linspace(0, 1, 40, dtype=np.float32)[None], 30, axis=0)
    guide = np.stack([ramp] * 3)
    target = (0.25 + 0.5 * ramp).astype(np.float32)
    ours = guided_filter.apply(guided_filter.coefficients(guide, target, 4, 1e-5), guide)
    np.testing.assert_allclose(ours, target, atol=5e-3)


def test_a_blurred_step_snaps_to_the_guide():
    guide = np.zeros((3, 32, 64), np.float32)
    guide[:, :, 32:] = 1
    target = np.clip(np.linspace(-2, 3, 64, dtype=np.float32), 0, 1)[None].repeat(32, 0)
    ours = guided_filter.apply(guided_filter.coefficients(guide, target, 8, 1e-4), guide)
    assert abs(ours[16, 32] - ours[16, 31]) > 0.4 > abs(target[16, 32] - target[16, 31]) * 4
