"""Decoding with Pillow: orientation, odd modes, damage."""

import io

import numpy as np
import pytest
from PIL import Image

from mattebox.errors import TooLarge, UnreadableImage
from mattebox.files import decode


def saved(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def corner_picture():
    rgb = np.zeros((20, 30, 3), np.uint8)
    rgb[:10, :15] = (255, 0, 0)
    return Image.fromarray(rgb)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_undone(orientation):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # PIL.Image.Transpose members that Pillow applies itself
    stored = corner_picture()
    if orientation in undo:
        inverse = {4: 2, 2: 4}.get(undo[orientation], undo[orientation])
        stored = stored.transpose(Image.Transpose(inverse))
    exif = Image.Exif()
    exif[0x0112] = orientation
    rgba, _ = decode.open_image(saved(stored, "JPEG", exif=exif, quality=95))
    assert rgba.shape == (20, 30, 4)
    assert rgba[4, 6, 0] > 200 and rgba[15, 25, 0] < 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_rgba(mode):
    picture = corner_picture()
    picture = Image.fromarray(np.full((20, 30), 40000, np.uint16)) if mode == "I;16" else picture.convert(mode)
    rgba, _ = decode.open_image(saved(picture, "TIFF" if mode == "CMYK" else "PNG"))
    assert rgba.shape == (20, 30, 4) and rgba.dtype == np.uint8
    if mode == "I;16":
        assert rgba[0, 0].tolist() == [156, 156, 156, 255]


def test_straight_alpha_survives():
    rgba = np.array([[[200, 100, 50, 3], [9, 8, 7, 255]]], np.uint8)
    got, _ = decode.open_image(saved(Image.fromarray(rgba), "PNG"))
    np.testing.assert_array_equal(got, rgba)


def test_the_first_frame_of_an_animation_is_taken_and_said():
    frames = [Image.new("RGB", (8, 8), c) for c in ("red", "blue")]
    rgba, notices = decode.open_image(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert rgba[0, 0].tolist() == [255, 0, 0, 255] and notices == {"first-frame": {}}


def test_too_many_pixels_are_scaled_down_and_said():
    rgba, notices = decode.open_image(saved(Image.new("RGB", (2400, 1600)), "PNG"), 1_000_000)
    assert 990_000 < rgba.shape[0] * rgba.shape[1] <= 1_000_000
    assert notices == {"scaled": {"from": 4, "to": 1}}


def test_an_unbelievable_size_is_refused(monkeypatch):
    monkeypatch.setattr(decode, "REFUSED_PIXELS", 300)
    with pytest.raises(TooLarge):
        decode.open_image(saved(corner_picture(), "PNG"))


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_unreadable(data):
    with pytest.raises(UnreadableImage):
        decode.open_image(data)


def test_truncated_files_are_unreadable():
    data = saved(Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)), "PNG")
    with pytest.raises(UnreadableImage):
        decode.open_image(data[: len(data) // 2])
