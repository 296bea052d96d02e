"""The TIFF writer, read back by Pillow and by our own reader, with EXIF of both byte orders."""

import io
import struct

import numpy as np
import pytest
from PIL import Image

from mattebox.files import decode, tiff_writer
from mattebox.files.encode import write
from mattebox.files.metadata import Tags
from mattebox.imaging import srgb_profile
from mattebox.options.output import Output

EXIF, GPS = 0x8769, 0x8825


def made(rgba, **more):
    parts = []
    fractions = list(tiff_writer.write(rgba, parts.append, **more))
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1)
    return b"".join(parts), fractions


def noise(height, width):
    return np.random.default_rng(0).integers(0, 256, (height, width, 4), dtype=np.uint8)


def pages(data):
    with Image.open(io.BytesIO(data)) as picture:
        for index in range(picture.n_frames):
            picture.seek(index)
            yield np.asarray(picture), dict(picture.tag_v2)


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (9, 1), (37, 53), (300, 1500)])
def test_both_pages_come_back_bit_for_bit(size, monkeypatch):
    monkeypatch.setattr(tiff_writer, "STRIP", 10_000)
    rgba = noise(*size)
    data, _ = made(rgba, dpi=(300, 299.5), profile=srgb_profile.srgb())
    (picture, tags), (mask, others) = pages(data)
    np.testing.assert_array_equal(picture, rgba)
    np.testing.assert_array_equal(mask, rgba[..., 3])
    assert tags[338] == (2,) and tags[34675] == srgb_profile.srgb() and 338 not in others and 34675 not in others
    for each in (tags, others):
        assert (float(each[282]), float(each[283]), each[296]) == (300, 299.5, 2)


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_is_kept_whole_in_either_byte_order(order):
    exif = Image.Exif()
    exif.endian = order
    exif[0x010F], exif[0x0112] = "Maker", 1
    exif[EXIF] = {0x829A: 0.01, 0x9286: b"ASCII\0\0\0" + b"x" * 5000, 0xA431: "12345"}
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 0.0)}
    block = exif.tobytes().removeprefix(b"Exif\0\0")
    assert block[:2] == (b"II" if order == "<" else b"MM")
    rgba = noise(20, 30)
    data, _ = made(rgba, exif=block, dpi=(240, 240))
    with Image.open(io.BytesIO(data)) as picture:
        found = picture.getexif()
        assert found[0x010F] == "Maker" and found[0x0112] == 1
        assert found.get_ifd(EXIF)[0xA431] == "12345" and len(found.get_ifd(EXIF)[0x9286]) == 5008
        assert found.get_ifd(GPS)[2] == (51, 30, 0)
        np.testing.assert_array_equal(np.asarray(picture), rgba)
        picture.seek(1)
        assert 0x010F not in picture.tag_v2 and GPS not in picture.tag_v2


def test_tags_stand_in_order_and_even_addresses():
    """As readers may rely upon (TIFF 6.0, section 2)."""
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = "odd", "rights"
    data, _ = made(noise(33, 41), exif=exif.tobytes().removeprefix(b"Exif\0\0"), dpi=(72, 72), profile=b"abc")
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(order + "I", data, 4)
    directories = 0
    while at:
        assert at % 2 == 0
        (count,) = struct.unpack_from(order + "H", data, at)
        tags = [struct.unpack_from(order + "H", data, at + 2 + 12 * i)[0] for i in range(count)]
        assert tags == sorted(set(tags))
        (at,) = struct.unpack_from(order + "I", data, at + 2 + 12 * count)
        directories += 1
    assert directories == 2


def test_it_can_be_cancelled_between_strips():
    _, fractions = made(noise(1200, 1000))
    assert len(fractions) >= 5


def test_what_it_writes_it_reads():
    rgba = noise(60, 50)
    rgba[..., 3] = 255
    parts = []
    for _ in write(rgba, Output(format="tiff"), Tags(), None, parts.append):
        pass
    np.testing.assert_array_equal(decode.open_image(b"".join(parts))[0], rgba)


def test_photographs_take_no_more_room_than_before(photos):
    """libtiff's deflate without a predictor, both pages."""
    with Image.open(photos["astronaut"]) as picture:
        rgba = np.asarray(picture.convert("RGBA"))
    before = io.BytesIO()
    whole = Image.fromarray(rgba)
    mask = whole.getchannel("A")
    whole.save(before, "TIFF", compression="tiff_deflate", save_all=True, append_images=[mask])
    assert len(made(rgba)[0]) < 1.05 * len(before.getvalue())
