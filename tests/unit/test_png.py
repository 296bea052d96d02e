"""The PNG writer, read back by Pillow bit for bit."""

import io
import warnings

import numpy as np
import pytest
from PIL import Image

from mattebox import png


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (9, 1), (37, 53)])
def test_round_trip(size):
    rgba = np.random.default_rng(0).integers(0, 256, (*size, 4), dtype=np.uint8)
    with Image.open(io.BytesIO(png.encode(rgba))) as picture:
        assert picture.mode == "RGBA"
        np.testing.assert_array_equal(np.asarray(picture), rgba)
        assert picture.info["srgb"] == 0


def test_colour_under_full_transparency_survives():
    rgba = np.array([[[200, 100, 50, 0], [1, 2, 3, 1]]], np.uint8)
    with Image.open(io.BytesIO(png.encode(rgba))) as picture:
        np.testing.assert_array_equal(np.asarray(picture), rgba)


def test_a_damaged_chunk_is_noticed_by_the_reader():
    data = bytearray(png.encode(np.zeros((8, 8, 4), np.uint8)))
    data[data.index(b"IHDR") + 5] ^= 1
    with warnings.catch_warnings(), pytest.raises(OSError):
        warnings.simplefilter("ignore")
        Image.open(io.BytesIO(bytes(data))).load()


def test_filtered_rows_carry_one_type_byte_each():
    assert png.filter_rows(np.zeros((3, 5, 4), np.uint8)).shape == (3, 21)
