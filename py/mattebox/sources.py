"""Pictures as Python has them, decoded: bytes, paths, file objects, Pillow's images, arrays."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
from PIL import Image

from .arrays import Bytes
from .errors import InvalidSource
from .files import decode, metadata

Source: TypeAlias = bytes | bytearray | memoryview | str | os.PathLike[str] | BinaryIO | Image.Image | Bytes
"""A picture.

bytes: a file's content, in any format that Pillow reads (HEIC with the package pillow-heif). str, PathLike: its path. A
file object, open for reading bytes: read to its end. A Pillow image: turned upright by its EXIF, its profile converted
to sRGB; not changed. An array: uint8 sRGB, (H, W) grey, (H, W, 3) RGB or (H, W, 4) straight RGBA; not changed.
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture that was decoded.

    Attributes:
        image: uint8 (H, W, 4), upright, straight RGBA, sRGB.
        notices: by code, with their values; see `decode.open_image`.
        tags: what its file tells besides.
        path: of its file, if it came from one.
    """

    image: Bytes
    notices: dict[str, dict[str, int]]
    tags: metadata.Tags
    path: Path | None = None


def open_source(source: Source) -> Opened:
    """Read and decode a picture.

    Raises:
        InvalidSource: it is none of these, or an array of another kind.
        UnreadableImage, RawPicture, TooLarge: see `decode.open_image`.
        OSError: its file cannot be read.
    """
    if isinstance(source, Image.Image):
        return Opened(*decode.open_picture(source), metadata.of(source))
    if isinstance(source, np.ndarray):
        return Opened(*decode.open_picture(_picture(source)), metadata.Tags())
    return _open(*_read(source))


def content(source: Source) -> bytes | None:
    """What is in a picture's file; None where it is in none. Raises InvalidSource, OSError."""
    return None if isinstance(source, Image.Image | np.ndarray) else _read(source)[0]


def _read(source: Source) -> tuple[bytes, Path | None]:
    """A file's bytes and its path, if that is known."""
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return path.read_bytes(), path
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    data = source.read() if hasattr(source, "read") else source
    if not isinstance(data, bytes | bytearray):
        raise InvalidSource(
            f"a picture cannot be a {type(source).__name__}; give its bytes, its path, a file that is open for reading "
            "bytes, a Pillow image or an array"
        )
    name = getattr(source, "name", None)
    return bytes(data), Path(name) if isinstance(name, str) and Path(name).is_file() else None


def _open(data: bytes, path: Path | None) -> Opened:
    if data[4:8] == b"ftyp" and "HEIF" not in Image.OPEN:
        _learn_heif()
    return Opened(*decode.open_image(data), metadata.read(data), path)


def _learn_heif() -> None:
    """Pillow reads HEIC from now on, if the package for that is installed; else such pictures are told to need it."""
    with contextlib.suppress(ImportError):
        import pillow_heif

        pillow_heif.register_heif_opener()


def _picture(array: Bytes) -> Image.Image:
    channels = array.shape[2] if array.ndim == 3 else 1
    if array.dtype != np.uint8 or array.ndim not in (2, 3) or channels not in (1, 3, 4) or not array.size:
        raise InvalidSource(
            f"an array of {array.dtype} {array.shape} is no picture; give uint8 of (H, W) grey, (H, W, 3) RGB or "
            "(H, W, 4) RGBA (from 0..1: (255 * array).round().astype('uint8'))"
        )
    return Image.fromarray(array[..., 0] if array.ndim == 3 and channels == 1 else array)
