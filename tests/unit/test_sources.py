"""Pictures as Python has them, however they come, are the same pixels."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from mattebox.errors import InvalidSource, UnreadableImage
from mattebox.files import decode
from mattebox.sources import open_source
from pictures import camera_photo


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    pixels = np.random.default_rng(3).integers(0, 256, (20, 30, 4), np.uint8)
    Image.fromarray(pixels).save(path, dpi=(300, 300))
    return path, pixels


def test_each_way_in_gives_the_same_pixels(photo):
    path, pixels = photo
    data = path.read_bytes()
    with path.open("rb") as file, Image.open(path) as image:
        ways = [path, str(path), data, bytearray(data), memoryview(data), io.BytesIO(data), file, image, pixels]
        for way in ways:
            opened = open_source(way)
            np.testing.assert_array_equal(opened.image, pixels)
            assert opened.image is not pixels and opened.image.flags.c_contiguous and opened.image.flags.writeable
            assert opened.notices == {}
            assert opened.path == (path if way is path or isinstance(way, str) or way is file else None)
            dpi = None if way is pixels else (pytest.approx(300, abs=0.01),) * 2
            assert opened.tags.dpi == dpi


def test_arrays_of_grey_and_of_colours():
    grey = np.arange(200, dtype=np.uint8).reshape(10, 20)
    for array in (grey, grey[..., None], np.repeat(grey[..., None], 3, axis=2), np.asfortranarray(grey)):
        rgba = open_source(array).image
        np.testing.assert_array_equal(rgba, np.dstack([grey, grey, grey, np.full_like(grey, 255)]))


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((9, 9), np.float32),
        np.zeros((9, 9, 3), np.uint16),
        np.zeros((9, 9, 2), np.uint8),
        np.zeros((9,), np.uint8),
        np.zeros((0, 9, 3), np.uint8),
        np.zeros((2, 9, 9, 3), np.uint8),
        np.zeros((9, 9), bool),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_other_arrays_are_refused_by_name(wrong):
    with pytest.raises(InvalidSource, match=rf"an array of {wrong.dtype} .* give uint8"):
        open_source(wrong)


@pytest.mark.parametrize("wrong", [None, 3, ["a.png"], io.StringIO("text"), object()], ids=lambda it: type(it).__name__)
def test_what_is_no_picture_is_refused_by_its_type(wrong):
    with pytest.raises(InvalidSource, match=rf"cannot be a {type(wrong).__name__}; give its bytes, its path"):
        open_source(wrong)
    assert issubclass(InvalidSource, TypeError)


def test_what_cannot_be_read_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_source(tmp_path / "none.png")
    with pytest.raises(OSError, match=str(tmp_path)):
        open_source(tmp_path)
    with pytest.raises(UnreadableImage, match="empty"):
        open_source(b"")


def test_a_pillow_image_is_as_its_file_and_stays_as_it_is():
    data = camera_photo()
    expected, _ = decode.open_image(data)
    image = Image.open(io.BytesIO(data))
    opened = open_source(image)
    np.testing.assert_array_equal(opened.image, expected)
    assert image.size == (64, 48) and image.getexif()[0x0112] == 6, "not turned"
    assert opened.tags == open_source(data).tags
    assert b"Maker" in opened.tags.camera


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "CMYK", "YCbCr", "I;16", "F", "HSV"])
def test_pillow_images_of_any_mode(mode):
    image = Image.new(mode, (8, 6), 1 if mode in ("1", "P", "L", "I;16", "F") else 0)
    assert open_source(image).image.shape == (6, 8, 4)


def test_a_pillow_images_profile_is_converted():
    lab = ImageCms.createProfile("sRGB")
    image = Image.new("RGB", (4, 4), (200, 30, 60))
    image.info["icc_profile"] = ImageCms.ImageCmsProfile(lab).tobytes()
    assert abs(open_source(image).image[0, 0, :3].astype(int) - (200, 30, 60)).max() <= 1


def test_large_images_are_scaled_down_and_said():
    image, notices = decode.open_picture(Image.new("RGB", (3000, 2000)), most=1_500_000)
    assert image.shape == (1000, 1500, 4)
    assert notices == {"scaled": {"from": 6, "to": 2}}


def test_heic_is_read_where_its_package_is(heif, photo, tmp_path):
    import pillow_heif

    path: Path = tmp_path / "photo.heic"
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), (10, 200, 60))).save(path)
    Image.OPEN.pop("HEIF")
    Image.ID.remove("HEIF")
    opened = open_source(path)
    assert opened.image.shape == (48, 64, 4) and abs(opened.image[20, 20, :3].astype(int) - (10, 200, 60)).max() < 6
