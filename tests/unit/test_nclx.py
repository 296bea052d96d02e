"""Colours told by numbers become sRGB; what screens cannot show as bright is toned down, and said."""

import io

import numpy as np
import pytest
from PIL import Image

import hostile_files
from mattebox.files import decode, nclx

pytestmark = pytest.mark.usefixtures("heif")


@pytest.fixture(scope="module")
def colours():
    """Smooth, saturated in the corners; a wedge of greys below."""
    y, x = np.mgrid[0:1:48j, 0:1:64j]
    upper = np.dstack([255 * x, 255 * y, 255 * (1 - x)])
    return Image.fromarray(np.concatenate([upper, np.repeat((255 * x)[:16, :, None], 3, axis=2)]).astype(np.uint8))


@pytest.mark.parametrize(("primaries", "transfer"), [(12, 13), (9, 14), (9, 1), (12, 2)])
@pytest.mark.parametrize("ending", ["avif", "heic"])
def test_wider_colours_are_converted(colours, ending, primaries, transfer):
    rgba, notices = decode.open_image(hostile_files.by_numbers(colours, ending, primaries, transfer))
    off = np.abs(rgba[..., :3].astype(np.int16) - np.asarray(colours))
    assert notices == {} and off.mean() < 2 and np.percentile(off, 95) < 8


@pytest.mark.parametrize("transfer", [hostile_files.PQ, hostile_files.HLG])
@pytest.mark.parametrize("ending", ["avif", "heic"])
def test_high_dynamic_range_is_toned_down_and_said(colours, ending, transfer):
    rgba, notices = decode.open_image(hostile_files.by_numbers(colours, ending, 9, transfer))
    assert notices == {"hdr": {}}
    greys = rgba[52:, :, 1].mean(axis=0)
    assert np.abs(greys[:40] - np.asarray(colours)[60, :40, 1]).max() < 5  # below the knee nothing changes
    assert (np.diff(greys) > -2).all() and 220 < greys[-1] < 240  # white paper is bright, and leaves room above


@pytest.mark.parametrize("transfer", [hostile_files.PQ, hostile_files.HLG])
def test_what_is_brighter_than_paper_stays_apart(transfer):
    wedge = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 4, axis=2)
    assert nclx.convert(wedge, 9, transfer)
    steps = wedge[0, ::16, 1].astype(int)
    assert (np.diff(steps) >= 0).all() and len(set(steps)) > 12


def test_srgb_by_any_name_stays_bit_for_bit(colours):
    rgba = np.dstack([np.asarray(colours), np.full((64, 64), 7, np.uint8)])
    for numbers in ((1, 13), (1, 1), (2, 2), (0, 0), (99, 99)):
        copy = rgba.copy()
        assert not nclx.convert(copy, *numbers)
        np.testing.assert_array_equal(copy, rgba)


@pytest.mark.parametrize("ending", ["avif", "heic"])
def test_a_profile_goes_before_numbers(colours, ending):
    data = hostile_files.by_numbers(colours, ending, 9, 16)
    with Image.open(io.BytesIO(data)) as picture:
        assert nclx.of(picture, data) == (9, 16)
        picture.info["icc_profile"] = hostile_files.p3()
        assert nclx.of(picture, data) is None


def test_broken_boxes_say_nothing(colours):
    data = hostile_files.by_numbers(colours, "avif", 9, 16)
    with Image.open(io.BytesIO(data)) as picture:
        assert nclx.of(picture, data) == (9, 16)
        assert nclx.of(picture, data[:60]) is None
        for at in range(4, 300, 3):
            nclx.of(picture, data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :])
