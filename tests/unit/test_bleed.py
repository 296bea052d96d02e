"""Colours under alpha 0, as programs see them that scale the channels apart."""

import io

import numpy as np
import pytest
from PIL import Image

from mattebox.files import encode
from mattebox.files.metadata import Tags
from mattebox.imaging.bleed import REACH, bled
from mattebox.options.output import Output
from mattebox.progress import drain


def disc(side=96, colour=(230, 220, 200)):
    """Light and nearly even, on transparent black."""
    y, x = np.mgrid[:side, :side].astype(np.float32)
    alpha = np.clip((side / 3 - np.hypot(x - side / 2, y - side / 2)) * 90 + 128, 0, 255).astype(np.uint8)
    rgba = np.dstack([np.full((side, side, 3), colour, np.uint8), alpha])
    rgba[alpha == 0] = 0
    return rgba


def saved(rgba, **output):
    parts = []
    drain(encode.write(rgba, Output(**output), Tags(), None, parts.append))
    with Image.open(io.BytesIO(b"".join(parts))) as picture:
        return np.asarray(picture.convert("RGBA"))


def scaled_apart(rgba, times, how):
    """Each channel by itself, as programs do that know nothing of alpha."""
    height, width = rgba.shape[:2]
    size = width // times, height // times
    planes = [
        Image.fromarray(np.ascontiguousarray(rgba[..., i])).resize(size, how, reducing_gap=None) for i in range(4)
    ]
    return np.dstack([np.asarray(plane) for plane in planes])


FILES = [
    {"format": "png"},
    {"format": "webp", "lossless": True},
    {"format": "webp", "quality": 95},
    {"format": "tiff"},
    {"format": "png8"},
]


@pytest.mark.parametrize("output", FILES, ids=lambda each: "-".join(str(value) for value in each.values()))
@pytest.mark.parametrize("times", [2, 3, 4])
@pytest.mark.parametrize("how", [Image.Resampling.BOX, Image.Resampling.BILINEAR], ids=lambda each: each.name)
def test_no_dark_rim_comes_of_scaling_channels_apart(output, times, how):
    small = scaled_apart(saved(disc(), **output), times, how)
    edge = (small[..., 3] > 25) & (small[..., 3] < 250)
    assert edge.sum() > 20
    wrong = abs(small[edge][:, :3].astype(np.int16) - (230, 220, 200))
    assert wrong.max() <= (12 if output.get("quality") else 4)


@pytest.mark.parametrize("output", [FILES[0], FILES[1], FILES[3]], ids=lambda each: each["format"])
def test_what_is_seen_is_the_same_bit_for_bit(output):
    rgba = disc()
    out = saved(rgba, **output)
    np.testing.assert_array_equal(out[..., 3], rgba[..., 3])
    np.testing.assert_array_equal(out[rgba[..., 3] > 0], rgba[rgba[..., 3] > 0])


def test_colours_of_clear_pixels_that_are_there_already_stay():
    rgba = disc()
    rgba[10:86:2, 10:86:2][rgba[10:86:2, 10:86:2, 3] == 0] = (0, 200, 0, 0)
    kept = (rgba[..., 1] == 200) & (rgba[..., 3] == 0)
    np.testing.assert_array_equal(bled(rgba)[kept], rgba[kept])
    assert (bled(rgba)[(rgba[..., 3] == 0) & ~kept][:, 0] != 0).any()  # those between them are still given one


def test_it_is_the_nearest_colour_and_goes_no_further_than_it_has_to():
    rgba = np.zeros((20, 30, 4), np.uint8)
    rgba[:, :8], rgba[:, 22:] = (250, 10, 10, 255), (10, 10, 250, 255)
    out = bled(rgba)
    assert (out[:, 8 : 8 + REACH] == (250, 10, 10, 0)).all() and (out[:, 22 - REACH : 22] == (10, 10, 250, 0)).all()
    assert not out[:, 8 + REACH : 22 - REACH].any()


def test_rows_are_the_same_in_whatever_bands_they_come():
    rgba = disc()
    whole = bled(rgba)
    for height in (1, 2, 50):
        bands = [bled(rgba, slice(top, top + height)) for top in range(0, len(rgba), height)]
        np.testing.assert_array_equal(np.concatenate(bands), whole)


@pytest.mark.parametrize("level", [0, 255])
def test_where_there_is_no_edge_nothing_is_done(level):
    rgba = np.full((20, 30, 4), level, np.uint8)
    assert np.shares_memory(bled(rgba), rgba)


def test_files_hardly_grow(photos):
    """Of a photograph, beside the same without it."""
    with Image.open(photos["astronaut"]) as picture:
        rgb = np.asarray(picture.convert("RGB").resize((2000, 2000), Image.Resampling.LANCZOS))
    rgb = rgb + np.random.default_rng(0).integers(0, 8, rgb.shape, np.uint8)  # a sensor's noise
    y, x = np.ogrid[-1 : 1 : rgb.shape[0] * 1j, -1 : 1 : rgb.shape[1] * 1j]
    alpha = np.clip((0.7 - np.hypot(x, y)) * 20_000, 0, 255).astype(np.uint8)
    rgba = np.dstack([rgb, alpha])
    rgba[alpha == 0] = 0
    plain = rgba.copy()
    plain[alpha == 0] = (1, 0, 0, 0)  # a colour that is there already is left alone
    sizes = []
    for each in (rgba, plain):
        parts = []
        drain(encode.write(each, Output(), Tags(), None, parts.append))
        sizes.append(sum(map(len, parts)))
    assert sizes[0] < 1.015 * sizes[1]
