"""Sizes, the network's tensor, and sampling of low-resolution planes."""

import numpy as np
import pytest
from PIL import Image

from mattebox.imaging import grid, resample, rgba
from mattebox.subject.models import ModelSpec
from mattebox.subject.tensor import to_tensor

SPEC = ModelSpec("n", "N", 64, 32, 32, "none", (128, 128, 128), (256, 256, 256), "unit")


@pytest.mark.parametrize(("size", "pixels"), [((4000, 3000), 400_000), ((1, 65535), 1000), ((30, 20), 10_000)])
def test_fit_keeps_aspect_and_never_enlarges(size, pixels):
    w, h = resample.fit(*size, pixels)
    assert 1 <= w <= size[0] and 1 <= h <= size[1]
    assert w * h <= pixels * 1.01 or 1 in (w, h)
    if min(w, h) > 100:
        assert abs(w / h - size[0] / size[1]) < 0.01


def test_tensor_is_normalised_and_planar():
    rgb = np.zeros((32, 64, 3), np.uint8)
    rgb[..., 1], rgb[..., 2] = 128, 255
    t = to_tensor(Image.fromarray(rgb), SPEC)
    assert t.shape == (1, 3, 32, 64) and t.dtype == np.float32 and t.flags.c_contiguous
    np.testing.assert_allclose(t[0, :, 5, 5], [-0.5, 0, 127 / 256], atol=1e-6)


def test_tensor_with_scale_max_divides_by_the_brightest_value():
    spec = ModelSpec("n", "N", 8, 8, 8, "max", (0.5, 0.5, 0.5), (0.25, 0.25, 0.25), "minmax")
    t = to_tensor(Image.new("RGB", (8, 8), (50, 100, 200)), spec)
    np.testing.assert_allclose(t[0, :, 0, 0], [(0.25 - 0.5) * 4, 0, 2], atol=1e-5)


def test_tensor_of_a_black_picture_is_finite():
    spec = ModelSpec("n", "N", 8, 8, 8, "max", (0.5, 0.5, 0.5), (0.25, 0.25, 0.25), "minmax")
    assert np.isfinite(to_tensor(Image.new("RGB", (8, 8)), spec)).all()


def test_sample_agrees_with_pillows_bilinear_enlargement():
    rng = np.random.default_rng(3)
    planes = rng.random((2, 9, 13), np.float32)
    w, h = 41, 30
    ours = grid.sample(planes, np.arange(w * h), (w, h)).reshape(2, h, w)
    for c in range(2):
        pillow = np.asarray(Image.fromarray(planes[c]).resize((w, h), Image.Resampling.BILINEAR))
        np.testing.assert_allclose(ours[c], pillow, atol=1e-5)


def test_transparent_input_is_shown_to_the_network_over_white():
    image = np.zeros((4, 4, 4), np.uint8)
    image[0, 0] = (10, 20, 30, 255)
    rgb = np.asarray(rgba.rgb_over_white(image))
    assert rgb[0, 0].tolist() == [10, 20, 30] and rgb[3, 3].tolist() == [255, 255, 255]


@pytest.mark.parametrize("box", [None, (3.5, 2, 90.25, 61)])
@pytest.mark.parametrize("size", [(97, 67), (40, 30), (7, 5), (120, 90)])
def test_an_opaque_picture_is_seen_without_a_copy_and_resized_like_one(size, box):
    image = np.random.default_rng(5).integers(0, 256, (67, 97, 4), np.uint8)
    image[..., 3] = 255
    view, copy = rgba.flat(image, True), Image.fromarray(image).convert("RGB")
    image[0, 0] ^= 1
    assert view.getpixel((0, 0)) == tuple(image[0, 0])
    image[0, 0] ^= 1
    small = resample.resize_rgb(view, size, box)
    assert small.mode == "RGB"
    np.testing.assert_array_equal(np.asarray(small), np.asarray(resample.resize_rgb(copy, size, box)))


@pytest.mark.parametrize("field", [grid.WHOLE, grid.Field(0.13, 0.4, 0.77, 0.9)])
@pytest.mark.parametrize("size", [(13, 9), (40, 30), (7, 100), (5, 4)])
def test_nearest_is_pillows(size, field):
    plane = np.random.default_rng(6).integers(0, 256, (9, 13), np.uint8)
    pillow = Image.fromarray(plane).resize(size, Image.Resampling.NEAREST, box=field.on((13, 9)))
    np.testing.assert_array_equal(grid.nearest(plane, size, field), np.asarray(pillow))


@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (6, 8), (7, 5)])
def test_halve_takes_means_of_two_by_two_and_of_what_is_left_at_the_border(shape):
    planes = np.random.default_rng(4).random((2, *shape), np.float32)
    before, half = planes.copy(), resample.halve(planes)
    assert half.dtype == np.float32 and half.shape == (2, (shape[0] + 1) // 2, (shape[1] + 1) // 2)
    for i in range(half.shape[1]):
        for j in range(half.shape[2]):
            mean = planes[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].mean((1, 2), dtype=np.float64)
            np.testing.assert_allclose(half[:, i, j], mean, atol=1e-6)
    np.testing.assert_array_equal(planes, before)


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (20, 30), (21, 33)])
def test_double_leads_back_to_where_the_pixels_were(shape):
    ramp = (np.arange(shape[0])[:, None] + 2 * np.arange(shape[1])).astype(np.float32)[None]
    back = resample.double(resample.halve(ramp), shape)
    assert back.shape == ramp.shape
    inner = np.s_[:, 2 : shape[0] - 2, 2 : shape[1] - 2]
    np.testing.assert_allclose(back[inner], ramp[inner], atol=1e-4)
