"""Decoding with Pillow: the command line's way in, and the browser's fallback for what its own codecs cannot read."""

import io
import warnings

import numpy as np
from PIL import Image, ImageCms, UnidentifiedImageError, features

from ..arrays import Bytes
from ..errors import TooLarge, UnreadableImage
from . import to_srgb

# Above this a picture is scaled down: two RGBA buffers of it fill half of what a browser tab may hold.
MAX_PIXELS = 50_000_000

# Above this the header is not believed: unpacked it would not fit into a tab even before scaling.
REFUSED_PIXELS = 200_000_000
Image.MAX_IMAGE_PIXELS = REFUSED_PIXELS // 2  # Pillow refuses what has more than twice as many

# EXIF: where the orientation stands, and what turns each of them upright.
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What to do about a file that cannot be read.
_ELSEWHERE = "save it as JPEG or PNG in another program and try that"

# Characters of what a library complains of.
_LONGEST_REASON = 100

# Brands of HEIF files (ISO/IEC 23008-12), which Pillow reads with the package pillow-heif only.
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def open_image(data: bytes, most: int = MAX_PIXELS) -> tuple[Bytes, dict[str, dict[str, int]]]:
    """Decode a picture upright, in sRGB, first frame only.

    Args:
        data: the file's bytes, in any format that Pillow reads.
        most: pixels; a larger picture is scaled down to so many.

    Returns:
        uint8 (H, W, 4) straight RGBA and notices with their values: ``"first-frame"`` (the file is animated),
        ``"scaled"`` (it had more than `most` pixels; ``from`` and ``to``, in megapixels).

    Raises:
        UnreadableImage: empty, not a picture, or damaged.
        TooLarge: the header announces more than `REFUSED_PIXELS` pixels.
    """
    notices: dict[str, dict[str, int]] = {}
    if not data:
        raise UnreadableImage("the file is empty; it may not have finished copying or downloading")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large sizes and odd metadata; both are judged here
            picture: Image.Image = Image.open(io.BytesIO(data))
            width, height = picture.size
            if width * height > REFUSED_PIXELS:
                raise TooLarge(_too_large(f"{width}×{height} pixels are"))
            if getattr(picture, "n_frames", 1) > 1 and picture.format in {"GIF", "PNG", "WEBP"}:
                notices["first-frame"] = {}
            orientation, colours = _orientation(picture), picture.info.get("icc_profile", b"")
            if width * height > most:
                notices["scaled"] = {"from": round(width * height / 1e6), "to": round(most / 1e6)}
                scale = (most / (width * height)) ** 0.5
                size = (max(1, int(width * scale)), max(1, int(height * scale)))
                picture.draft("RGB", size)
                picture = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
            picture.load()
            picture = _eight_bit(picture)
            if orientation in _UPRIGHT:
                picture = picture.transpose(_UPRIGHT[orientation])
            return _srgb(picture, colours), notices
    except UnidentifiedImageError as error:
        raise UnreadableImage(_unknown(data)) from error
    except Image.DecompressionBombError as error:
        raise TooLarge(_too_large("so many pixels are")) from error
    except (MemoryError, TooLarge):
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


def _orientation(picture: Image.Image) -> int:
    """As browsers see it: EXIF's own, not what other blocks repeat of it. Broken EXIF says nothing."""
    try:
        exif = Image.Exif()
        if picture.format == "TIFF":
            exif = picture.getexif()
        else:
            exif.load(picture.info.get("exif", b""))
        return int(exif.get(_ORIENTATION, 1))
    except Exception:
        return 1


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
