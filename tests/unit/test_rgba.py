"""Alpha and colours into the picture."""

import numpy as np
from PIL import Image

from mattebox.imaging.rgba import set_alpha, set_colours, soft_cut


def picture(shape=(6, 5), alpha=255):
    rgba = np.random.default_rng(4).integers(1, 256, (*shape, 4), dtype=np.uint8)
    rgba[..., 3] = alpha
    return rgba


def test_alpha_is_written_and_clear_pixels_become_transparent_black():
    image = picture()
    before = image.copy()
    alpha = np.full((6, 5), 128, np.uint8)
    alpha[0], alpha[1] = 0, 255
    set_alpha(image, alpha, opaque=True)
    np.testing.assert_array_equal(image[..., 3], alpha)
    assert not image[0].any()
    np.testing.assert_array_equal(image[1:, :, :3], before[1:, :, :3])


def test_two_alphas_are_multiplied_and_rounded_to_the_nearest_level():
    own, new = np.mgrid[:256, :256].astype(np.uint8)
    image = picture((256, 256))
    image[..., 3] = own
    colours = image[..., :3].copy()
    set_alpha(image, new, opaque=False)
    exact = np.rint(own.astype(np.float64) * new / 255).astype(np.uint8)
    np.testing.assert_array_equal(image[..., 3], exact)
    assert not image[exact == 0].any()
    np.testing.assert_array_equal(image[exact > 0, :3], colours[exact > 0])


def test_the_matte_itself_is_not_changed():
    alpha = np.arange(30, dtype=np.uint8).reshape(6, 5)
    alpha.flags.writeable = False
    for opaque in (True, False):
        set_alpha(picture(alpha=200), alpha, opaque)
    np.testing.assert_array_equal(alpha.ravel(), np.arange(30))


def test_colours_are_rounded_and_clipped_and_alpha_stays():
    image = picture(alpha=77)
    before = image.copy()
    colours = np.array([[0.5, -0.2, 99.6 / 255], [1.7, 1.0, 99.4 / 255], [0.0, 0.2, 0.999]], np.float32)
    set_colours(image, np.array([2, 7, 29]), colours)
    flat = image.reshape(-1, 4)
    assert flat[[2, 7, 29]].tolist() == [[128, 255, 0, 77], [0, 255, 51, 77], [100, 99, 255, 77]]
    others = np.setdiff1d(np.arange(30), [2, 7, 29])
    np.testing.assert_array_equal(flat[others], before.reshape(-1, 4)[others])


def test_a_quick_cut_is_the_picture_with_the_mask_as_its_alpha():
    rgb = picture((20, 30))[..., :3]
    mask = np.zeros((10, 15), np.float32)
    mask[:, 8:] = 1
    cut = soft_cut(Image.fromarray(rgb), mask)
    assert cut.shape == (20, 30, 4) and cut.dtype == np.uint8
    np.testing.assert_array_equal(cut[..., :3], rgb)
    assert not cut[:, :12, 3].any() and (cut[:, 20:, 3] == 255).all()
    assert 0.25 < cut[:, 12:20, 3].mean() / 255 < 0.75
