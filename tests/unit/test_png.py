"""The PNG writer, read back by Pillow bit for bit."""

import io
import warnings

import numpy as np
import pytest
from PIL import Image

from mattebox.files import png


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


def test_bands_of_rows_join_without_a_seam(monkeypatch):
    rgba = np.random.default_rng(1).integers(0, 256, (23, 11, 4), dtype=np.uint8)
    monkeypatch.setattr(png, "BAND", 4 * 11 * 3)
    parts: list[bytes] = []
    assert list(png.write(rgba, parts.append)) == [pytest.approx(min(1, 3 * i / 23)) for i in range(1, 9)]
    with Image.open(io.BytesIO(b"".join(parts))) as picture:
        np.testing.assert_array_equal(np.asarray(picture), rgba)


def test_what_is_transparent_takes_no_room():
    rgba = np.zeros((1000, 1000, 4), np.uint8)
    assert len(png.encode(rgba)) < 6000
