"""The matting Laplacian against its dense matrix, and matting against composites whose alpha is known."""

from functools import partial

import numpy as np
import pytest

from drawn import colour_line
from mattebox.imaging import guided_filter
from mattebox.imaging.box_filter import box_mean
from mattebox.matte import matting_laplacian

SHAPE = (12, 18)
EVERYWHERE = np.ones(SHAPE, bool)


def dense(picture, side, epsilon):
    """Levin, Lischinski, Weiss 2008, equation 12, with a window of three by three blocks around every block, cut off at
    the border; ε stands for the paper's ε/|w|."""
    colours = picture.astype(np.float64).reshape(3, -1).T
    h, w = picture.shape[1:]
    index = np.arange(h * w).reshape(h, w)
    out = np.zeros((h * w, h * w))
    for i in range(0, h, side):
        for j in range(0, w, side):
            k = index[max(0, i - side) : i + 2 * side, max(0, j - side) : j + 2 * side].ravel()
            centred = colours[k] - colours[k].mean(0)
            covariance = centred.T @ centred / k.size + epsilon * np.eye(3)
            out[np.ix_(k, k)] += np.eye(k.size) - (1 + centred @ np.linalg.solve(covariance, centred.T)) / k.size
    return out


def picture(seed=0, shape=SHAPE):
    return np.random.default_rng(seed).random((3, *shape), np.float32)


def product(matrix, alpha):
    """The product with a whole plane (H, W), as float64."""
    near, wide = (alpha.reshape(-1)[blocks.pixels] for blocks in (matrix.near, matrix.wide))
    out = np.zeros(alpha.size)
    out[matrix.near.pixels] = matting_laplacian.product(matrix, near, wide)
    return out.reshape(alpha.shape)


@pytest.mark.parametrize("side", [1, 2, 3])
@pytest.mark.parametrize("epsilon", [1e-2, 1e-4])
def test_product_is_the_dense_laplacians(side, epsilon):
    alpha = np.random.default_rng(1).random(SHAPE, np.float32)
    expected = (dense(picture(), side, epsilon) @ alpha.astype(np.float64).ravel()).reshape(SHAPE)
    ours = product(matting_laplacian.laplacian(picture(), EVERYWHERE, side, epsilon), alpha)
    np.testing.assert_allclose(ours * 9, expected, atol=5e-4)


@pytest.mark.parametrize("side", [1, 2, 3])
def test_product_near_some_pixels_is_the_whole_ones(side):
    where = np.zeros(SHAPE, bool)
    where[4, 5:13] = where[9, 2] = True
    alpha = np.random.default_rng(6).random(SHAPE, np.float32)
    some = matting_laplacian.laplacian(picture(), where, side, 1e-3)
    whole = product(matting_laplacian.laplacian(picture(), EVERYWHERE, side, 1e-3), alpha)
    np.testing.assert_allclose(product(some, alpha)[where], whole[where], atol=2e-5)
    near = np.zeros(SHAPE, bool)
    near.reshape(-1)[some.near.pixels] = True
    assert near[where].all()
    expected = product(some, np.where(near, alpha, 0).astype(np.float32)).reshape(-1)[some.near.pixels]
    ours = matting_laplacian.product(some, alpha.reshape(-1)[some.near.pixels])
    np.testing.assert_allclose(ours, expected, atol=2e-5)


@pytest.mark.parametrize("side", [1, 2, 3])
def test_the_laplacian_is_symmetric_and_positive_semidefinite(side):
    matrix = matting_laplacian.laplacian(picture(), EVERYWHERE, side, 1e-4)
    rng = np.random.default_rng(2)
    for _ in range(20):
        x, y = rng.standard_normal((2, *SHAPE)).astype(np.float32)
        lx, ly = product(matrix, x), product(matrix, y)
        assert abs((y * lx).sum() - (x * ly).sum()) < 1e-3
        assert (x * lx).sum() > -1e-4


@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("shape", [SHAPE, (9, 11)])
def test_affine_functions_of_colour_cost_nothing(side, shape):
    colours = picture(shape=shape)
    matrix = matting_laplacian.laplacian(colours, np.ones(shape, bool), side, 1e-7)
    for a in ((0, 0, 0), (1, 0, 0), (0.3, -0.5, 0.7)):
        alpha = (np.tensordot(np.array(a, np.float32), colours, 1) + np.float32(0.2)).astype(np.float32)
        assert np.abs(product(matrix, alpha)).max() < 2e-4
    noise = np.random.default_rng(3).random(shape, np.float32)
    assert np.abs(product(matrix, noise)).max() > 0.05


@pytest.mark.parametrize("side", [1, 2])
def test_solve_is_the_dense_systems_solution(side, monkeypatch):
    monkeypatch.setattr(matting_laplacian, "CONVERGED", 1e-13)
    rng = np.random.default_rng(4)
    prior, weight = rng.random(SHAPE, np.float32), rng.uniform(0.02, 0.5, SHAPE).astype(np.float32)
    unknown = rng.random(SHAPE) < 0.7
    matrix = matting_laplacian.laplacian(picture(), unknown, side, 1e-3)
    ours = matting_laplacian.solve(matrix, prior, weight, unknown, 300)

    u, p, q = unknown.ravel(), prior.astype(np.float64).ravel(), weight.astype(np.float64).ravel()
    laplacian = dense(picture(), side, 1e-3) / 9
    free = laplacian[np.ix_(u, u)] + np.diag(q[u])
    expected = p.copy()
    expected[u] = np.linalg.solve(free, q[u] * p[u] - laplacian[np.ix_(u, ~u)] @ p[~u])
    np.testing.assert_allclose(ours.ravel(), np.clip(expected, 0, 1), atol=2e-4)
    assert np.abs(expected - p).max() > 0.1


def test_a_border_that_cuts_blocks_is_as_if_the_picture_went_on_as_it_is_there():
    rng, shape = np.random.default_rng(9), (10, 16)
    prior, weight, unknown = rng.random(shape, np.float32), np.full(shape, 0.02, np.float32), rng.random(shape) < 0.7
    colours = picture(shape=shape)
    longer = [np.pad(x, ((0, 2), (0, 2)), "edge") for x in (prior, weight, unknown)]
    colours_longer = np.pad(colours, ((0, 0), (0, 2), (0, 2)), "edge")
    ours, expected = (
        matting_laplacian.solve(matting_laplacian.laplacian(c, u, 3, 1e-3), p, w, u, 8)
        for c, (p, w, u) in ((colours, (prior, weight, unknown)), (colours_longer, longer))
    )
    np.testing.assert_allclose(ours, expected[:10, :16], atol=1e-5)


def test_known_pixels_are_untouched():
    rng = np.random.default_rng(5)
    prior, unknown = rng.random(SHAPE, np.float32), rng.random(SHAPE) < 0.5
    matrix = matting_laplacian.laplacian(picture(), unknown, 2, 1e-4)
    ours = matting_laplacian.solve(matrix, prior, np.full(SHAPE, 0.01, np.float32), unknown, 20)
    np.testing.assert_array_equal(ours[~unknown], prior[~unknown])

    assert np.abs(ours[unknown] - prior[unknown]).max() > 0.05
    assert ours.min() >= 0 and ours.max() <= 1


def test_nothing_unknown_is_nothing_to_do():
    prior = np.random.default_rng(6).random(SHAPE, np.float32)
    matrix = matting_laplacian.laplacian(picture(), ~EVERYWHERE, 1, 1e-4)
    ours = matting_laplacian.solve(matrix, prior, np.zeros(SHAPE, np.float32), ~EVERYWHERE, 5)
    np.testing.assert_array_equal(ours, prior)


def test_a_heavy_prior_stays():
    prior = np.random.default_rng(7).random(SHAPE, np.float32)
    matrix = matting_laplacian.laplacian(picture(), EVERYWHERE, 1, 1e-4)
    ours = matting_laplacian.solve(matrix, prior, np.full(SHAPE, 1e4, np.float32), EVERYWHERE, 30)
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
    matrix = matting_laplacian.laplacian(mixed, band, 2, 1e-6)
    ours = matting_laplacian.solve(matrix, prior, np.full(shape, 2e-3, np.float32), band, 60)
    planes = guided_filter.coefficients(mixed, prior, 1e-6, partial(box_mean, radius=2))
    filtered = np.clip(guided_filter.apply(planes, mixed), 0, 1)
    error, unsolved, unsolved_too = (np.abs(a - truth)[band].mean() for a in (ours, prior, filtered))
    assert error < 0.03
    assert error < min(unsolved, unsolved_too) / 5
