"""The outline is as wide as it should be, in every direction, and antialiased."""

import numpy as np
import pytest
from PIL import Image

from mattebox.finish import outline


def disc(radius, size=500):
    y, x = np.mgrid[:size, :size]
    distance = np.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5)
    return distance, Image.fromarray(np.rint(np.clip(radius - distance + 0.5, 0, 1) * 255).astype(np.uint8))


@pytest.mark.parametrize("width", [2, 7.5, 20, 60])
def test_it_is_a_disc_that_has_grown(width):
    distance, alpha = disc(100)
    out = np.asarray(outline.grown(alpha, width), np.float64) / 255
    area = out.sum()
    assert np.sqrt(area / np.pi) == pytest.approx(100 + width, abs=max(0.7, 0.015 * width))
    slack = 1.5 + width / 16
    assert (out[distance < 100 + width - slack] == 1).all()
    assert (out[distance > 100 + width + slack] == 0).all()


def test_it_is_antialiased():
    _, alpha = disc(100)
    out = np.asarray(outline.grown(alpha, 30))
    ramp = ((out > 0) & (out < 255)).sum() / (2 * np.pi * 130)
    assert 0.5 < ramp < 3


def test_a_corner_becomes_round():
    alpha = np.zeros((200, 200), np.uint8)
    alpha[80:, 80:] = 255
    out = np.asarray(outline.grown(Image.fromarray(alpha), 40))
    assert out[100, 42] == 255 and out[42, 100] == 255
    assert out[80 - 36, 80 - 36] == 0  # √2·36 > 40
    assert out[80 - 26, 80 - 26] == 255


def test_it_keeps_the_subject():
    rng = np.random.default_rng(0)
    alpha = Image.fromarray(rng.integers(0, 256, (60, 70), dtype=np.uint8))
    assert (np.asarray(outline.grown(alpha, 12)) >= np.asarray(alpha)).all()
    assert outline.grown(alpha, 0) is alpha
