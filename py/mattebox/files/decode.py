"""Decoding with Pillow: the command line's way in, and the browser's fallback for what its own codecs cannot read."""

import contextlib
import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageCms, UnidentifiedImageError, features

from ..arrays import Bytes
from ..errors import MatteboxError, TooLarge, UnreadableImage
from . import metadata, nclx, orientation, raw, several, tiff, to_srgb
from .quiet import quiet

# Above this a picture is scaled down: two RGBA buffers of it fill half of what a browser tab may hold.
MAX_PIXELS = 50_000_000

# Above this the header is not believed: unpacked it would not fit into a tab even before scaling.
REFUSED_PIXELS = 200_000_000
Image.MAX_IMAGE_PIXELS = REFUSED_PIXELS // 2  # Pillow refuses what has more than twice as many

# What to do about a file that cannot be read.
_ELSEWHERE = "save it as JPEG or PNG in another program and try that"

# Characters of what a library complains of.
_LONGEST_REASON = 100

# Brands of HEIF files (ISO/IEC 23008-12), which Pillow reads with the package pillow-heif only.
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def open_image(data: bytes, most: int = MAX_PIXELS) -> tuple[Bytes, dict[str, dict[str, int]]]:
    """Decode a picture upright, in sRGB; of several in a file the one that is meant.

    Args:
        data: the file's bytes, in any format that Pillow reads.
        most: pixels; a larger picture is scaled down to so many.

    Returns:
        uint8 (H, W, 4) straight RGBA and notices with their values: those of `several`, `tiff` and `metadata.origin`,
        ``"hdr"`` (see `nclx`), ``"scaled"`` (it had more than `most` pixels; ``from`` and ``to``, in megapixels).

    Raises:
        UnreadableImage: empty, not a picture, or damaged.
        RawPicture: a camera's raw file that holds no picture worth the name.
        TooLarge: the header announces more than `REFUSED_PIXELS` pixels.
    """
    if not data:
        raise UnreadableImage("the file is empty; it may not have finished copying or downloading")
    with _told(data):
        raw.refuse(data)
        told = metadata.origin(data)
        data, notices = tiff.choose(data)
        notices |= told
        picture = Image.open(io.BytesIO(data))
        width, height = picture.size
        if width * height > REFUSED_PIXELS:
            raise TooLarge(_too_large(f"{width}×{height} pixels are"))
        notices |= several.notices(picture, data)
        orientation.adopt_exif(picture, data)
        return _decoded(picture, nclx.of(picture, data), notices, most)


def open_picture(picture: Image.Image, most: int = MAX_PIXELS) -> tuple[Bytes, dict[str, dict[str, int]]]:
    """The same for what Pillow has opened already: its current frame. It is not changed; errors and result are
    `open_image`'s."""
    with _told(b""):
        return _decoded(picture.copy(), nclx.of(picture, b""), {}, most)


def _decoded(
    picture: Image.Image, numbers: tuple[int, int] | None, notices: dict[str, dict[str, int]], most: int
) -> tuple[Bytes, dict[str, dict[str, int]]]:
    pixels, colours = picture.width * picture.height, picture.info.get("icc_profile", b"")
    if pixels > most:
        notices["scaled"] = {"from": round(pixels / 1e6), "to": round(most / 1e6)}
        picture.draft("RGB", _fitting(picture.size, most))
    picture.load()
    turn = orientation.turn(picture)
    if picture.width * picture.height > most:
        picture = picture.resize(_fitting(picture.size, most), Image.Resampling.BILINEAR, reducing_gap=2.0)
    picture = _eight_bit(picture)
    if turn is not None:
        picture = picture.transpose(turn)
    rgba = _srgb(picture, colours)
    if numbers and nclx.convert(rgba, *numbers):
        notices["hdr"] = {}
    return rgba, notices


@contextlib.contextmanager
def _told(data: bytes) -> Iterator[None]:
    """What Pillow raises becomes an error that says what to do."""
    try:
        with quiet():
            yield
    except UnidentifiedImageError as error:
        raise UnreadableImage(_unknown(data)) from error
    except Image.DecompressionBombError as error:
        raise TooLarge(_too_large("so many pixels are")) from error
    except (MemoryError, MatteboxError):
        raise
    except Exception as error:  # Pillow's readers raise whatever a damaged file makes them stumble over.
        reason = " ".join(str(error).split())[:_LONGEST_REASON]
        raise UnreadableImage(f"the file is damaged ({reason}); get it anew, or {_ELSEWHERE}") from error


def _too_large(pixels: str) -> str:
    return f"{pixels} too large; save a smaller copy, for example half as wide and half as high, and try that"


def _unknown(data: bytes) -> str:
    heif = data[4:8] == b"ftyp" and b"avi" not in data[8:32] and any(brand in data[8:32] for brand in _HEIF)
    if heif and "HEIF" not in Image.OPEN:
        return f"HEIC pictures need the package pillow-heif; install it, or {_ELSEWHERE}"
    return f"not a picture in a known format, or damaged at its beginning; {_ELSEWHERE}"


def _fitting(size: tuple[int, int], most: int) -> tuple[int, int]:
    """So many pixels at most, of the same shape."""
    scale = (most / (size[0] * size[1])) ** 0.5
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _srgb(picture: Image.Image, colours: bytes) -> Bytes:
    """RGBA in sRGB. colours: an ICC profile, or nothing."""
    if picture.mode in {"CMYK", "LAB"} and features.check("littlecms2"):
        picture = _by_tables(picture, colours)
    rgba = np.array(picture.convert("RGBA"))
    if colours and picture.mode not in {"CMYK", "L", "LA", "1"}:
        to_srgb.convert(rgba, colours)
    return rgba


def _by_tables(picture: Image.Image, colours: bytes) -> Image.Image:
    """Inks and Lab, where the profile can be read; the browser has no such engine for Pillow, but one of its own."""
    try:
        source = ImageCms.createProfile("LAB") if picture.mode == "LAB" else io.BytesIO(colours)
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Pillow clips 16-bit grey to 255 when it converts; scale it instead."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        grey = np.asarray(picture).astype(np.int32)
        return Image.fromarray((np.clip(grey, 0, 65535) >> 8).astype(np.uint8))
    return picture
