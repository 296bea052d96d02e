"""Cameras' raw files: nothing in them is a finished picture but the previews, which are JPEGs."""

import io
import struct

from PIL import Image

from ..errors import RawPicture
from . import orientation

# How those of Olympus, Panasonic, Fujifilm, Sigma and Minolta begin; the others are built like TIFF, or like HEIF.
_BEGINNINGS = (b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FUJIFILMCCD-RAW", b"FOVb", b"\0MRM")
_CANON_3 = b"ftypcrx "

# A smaller preview is a thumbnail; programs that make DNG write them of 1024 px.
LEAST_SIDE = 1000

# What to do about it.
_ADVICE = "a camera's raw file; export it in the camera's program or save it as JPEG or PNG in another, and try that"


def refuse(data: bytes) -> None:
    """Raise RawPicture for a raw file of a kind of its own."""
    if data.startswith(_BEGINNINGS) or data[4:12] == _CANON_3:
        raise RawPicture(_ADVICE)


def preview(jpegs: list[bytes], turned: int) -> bytes:
    """The largest that can be read; turned as the raw file says where it does not say so itself.

    Raises:
        RawPicture: all are thumbnails.
    """
    for jpeg in sorted(jpegs, key=len, reverse=True):
        try:
            with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
                picture.load()  # the sensor's own values may be kept as a JPEG that nobody else reads
        except Exception:
            continue
        if max(picture.size) >= LEAST_SIDE:
            return jpeg if "exif" in picture.info else _tagged(jpeg, turned)
    raise RawPicture(_ADVICE)


def _tagged(jpeg: bytes, turned: int) -> bytes:
    exif = Image.Exif()
    exif[orientation.TAG] = turned
    block = exif.tobytes()
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]
