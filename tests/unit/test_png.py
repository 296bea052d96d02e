"""The PNG writer, read back by Pillow bit for bit."""

import io
import warnings
import zlib

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


def test_every_filter_is_chosen_somewhere_and_undone_by_the_reader():
    noise = np.random.default_rng(2).integers(0, 255, (90, 120, 4), np.uint8)
    rgba = noise.copy()
    rgba[:30] = noise[:30, :1]  # alike along a row
    rgba[30:60] = noise[:1]  # alike down a column
    # and in both directions
    rgba[60:] = np.asarray(Image.fromarray(noise[60:]).resize((30, 8)).resize((120, 30), Image.Resampling.BILINEAR))
    data = png.encode(rgba)
    rows = zlib.decompress(b"".join(chunks(data, b"IDAT")))[:: 1 + 4 * 120]
    assert set(rows) == {1, 2, 3}
    with Image.open(io.BytesIO(data)) as picture:
        np.testing.assert_array_equal(np.asarray(picture), rgba)


def chunks(data, kind):
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == kind:
            yield data[at + 8 : at + 8 + length]
        at += 12 + length


def test_photographs_take_less_room_than_with_one_filter(photos):
    """Before, all rows were filtered by the one above."""
    ratios = []
    for name in ("astronaut", "chelsea", "coffee"):
        with Image.open(photos[name]) as picture:
            rgba = np.asarray(picture.convert("RGBA"))
        flat = rgba.reshape(len(rgba), -1)
        up = np.diff(flat, axis=0, prepend=np.zeros((1, flat.shape[1]), np.uint8))
        deflate = zlib.compressobj(1, memLevel=9, strategy=zlib.Z_RLE)
        before = len(deflate.compress(np.pad(up, ((0, 0), (1, 0)), constant_values=2).tobytes()) + deflate.flush())
        ratios.append(len(png.encode(rgba)) / before)
    assert max(ratios) < 0.99 and np.mean(ratios) < 0.97


def test_what_is_transparent_takes_no_room():
    rgba = np.zeros((1000, 1000, 4), np.uint8)
    assert len(png.encode(rgba)) < 6000
