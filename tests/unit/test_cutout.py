"""A finished picture is saved whole, under the format that its name says, and never over its original."""

import io
import os

import numpy as np
import pytest
from PIL import Image

from mattebox import Cutout, InvalidOption, Output, WouldOverwrite
from mattebox.cutout import FORMATS, format_of, write_whole
from mattebox.files import metadata
from pictures import camera_photo

KINDS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "tiff": "TIFF"}


@pytest.fixture
def pixels():
    rgba = np.random.default_rng(5).integers(0, 256, (24, 32, 4), np.uint8)
    rgba[:12, :, 3] = 255
    return rgba


@pytest.fixture
def cutout(pixels):
    return Cutout(pixels, pixels[..., 3], True)


def test_the_same_pixels_in_every_form(cutout, pixels):
    np.testing.assert_array_equal(np.asarray(cutout.image), pixels)
    np.testing.assert_array_equal(np.asarray(cutout.mask), pixels[..., 3])
    np.testing.assert_array_equal(cutout.alpha, pixels[..., 3])
    assert (cutout.image.mode, cutout.mask.mode) == ("RGBA", "L")
    with Image.open(io.BytesIO(cutout.encoded())) as read:
        np.testing.assert_array_equal(np.asarray(read), pixels)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_ending_says_the_format(cutout, tmp_path, ending):
    for name in (f"a{ending}", f"b{ending.upper()}"):
        path = cutout.save(tmp_path / name)
        with Image.open(path) as image:
            assert image.format == KINDS[FORMATS[ending]] and image.size == (32, 24)
    assert len(list(tmp_path.iterdir())) == 2, "nothing else is left"


@pytest.mark.parametrize("name", ["a.gif", "a", "a.png.", ".png", "a.bmp"])
def test_other_endings_are_refused_before_anything_is_written(cutout, tmp_path, name):
    with pytest.raises(InvalidOption, match=r"can not be written; its name can end in \.png"):
        cutout.save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_kinds_that_share_an_ending(tmp_path):
    for wanted, mode in (("png", "RGBA"), ("png8", "P"), ("mask", "L")):
        rgba = np.zeros((9, 9, 4), np.uint8)
        with Image.open(Cutout(rgba, rgba[..., 3], True, output=Output(wanted)).save(tmp_path / "a.png")) as image:
            assert image.mode == mode
    assert format_of(tmp_path / "a.jpg", "mask") == "jpeg"


def test_what_else_was_wanted_of_the_file_holds_for_any_format(pixels, tmp_path):
    tags = metadata.read(camera_photo())
    told = {}
    for quality in (10, 95):
        output = Output("webp", quality=quality, metadata="camera")
        path = Cutout(pixels, pixels[..., 3], True, output=output, _tags=tags).save(tmp_path / f"{quality}.jpg")
        told[quality] = path.stat().st_size
        with Image.open(path) as image:
            assert image.getexif()[0x010F] == "Maker" and image.info["dpi"] == (240, 240)
    assert told[10] < told[95]


def test_never_over_the_original_under_any_name(pixels, tmp_path):
    original = tmp_path / "photo.png"
    Image.fromarray(pixels).save(original)
    before = original.read_bytes()
    (tmp_path / "hard.png").hardlink_to(original)
    (tmp_path / "soft.png").symlink_to(original)
    (tmp_path / "sub").mkdir()
    cutout = Cutout(pixels, pixels[..., 3], True, source=original)
    for name in ("photo.png", "hard.png", "soft.png", "sub/../photo.png"):
        with pytest.raises(WouldOverwrite, match="under another name"):
            cutout.save(tmp_path / name)
    assert original.read_bytes() == before
    cutout.save(tmp_path / "other.png")
    cutout.save(tmp_path / "other.png")
    original.unlink()
    cutout.save(tmp_path / "photo.png")


def test_a_file_is_whole_or_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    write_whole(path, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    write_whole(path, b"new")
    assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]


def test_names_as_long_as_can_be(tmp_path):
    write_whole(tmp_path / ("n" * 251 + ".png"), b"x")


def test_a_missing_folder_is_told(cutout, tmp_path):
    with pytest.raises(FileNotFoundError):
        cutout.save(tmp_path / "none" / "a.png")
