"""256 colours: what is solid and what is clear stays so, and colours are nearer than Pillow's own palette has them."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from mattebox.files.palette import quantised
from mattebox.progress import drain


def shown(rgba, ground, blur=0):
    """Over a plain ground, from some distance, float32."""
    share = rgba[..., 3:].astype(np.float32) / 255
    flat = np.rint(rgba[..., :3] * share + np.float32(ground) * (1 - share)).astype(np.uint8)
    return np.asarray(Image.fromarray(flat).filter(ImageFilter.BoxBlur(blur)), np.float32)


def error(rgba, out, blur=0):
    """Root mean square over what is seen, before white and before black."""
    seen = rgba[..., 3] > 0
    return np.sqrt(np.mean([np.square(shown(rgba, g, blur) - shown(out, g, blur))[seen].mean() for g in (0, 255)]))


def cutout(photos, name, soft):
    with Image.open(photos[name]) as picture:
        rgb = np.asarray(picture.convert("RGB"))
    y, x = np.ogrid[-1 : 1 : rgb.shape[0] * 1j, -1 : 1 : rgb.shape[1] * 1j]
    alpha = np.clip((0.8 - np.hypot(x, y)) * 255 / soft, 0, 255).astype(np.uint8)
    rgba = np.dstack([rgb, alpha])
    rgba[alpha == 0] = 0
    return rgba


def through(rgba):
    numbers, colours = drain(quantised(rgba))
    assert numbers.dtype == colours.dtype == np.uint8 and len(colours) <= 256 and numbers.max() < len(colours)
    return colours[numbers]


@pytest.mark.parametrize("soft", [0.01, 0.4])
@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee"])
def test_colours_are_nearer_than_those_of_an_octree(photos, name, soft):
    rgba = cutout(photos, name, soft)
    out = through(rgba)
    octree = np.asarray(Image.fromarray(rgba).quantize(256, Image.Quantize.FASTOCTREE).convert("RGBA"))
    assert error(rgba, out) < 0.9 * error(rgba, octree)
    assert error(rgba, out, blur=1) < 0.65 * error(rgba, octree, blur=1)
    np.testing.assert_array_equal(out[..., 3] == 255, rgba[..., 3] == 255)
    np.testing.assert_array_equal(out[..., 3] == 0, rgba[..., 3] == 0)


def test_solid_stays_solid_beside_a_thousand_faint_colours():
    rng = np.random.default_rng(0)
    rgba = rng.integers(0, 256, (80, 90, 4), np.uint8)
    rgba[:40, :, 3] = 255
    rgba[60:, :] = 0
    out = through(rgba)
    assert (out[:40, :, 3] == 255).all() and not out[60:, :, 3].any()
    assert ((out[40:60, :, 3] == 0) == (rgba[40:60, :, 3] == 0)).all()


@pytest.mark.parametrize("level", [0, 1, 128, 254, 255])
def test_one_kind_of_pixel_alone(level):
    rgba = np.full((9, 7, 4), (200, 100, 50, level), np.uint8)
    out = through(rgba)
    assert (out[..., 3] == level).all()
    if level > 1:
        assert abs(out[..., :3].astype(np.int16) - (200, 100, 50)).max() <= 2


def test_few_colours_are_kept_exactly():
    rgba = np.zeros((40, 50, 4), np.uint8)
    rgba[:, 10:20], rgba[:, 20:30], rgba[:, 30:40] = (255, 0, 0, 255), (0, 255, 0, 255), (7, 8, 9, 255)
    np.testing.assert_array_equal(through(rgba)[:, 10:], rgba[:, 10:])


def test_a_soft_shadow_has_no_steps():
    y, x = np.mgrid[:200, :200].astype(np.float32)
    rgba = np.zeros((200, 200, 4), np.uint8)
    rgba[..., 3] = np.clip(200 - np.hypot(x - 100, y - 100) * 2, 0, 200)
    assert abs(through(rgba)[..., 3].astype(np.int16) - rgba[..., 3]).max() <= 2
