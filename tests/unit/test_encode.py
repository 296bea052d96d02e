"""Files of every format, read back by Pillow."""

import io

import numpy as np
import pytest
from PIL import Image

from mattebox.errors import TooLong
from mattebox.files import encode, metadata, png
from mattebox.files.metadata import Tags
from mattebox.imaging import srgb_profile
from mattebox.options.output import Output
from mattebox.progress import drain
from pictures import camera_photo

FORMATS = {"png": "PNG", "png8": "PNG", "webp": "WEBP", "jpeg": "JPEG", "mask": "PNG", "tiff": "TIFF"}


def picture():
    """Smooth colours and a matte with every level."""
    y, x = np.mgrid[:120, :160].astype(np.float32)
    alpha = np.clip((50 - np.hypot(x - 80, y - 60)) * 12 + 128, 0, 255)
    rgba = np.dstack([x * 1.5, y * 2, 255 - x, alpha]).astype(np.uint8)
    rgba[rgba[..., 3] == 0] = 0
    return rgba


def write(rgba, tags=None, dpi=None, **output):
    parts = []
    fractions = list(encode.write(rgba, Output(**output), tags or Tags(), dpi, parts.append))
    assert fractions[-1] == 1
    return b"".join(parts)


def read(data):
    out = Image.open(io.BytesIO(data))
    out.load()
    return out


def test_a_png_without_anything_else_is_what_it_has_always_been():
    assert write(picture()) == png.encode(picture())


@pytest.mark.parametrize("output", [{"format": "png"}, {"format": "webp", "lossless": True}, {"format": "tiff"}])
def test_lossless_formats_keep_every_bit(output):
    rgba = np.random.default_rng(0).integers(0, 256, (60, 70, 4), dtype=np.uint8)
    out = read(write(rgba, **output))
    assert out.mode == "RGBA"
    np.testing.assert_array_equal(np.asarray(out), rgba)


def test_a_tiff_has_the_mask_as_its_second_page():
    out = Image.open(io.BytesIO(write(picture(), format="tiff")))
    assert out.n_frames == 2
    out.seek(1)
    assert out.mode == "L"
    np.testing.assert_array_equal(np.asarray(out), picture()[..., 3])


def test_the_mask_is_the_alpha():
    out = read(write(picture(), format="mask"))
    assert out.mode == "L" and out.info["srgb"] == 0
    np.testing.assert_array_equal(np.asarray(out), picture()[..., 3])


def test_a_jpeg_lies_on_white():
    out = read(write(picture(), format="jpeg", quality=95))
    assert out.mode == "RGB"
    rgba = picture()
    share = rgba[..., 3:] / 255
    difference = abs(np.asarray(out) - (share * rgba[..., :3] + (1 - share) * 255))
    assert difference.mean() < 2
    assert (np.asarray(out)[:5, :5] >= 253).all()


def test_lossy_webp_keeps_alpha():
    out = read(write(picture(), format="webp", quality=85))
    np.testing.assert_array_equal(np.asarray(out)[..., 3], picture()[..., 3])
    opaque = picture()[..., 3] == 255
    assert abs(np.asarray(out)[opaque].astype(np.int16) - picture()[opaque]).mean() < 3


def test_a_palette_has_256_colours_and_transparency():
    out = read(write(picture(), format="png8"))
    assert out.mode == "P"
    pixels = np.asarray(out.convert("RGBA"))
    assert abs(pixels.astype(np.int16) - picture())[picture()[..., 3] == 255].mean() < 8
    assert pixels[0, 0, 3] == 0
    assert len(write(picture(), format="png8")) < len(write(picture()))


@pytest.mark.parametrize("quality", [90, 94, 95, 100])
@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_noise_is_saved_at_every_quality(kind, quality):
    rgba = np.random.default_rng(0).integers(0, 256, (600, 600, 4), dtype=np.uint8)
    rgba[..., 3] = 255
    out = read(write(rgba, camera(40_000), format=kind, quality=quality, metadata="camera"))
    assert out.size == (600, 600)
    assert abs(np.asarray(out.convert("RGB"))[..., 1].astype(np.int16) - rgba[..., 1]).mean() < 40
    assert len(out.getexif().get_ifd(EXIF)[USER_COMMENT]) > 40_000


EXIF, GPS, USER_COMMENT = 0x8769, 0x8825, 0x9286


def camera(length, text=0):
    """Tags with a comment of so many bytes, and a description of so many letters."""
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    if text:
        exif[0x010E] = "d" * text
    exif[EXIF] = {0x829A: 0.01, USER_COMMENT: b"ASCII\0\0\0" + b"x" * length}
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 0.0)}
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "PNG", exif=exif)
    return metadata.read(photo.getvalue())


def notices(tags, **output):
    parts = []
    return drain(encode.write(picture(), Output(**output), tags, None, parts.append)), read(b"".join(parts))


@pytest.mark.parametrize(("length", "text"), [(90_000, 0), (10, 70_000), (40_000, 40_000), (65_470, 0)])
def test_a_jpeg_without_room_for_all_of_the_camera_data_says_so(length, text):
    told, out = notices(camera(length, text), format="jpeg", metadata="all")
    assert told == ("metadata-shortened",)
    kept = out.getexif()
    assert kept[0x010F] == "Maker" and kept[0x0112] == 1
    assert kept.get_ifd(EXIF)[0x829A] == pytest.approx(0.01) and kept.get_ifd(GPS)[1] == "N"
    assert kept.get(0x010E, "d" * 40_000) == "d" * 40_000


@pytest.mark.parametrize("kind", ["png", "webp", "mask", "png8", "tiff"])
def test_other_formats_have_room_for_it(kind):
    told, out = notices(camera(90_000), format=kind, metadata="camera")
    assert told == () and len(out.getexif().get_ifd(EXIF)[USER_COMMENT]) > 90_000


def test_what_fits_into_a_jpeg_is_kept_whole():
    told, out = notices(camera(64_000), format="jpeg", metadata="camera")
    assert told == () and len(out.getexif().get_ifd(EXIF)[USER_COMMENT]) > 64_000
    assert notices(camera(90_000), format="jpeg")[0] == ()  # nothing was to be kept


@pytest.mark.parametrize(("kind", "side"), [("webp", 16_384), ("jpeg", 65_501)])
def test_a_side_that_a_format_cannot_hold_is_refused(kind, side):
    for shape in ((1, side), (side, 1)):
        with pytest.raises(TooLong, match=rf"up to {side - 1} pixels a side.*save it as PNG or TIFF"):
            next(encode.write(np.zeros((*shape, 4), np.uint8), Output(format=kind), Tags(), None, bytes))
    assert read(write(np.zeros((1, side - 1, 4), np.uint8), format=kind)).width == side - 1


@pytest.mark.parametrize("kind", ["png", "tiff", "mask"])
def test_others_hold_it(kind):
    assert read(write(np.zeros((1, 70_000, 4), np.uint8), format=kind)).width == 70_000


def test_a_resolution_that_a_jpeg_cannot_tell_is_not_told_wrong():
    assert read(write(picture(), Tags(dpi=(70_000, 70_000)), format="jpeg")).info.get("dpi", (1, 1)) <= (72, 72)


def test_quality_counts():
    for name in ("jpeg", "webp"):
        assert len(write(picture(), format=name, quality=30)) < len(write(picture(), format=name, quality=95))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_srgb_and_its_resolution(name):
    out = read(write(picture(), Tags(dpi=(240, 240)), format=name))
    assert out.format == FORMATS[name]
    assert out.info.get("icc_profile") == srgb_profile.srgb() or out.info["srgb"] == 0
    if name != "webp":
        assert out.info["dpi"] == pytest.approx((240, 240), abs=0.1)
        set_ = read(write(picture(), Tags(dpi=(240, 240)), 300, format=name))
        assert set_.info["dpi"] == pytest.approx((300, 300), abs=0.1)


@pytest.mark.parametrize("name", FORMATS)
def test_metadata_is_removed_unless_it_is_to_be_kept(name):
    tags = metadata.read(camera_photo())
    none = write(picture(), tags, format=name)
    assert b"Maker" not in none and not read(none).getexif().get_ifd(0x8825)
    camera = read(write(picture(), tags, format=name, metadata="camera")).getexif()
    assert camera[0x010F] == "Maker" and camera[0x0112] == 1
    assert not camera.get_ifd(0x8825)
    everything = read(write(picture(), tags, format=name, metadata="all")).getexif()
    assert everything.get_ifd(0x8825)
