"""Pictures that lie on their sides: turned once, whatever holds them, and told to be upright afterwards."""

import io

import numpy as np
import pytest
from PIL import Image

import hostile_files
from mattebox.files import decode, metadata, orientation

KINDS = ("tiff", "mpo", "jp2", "webp", "png", "late.png")


@pytest.fixture(scope="module")
def picture():
    """Wider than high, smooth, and another in each corner."""
    y, x = np.mgrid[0:1:24j, 0:1:40j]
    return Image.fromarray(np.dstack([255 * x, 255 * y, 255 * (1 - x) * y]).astype(np.uint8))


def upright(picture, tag):
    transpose = orientation._UPRIGHT.get(tag)
    return np.asarray(picture if transpose is None else picture.transpose(transpose))


@pytest.mark.parametrize("tag", range(1, 10))
@pytest.mark.parametrize("kind", KINDS)
def test_each_is_turned_once(picture, kind, tag):
    rgba, _ = decode.open_image(hostile_files.lies(picture, tag, kind))
    expected = upright(picture, tag)
    assert rgba.shape[:2] == expected.shape[:2]
    assert np.abs(rgba[..., :3].astype(np.int16) - expected).max() <= (0 if kind in {"tiff", "png", "late.png"} else 12)


@pytest.mark.parametrize("kind", ["tiff", "mpo", "late.png"])
def test_what_is_scaled_down_is_turned_once(picture, kind):
    rgba, notices = decode.open_image(hostile_files.lies(picture, 6, kind), 240)
    assert "scaled" in notices and rgba.shape[:2] == (20, 12)
    small = np.asarray(Image.fromarray(upright(picture, 6)).resize((12, 20), Image.Resampling.BOX))
    assert np.abs(rgba[..., :3].astype(np.int16) - small).mean() < 8


@pytest.mark.parametrize("kind", KINDS)
def test_its_exif_is_kept_as_of_an_upright_picture(picture, kind):
    exif = Image.Exif()
    exif.load(metadata.read(hostile_files.lies(picture, 6, kind)).exif("all"))
    assert dict(exif) == {hostile_files.ORIENTATION: 1, hostile_files.MAKE: hostile_files.MAKER}


@pytest.mark.usefixtures("heif")
@pytest.mark.parametrize("ending", ["avif", "heic"])
def test_in_heif_exif_does_not_turn(picture, ending):
    data = hostile_files.exif_only(picture, ending)
    assert np.abs(decode.open_image(data)[0][..., :3].astype(np.int16) - np.asarray(picture)).mean() < 6
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.size == picture.size
