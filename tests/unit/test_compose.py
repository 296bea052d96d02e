"""Alpha and colours into the picture."""

import numpy as np

from mattebox.compose import clear_outside, set_pixels
from mattebox.trimap import BAND, CLEAR, OPAQUE


def picture(alpha=255):
    rgba = np.random.default_rng(4).integers(0, 256, (6, 5, 4), dtype=np.uint8)
    rgba[..., 3] = alpha
    return rgba


def test_only_sure_background_is_cleared():
    image = picture()
    regions = np.full((6, 5), OPAQUE, np.uint8)
    regions[0], regions[1] = CLEAR, BAND
    out = clear_outside(image, regions)
    assert not out[0].any()
    np.testing.assert_array_equal(out[1:], image[1:])
    assert image[0].any()


def test_opaque_pixels_keep_their_own_colour():
    image = picture()
    before = image.copy()
    colour = np.zeros((3, 2), np.float32)
    set_pixels(image, np.array([7, 8]), colour, np.array([1.0, 0.5], np.float32))
    np.testing.assert_array_equal(image.reshape(-1, 4)[7], before.reshape(-1, 4)[7])
    assert image.reshape(-1, 4)[8].tolist() == [0, 0, 0, 128]


def test_clear_pixels_become_transparent_black():
    image = picture()
    set_pixels(image, np.array([3]), np.ones((3, 1), np.float32), np.zeros(1, np.float32))
    assert image.reshape(-1, 4)[3].tolist() == [0, 0, 0, 0]


def test_an_alpha_that_was_there_is_multiplied():
    image = picture(alpha=100)
    set_pixels(image, np.array([2]), np.full((3, 1), 0.2, np.float32), np.array([0.5], np.float32))
    assert image.reshape(-1, 4)[2].tolist() == [51, 51, 51, 50]
