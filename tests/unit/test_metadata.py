"""What is kept of an original's metadata, and what never is."""

import io

import pytest
from PIL import Image

from mattebox.files import metadata
from pictures import camera_photo

EXIF, GPS = 0x8769, 0x8825


def loaded(exif):
    out = Image.Exif()
    out.load(exif)
    return out


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_the_camera_is_kept_without_the_place(kind):
    tags = metadata.read(camera_photo(kind))
    assert tags.dpi == pytest.approx((240, 240), abs=0.1)
    kept = loaded(tags.exif("camera"))
    assert kept[0x010F] == "Maker" and kept[0x0112] == 1
    assert not kept.get_ifd(GPS)
    if kind != "TIFF":  # Pillow writes no directories into the test's file
        assert dict(kept.get_ifd(EXIF)) == {0x829A: 0.01, 0x9003: "2024:05:06 07:08:09"}


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
def test_of_pictures_that_pillow_need_not_know_too(kind, request, monkeypatch):
    """As in the browser, whose Pillow reads neither."""
    request.getfixturevalue("heif")
    data = camera_photo(kind)
    monkeypatch.delitem(Image.OPEN, kind)
    tags = metadata.read(data)
    everything = loaded(tags.exif("all"))
    assert everything[0x010F] == "Maker" and everything[0x0112] == 1
    assert dict(everything.get_ifd(GPS)) == {1: "N", 2: (51.0, 30.0, 0.0)}
    assert not loaded(tags.exif("camera")).get_ifd(GPS)
    assert dict(loaded(tags.exif("camera")).get_ifd(EXIF)) == {0x829A: 0.01, 0x9003: "2024:05:06 07:08:09"}
    assert metadata.read(data[:200]) == metadata.Tags()


def test_all_has_the_place_and_none_has_nothing():
    tags = metadata.read(camera_photo())
    assert dict(loaded(tags.exif("all")).get_ifd(GPS)) == {1: "N", 2: (51.0, 30.0, 0.0)}
    assert tags.exif("none") == b""


def test_the_thumbnail_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    head = bytearray(exif.tobytes().removeprefix(b"Exif\0\0"))
    thumbnail = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(thumbnail, "JPEG")
    # A second directory, as cameras write it, that points to a small JPEG.
    little = head[:2] == b"II"
    order = "little" if little else "big"
    start = int.from_bytes(head[4:8], order)
    count = int.from_bytes(head[start : start + 2], order)
    link = start + 2 + 12 * count
    second = len(head)
    entries = b""
    for tag, value in ((0x0201, second + 2 + 24 + 4), (0x0202, len(thumbnail.getvalue()))):
        entries += b"".join(n.to_bytes(size, order) for n, size in ((tag, 2), (4, 2), (1, 4), (value, 4)))
    head[link : link + 4] = second.to_bytes(4, order)
    data = bytes(head) + (2).to_bytes(2, order) + entries + bytes(4) + thumbnail.getvalue()
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=b"Exif\0\0" + data)
    assert thumbnail.getvalue() in out.getvalue()
    kept = metadata.read(out.getvalue()).exif("all")
    assert loaded(kept)[0x010F] == "Maker"
    assert b"\xff\xd8\xff" not in kept


@pytest.mark.parametrize("data", [b"", b"no picture", camera_photo()[:40]])
def test_what_cannot_be_read_tells_nothing(data):
    assert metadata.read(data) == metadata.Tags()


def test_a_picture_that_says_nothing():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    assert metadata.read(out.getvalue()) == metadata.Tags()


def test_of_a_png_without_tags_no_pixel_is_decoded():
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, "PNG", dpi=(240, 240))
    cut = out.getvalue()[: out.tell() // 2]
    assert metadata.read(cut).dpi == pytest.approx((240, 240), abs=0.1)


def test_tags_behind_a_pngs_pixels_are_found():
    data = camera_photo("PNG")
    at, end = data.index(b"eXIf") - 4, data.index(b"IEND") - 4
    length = 12 + int.from_bytes(data[at : at + 4], "big")
    moved = data[:at] + data[at + length : end] + data[at : at + length] + data[end:]
    assert moved.index(b"eXIf") > moved.index(b"IDAT")
    assert metadata.read(moved) == metadata.read(data)


def test_the_head_of_a_jpeg_tells_all():
    """The browser reads no more of a large one for its tags."""
    data = camera_photo()
    assert metadata.read(data[: data.index(b"\xff\xda") + 20]) == metadata.read(data)


@pytest.mark.parametrize("dpi", [(0, 0), (1, 1), (4e9, 300), (300, 4e9)])
def test_a_resolution_that_nothing_has_is_none(dpi):
    """The PNG writer counts pixels per metre in 32 bits."""
    assert metadata.read(camera_photo("TIFF", dpi)).dpi is None
