"""Files tell nothing of their original that was not asked for: read by ExifTool."""

import io
from typing import get_args

import numpy as np
import pytest
from PIL import Image

import exif_tool
from mattebox.files import encode, metadata
from mattebox.options.output import Format, Output

FORMATS = get_args(Format)
EXIF, MAKER_NOTE = 0x8769, 0x927C


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """A JPEG that tells all that there is to tell."""
    path = tmp_path_factory.mktemp("Sesame Street") / "Sesame.jpg"
    Image.effect_noise((64, 48), 80).convert("RGB").save(path, quality=90)
    exif_tool.plant(path)
    return path.read_bytes()


def saved(photo, **output):
    rng = np.random.default_rng(7)
    parts = []
    for _ in encode.write(
        rng.integers(0, 255, (48, 64, 4), np.uint8), Output(**output), metadata.read(photo), None, parts.append
    ):
        pass
    return b"".join(bytes(part) for part in parts)


def test_the_reader_sees_what_is_planted(photo):
    told = exif_tool.told(photo)
    assert {name.split(":")[0] for name in told} >= {"IFD0", "ExifIFD", "GPS", "IFD1", "XMP-dc", "IPTC", "Photoshop"}
    assert sum(value == exif_tool.SECRET for value in told.values()) >= 15
    assert photo.count(b"\xff\xd8\xff") == 2  # the picture and its thumbnail


@pytest.mark.parametrize(("kind", "lossless"), [*((kind, False) for kind in FORMATS), ("webp", True)])
def test_nothing_is_told_unless_asked_for(photo, kind, lossless):
    data = saved(photo, format=kind, lossless=lossless)
    assert exif_tool.told(data) == {}
    assert exif_tool.SECRET.encode() not in data


@pytest.mark.parametrize("kind", FORMATS)
def test_the_camera_is_told_without_the_place_and_the_thumbnail(photo, kind):
    told = exif_tool.told(saved(photo, format=kind, metadata="camera"))
    assert told["IFD0:Make"] == exif_tool.SECRET
    assert {name.split(":")[0] for name in told} <= {"IFD0", "ExifIFD"}
    assert not [name for name in told if "GPS" in name or "Thumbnail" in name]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_place_is_told_only_when_asked_for(photo, kind):
    data = saved(photo, format=kind, metadata="all")
    told = exif_tool.told(data)
    assert str(told["GPS:GPSLatitude"]).startswith("51 deg")
    assert not [name for name in told if "Thumbnail" in name or name.startswith(("IFD1", "XMP", "IPTC"))]


@pytest.mark.parametrize("kept", ["camera", "all"])
def test_the_makers_own_notes_are_dropped(photo, kept):
    """Nobody can tell whether a place or a preview is in them."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(photo)) as picture:
        exif = picture.getexif()
        exif.get_ifd(EXIF)[MAKER_NOTE] = b"Apple iOS\0\0\1MM Sesame Street 1"
        exif[EXIF] = exif.get_ifd(EXIF)
        picture.save(out, "JPEG", exif=exif)
    assert b"Sesame Street 1" in out.getvalue()
    assert b"Sesame Street 1" not in saved(out.getvalue(), format="jpeg", metadata=kept)
