"""The matting Laplacian against its dense matrix, and matting against composites whose alpha is known."""

import numpy as np
import pytest
from scenes import colour_line

from mattebox import guided_filter, matting_laplacian
from mattebox.box_filter import box_mean

SHAPE = (9, 11)


def dense(picture, radius, epsilon):
    """Levin, Lischinski, Weiss 2008, equation 12, windows cut off at the border; ε stands for the paper's ε/|w|."""
    colours = picture.astype(np.float64).reshape(3, -1).T
    h, w = picture.shape[1:]
    index = np.arange(h * w).reshape(h, w)
    out = np.zeros((h * w, h * w))
    for i in range(h):
        for j in range(w):
            k = index[max(0, i - radius) : i + radius + 1, max(0, j - radius) : j + radius + 1].ravel()
            centred = colours[k] - colours[k].mean(0)
            covariance = centred.T @ centred / k.size + epsilon * np.eye(3)
            out[np.ix_(k, k)] += np.eye(k.size) - (1 + centred @ np.linalg.solve(covariance, centred.T)) / k.size
    return out


def picture(seed=0):
    return np.random.default_rng(seed).random((3, *SHAPE), np.float32)


@pytest.mark.parametrize("radius", [1, 2])
@pytest.mark.parametrize("epsilon", [1e-2, 1e-4])
def test_product_is_the_dense_laplacians(radius, epsilon):
    alpha = np.random.default_rng(1).random(SHAPE, np.float32)
    expected = (dense(picture(), radius, epsilon) @ alpha.astype(np.float64).ravel()).reshape(SHAPE)
    ours = matting_laplacian.product(guided_filter.guide(picture(), radius, epsilon), alpha)
    np.testing.assert_allclose(ours * (2 * radius + 1) ** 2, expected, atol=5e-4)


@pytest.mark.parametrize("radius", [1, 2, 3])
def test_the_laplacian_is_symmetric_and_positive_semidefinite(radius):
    guide = guided_filter.guide(picture(), radius, 1e-4)
    rng = np.random.default_rng(2)
    for _ in range(20):
        x, y = rng.standard_normal((2, *SHAPE)).astype(np.float32)
        lx, ly = (matting_laplacian.product(guide, v).astype(np.float64) for v in (x, y))
        assert abs((y * lx).sum() - (x * ly).sum()) < 1e-3
        assert (x * lx).sum() > -1e-4


@pytest.mark.parametrize("radius", [1, 2])
def test_affine_functions_of_colour_cost_nothing(radius):
    guide = guided_filter.guide(picture(), radius, 1e-7)
    for a in ((0, 0, 0), (1, 0, 0), (0.3, -0.5, 0.7)):
        alpha = (np.tensordot(np.array(a, np.float32), picture(), 1) + np.float32(0.2)).astype(np.float32)
        assert np.abs(matting_laplacian.product(guide, alpha)).max() < 2e-4
    noise = np.random.default_rng(3).random(SHAPE, np.float32)
    assert np.abs(matting_laplacian.product(guide, noise)).max() > 0.05


@pytest.mark.parametrize("radius", [1, 2])
def test_solve_is_the_dense_systems_solution(radius, monkeypatch):
    monkeypatch.setattr(matting_laplacian, "CONVERGED", 1e-13)
    rng = np.random.default_rng(4)
    prior, weight = rng.random(SHAPE, np.float32), rng.uniform(0.02, 0.5, SHAPE).astype(np.float32)
    unknown = rng.random(SHAPE) < 0.7
    guide = guided_filter.guide(picture(), radius, 1e-3)
    ours = matting_laplacian.solve(guide, prior, weight, unknown, 300)

    u, p, q = unknown.ravel(), prior.astype(np.float64).ravel(), weight.astype(np.float64).ravel()
    laplacian = dense(picture(), radius, 1e-3) / (2 * radius + 1) ** 2
    free = laplacian[np.ix_(u, u)] + np.diag(q[u])
    expected = p.copy()
    expected[u] = np.linalg.solve(free, q[u] * p[u] - laplacian[np.ix_(u, ~u)] @ p[~u])
    np.testing.assert_allclose(ours.ravel(), np.clip(expected, 0, 1), atol=2e-4)
    assert np.abs(expected - p).max() > 0.1


def test_known_pixels_are_untouched():
    rng = np.random.default_rng(5)
    prior, unknown = rng.random(SHAPE, np.float32), rng.random(SHAPE) < 0.5
    guide = guided_filter.guide(picture(), 2, 1e-4)
    ours = matting_laplacian.solve(guide, prior, np.full(SHAPE, 0.01, np.float32), unknown, 20)
    np.testing.assert_array_equal(ours[~unknown], prior[~unknown])
    assert np.abs(ours[unknown] - prior[unknown]).max() > 0.05
    assert ours.min() >= 0 and ours.max() <= 1


def test_nothing_unknown_is_nothing_to_do():
    prior = np.random.default_rng(6).random(SHAPE, np.float32)
    guide = guided_filter.guide(picture(), 1, 1e-4)
    ours = matting_laplacian.solve(guide, prior, np.zeros(SHAPE, np.float32), np.zeros(SHAPE, bool), 5)
    np.testing.assert_array_equal(ours, prior)


def test_a_heavy_prior_stays():
    prior = np.random.default_rng(7).random(SHAPE, np.float32)
    guide = guided_filter.guide(picture(), 1, 1e-4)
    ours = matting_laplacian.solve(guide, prior, np.full(SHAPE, 1e4, np.float32), np.ones(SHAPE, bool), 30)
    np.testing.assert_allclose(ours, prior, atol=1e-3)


def test_detail_that_the_prior_blurs_comes_back_where_colours_lie_on_lines():
    shape, rng = (72, 80), np.random.default_rng(8)
    front = colour_line(rng, shape, (0.9, 0.5, 0.1), (0.6, 0.2, 0.2))
    behind = colour_line(rng, shape, (0.1, 0.2, 0.5), (0.2, 0.6, 0.6))
    y, x = np.mgrid[: shape[0], : shape[1]] - np.array([35.5, 39.5])[:, None, None]
    lobes = 22 + 5 * np.sin(14 * np.arctan2(y, x))
    truth = np.clip((lobes - np.hypot(y, x)) / 5 + 0.5, 0, 1).astype(np.float32)
    mixed = (truth * front + (1 - truth) * behind).astype(np.float32)
    prior = box_mean(box_mean(truth, 4), 4)
    band = (prior > 0.02) & (prior < 0.98)
    prior[~band] = truth[~band]
    guide = guided_filter.guide(mixed, 2, 1e-6)
    ours = matting_laplacian.solve(guide, prior, np.full(shape, 2e-3, np.float32), band, 60)
    filtered = np.clip(guided_filter.apply(guided_filter.coefficients(guide, prior), mixed), 0, 1)
    error, unsolved, unsolved_too = (np.abs(a - truth)[band].mean() for a in (ours, prior, filtered))
    assert error < 0.03
    assert error < min(unsolved, unsolved_too) / 5
