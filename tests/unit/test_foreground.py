"""Foreground estimation on composites whose true colours are known."""

import numpy as np

from drawn import colour_line, round_mask
from mattebox.matte import foreground


def estimate(image, alpha):
    """Foreground and background (H, W, 3) of a picture (H, W, 3)."""
    both = foreground.estimate(np.ascontiguousarray(image.transpose(2, 0, 1)), alpha)
    assert both.dtype == np.float32
    return both[:3].transpose(1, 2, 0), both[3:].transpose(1, 2, 0)


def composite(side=64):
    """A soft disc of one colour over another, float32 in 0..1, with its alpha."""
    y, x = np.mgrid[:side, :side].astype(np.float32)
    distance = np.hypot(x - side / 2, y - side / 2)
    alpha = np.clip((side / 3 - distance) / 10 + 0.5, 0, 1).astype(np.float32)
    f, b = np.array([0.9, 0.7, 0.2], np.float32), np.array([0.0, 0.7, 0.25], np.float32)
    return f * alpha[..., None] + b * (1 - alpha[..., None]), alpha, f, b


def test_constant_colours_are_recovered():
    image, alpha, f, b = composite()
    got_f, got_b = estimate(image, alpha)
    soft = (alpha > 0.1) & (alpha < 0.9)
    assert np.abs(got_f[soft] - f).mean() < 0.01 and np.abs(got_f[soft] - f).max() < 0.1
    assert np.abs(got_b[soft] - b).mean() < 0.01 and np.abs(got_b[soft] - b).max() < 0.1
    assert np.abs(image[soft] - f).mean() > 0.1  # what no estimation at all would be off by


def test_colours_that_vary_are_recovered_far_better_than_the_picture_shows_them():
    side = 96
    y, x = np.mgrid[:side, :side].astype(np.float32) / side
    f = np.stack([0.9 - 0.4 * x, 0.5 + 0.3 * y, 0.2 + 0.2 * x * y], axis=-1).astype(np.float32)
    b = np.stack([0.1 + 0.2 * y, 0.2 + 0.4 * x, 0.8 - 0.3 * x], axis=-1).astype(np.float32)
    alpha = round_mask((side, side), side / 3, softness=9)
    image = f * alpha[..., None] + b * (1 - alpha[..., None])
    band = (alpha > 0.1) & (alpha < 1)
    got_f, got_b = estimate(image, alpha)
    error, before = (np.abs(a - f)[band].mean() for a in (got_f, image))
    assert error < 0.02 and error < before / 10
    own, share = image[band].T.copy(), alpha[band]
    completed = foreground.complete(own, share, got_f[band].T.copy(), got_b[band].T.copy())
    error = np.abs(completed - f[band].T).mean()
    assert error < 0.02 and error < before / 10


def test_two_colours_side_by_side_stay_apart_along_the_edge():
    alpha = round_mask((128, 128), 45, softness=9)
    left = (np.arange(128) % 16 < 8)[None, :, None]
    f = np.where(left, np.array([0.9, 0.2, 0.1], np.float32), np.array([0.9, 0.9, 0.2], np.float32))
    f = np.broadcast_to(f, (128, 128, 3)).astype(np.float32)
    image = f * alpha[..., None] + np.float32(0.4) * (1 - alpha[..., None])
    band = (alpha > 0.4) & (alpha < 1)
    got, _ = estimate(image, alpha)
    assert np.abs(got - f)[band].mean() < 0.045


def test_detail_of_the_foreground_comes_back_where_it_covers_most():
    rng = np.random.default_rng(6)
    alpha = round_mask((96, 96), 30, softness=9)
    f = colour_line(rng, (96, 96), (0.9, 0.6, 0.2), (0.6, 0.4, 0.3)).transpose(1, 2, 0)
    b = np.broadcast_to(np.array([0.1, 0.3, 0.7], np.float32), f.shape)
    image = f * alpha[..., None] + b * (1 - alpha[..., None])
    band = (alpha > 0.5) & (alpha < 1)
    got_f, got_b = (a[band].T.copy() for a in estimate(image, alpha))
    smooth = np.abs(got_f - f[band].T).mean()
    completed = np.abs(foreground.complete(image[band].T.copy(), alpha[band], got_f, got_b) - f[band].T).mean()
    before = np.abs(image - f)[band].mean()
    assert completed < 0.03 and completed < before / 4 and completed <= smooth


def test_opaque_and_clear_pixels_are_the_pictures_own():
    image, alpha, _, _ = composite()
    got_f, got_b = estimate(image, alpha)
    np.testing.assert_array_equal(got_f[alpha == 1], image[alpha == 1])
    np.testing.assert_array_equal(got_b[alpha == 0], image[alpha == 0])


def test_flat_alphas_are_harmless():
    image = np.random.default_rng(0).random((7, 5, 3), np.float32)
    for value in (0.0, 0.5, 1.0):
        for colours in estimate(image, np.full((7, 5), value, np.float32)):
            assert np.isfinite(colours).all()


def test_complete_makes_the_composite_exact_with_the_least_change():
    rng = np.random.default_rng(5)
    colour, f, b = (rng.random((3, 50), np.float32) for _ in range(3))
    alpha = rng.random(50, np.float32)
    before = f.copy()
    after = foreground.complete(colour, alpha, f, b)
    residual = colour - alpha * before - (1 - alpha) * b
    norm = alpha**2 + (1 - alpha) ** 2
    background = b + residual * (1 - alpha) / norm
    np.testing.assert_allclose(alpha * after + (1 - alpha) * background, colour, atol=1e-5)


def test_complete_of_an_opaque_pixel_is_the_picture():
    colour = np.full((3, 1), 0.3, np.float32)
    f, b = np.full((3, 1), 0.8, np.float32), np.zeros((3, 1), np.float32)
    np.testing.assert_allclose(foreground.complete(colour, np.ones(1, np.float32), f, b), colour, atol=1e-6)
