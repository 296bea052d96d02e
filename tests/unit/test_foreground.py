"""Foreground estimation on composites whose true colours are known."""

import numpy as np

from mattebox import foreground


def composite(side=64):
    """A soft disc of one colour over another, float32 in 0..1, with its alpha."""
    y, x = np.mgrid[:side, :side].astype(np.float32)
    distance = np.hypot(x - side / 2, y - side / 2)
    alpha = np.clip((side / 3 - distance) / 10 + 0.5, 0, 1).astype(np.float32)
    f, b = np.array([0.9, 0.7, 0.2], np.float32), np.array([0.0, 0.7, 0.25], np.float32)
    return f * alpha[..., None] + b * (1 - alpha[..., None]), alpha, f, b


def test_constant_colours_are_recovered():
    image, alpha, f, b = composite()
    got_f, got_b = foreground.estimate(image, alpha)
    soft = (alpha > 0.1) & (alpha < 0.9)
    assert np.abs(got_f[soft] - f).mean() < 0.01 and np.abs(got_f[soft] - f).max() < 0.1
    assert np.abs(got_b[soft] - b).mean() < 0.01 and np.abs(got_b[soft] - b).max() < 0.1
    assert np.abs(image[soft] - f).mean() > 0.1  # what no estimation at all would be off by


def test_opaque_and_clear_pixels_are_the_pictures_own():
    image, alpha, _, _ = composite()
    got_f, got_b = foreground.estimate(image, alpha)
    np.testing.assert_array_equal(got_f[alpha == 1], image[alpha == 1])
    np.testing.assert_array_equal(got_b[alpha == 0], image[alpha == 0])


def test_flat_alphas_are_harmless():
    image = np.random.default_rng(0).random((7, 5, 3), np.float32)
    for value in (0.0, 0.5, 1.0):
        for colours in foreground.estimate(image, np.full((7, 5), value, np.float32)):
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
