"""ExifTool: what files tell besides their pixels, by a reader and writer that shares nothing with Pillow."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.here import WEB

PROGRAM = WEB / "node_modules" / "exiftool-vendored.pl" / "bin" / "exiftool"

SECRET = "Sesame"
PLACE = ("51.477928", "-0.001545")
# Into every place where JPEGs are told who, where and with what.
PLANT = [
    *(f"-EXIF:{tag}={SECRET}" for tag in ("Make", "Model", "Artist", "ImageDescription", "UserComment", "OwnerName")),
    *(f"-EXIF:{tag}={SECRET}" for tag in ("SerialNumber", "LensSerialNumber", "XPAuthor", "XPComment", "HostComputer")),
    *(f"-XMP:{tag}={SECRET}" for tag in ("Creator", "Title", "City", "CreatorTool", "PersonInImage")),
    *(f"-IPTC:{tag}={SECRET}" for tag in ("By-line", "City", "Caption-Abstract")),
    *(f"-Comment={SECRET}", f"-Photoshop:URL={SECRET}", "-EXIF:DateTimeOriginal=2024:05:06 07:08:09"),
    *(f"-GPSLatitude={PLACE[0]}", "-GPSLatitudeRef=N", f"-GPSLongitude={PLACE[1]}", "-GPSLongitudeRef=W"),
]

# Families of tags that a file needs, and what is said of the pixels in the others.
PLAIN = {"ExifTool", "System", "File", "PNG", "PNG-pHYs", "JFIF", "RIFF", "Composite", "ICC_Profile"}
LAYOUT = {
    *("ImageWidth", "ImageHeight", "BitsPerSample", "Compression", "PhotometricInterpretation", "StripOffsets"),
    *("SamplesPerPixel", "RowsPerStrip", "StripByteCounts", "XResolution", "YResolution", "ResolutionUnit"),
    *(
        "PlanarConfiguration",
        "ExtraSamples",
        "SampleFormat",
        "Predictor",
        "PageNumber",
        "SubfileType",
        "NewSubfileType",
    ),
}


def run(*arguments: str | Path, data: bytes = b"") -> bytes:
    if not PROGRAM.exists() or shutil.which("perl") is None:
        pytest.fail("ExifTool needs Perl, which is not here. Install it (on Debian: apt-get install perl).")
    done = subprocess.run(["perl", PROGRAM, *arguments], input=data, capture_output=True, check=False)
    assert not done.returncode, done.stderr.decode()
    return done.stdout


def plant(path: Path) -> None:
    """Tells a JPEG file everything that it could give away, a thumbnail included."""
    thumbnail = path.with_suffix(".thumbnail.jpg")
    shutil.copy(path, thumbnail)
    run("-q", "-overwrite_original", *PLANT, f"-ThumbnailImage<={thumbnail}", path)
    thumbnail.unlink()


def read(data: bytes) -> dict[str, Any]:
    """All tags, unknown and doubled ones, too, by family and name ("GPS:GPSLatitude")."""
    [tags] = json.loads(run("-json", "-a", "-U", "-ee", "-G1", "-", data=data))
    return tags


def told(data: bytes) -> dict[str, Any]:
    """Of those what says more than how the pixels lie there."""
    more = {}
    for name, value in read(data).items():
        family, _, tag = name.rpartition(":")
        if family in PLAIN or family.startswith("ICC") or name == "SourceFile" or tag in LAYOUT:
            continue
        more[name] = value
    return more
