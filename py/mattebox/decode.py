"""Decoding with Pillow: the command line's way in, and the browser's fallback for what its own codecs cannot read."""

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import TooLarge, UnreadableImage

# Above this a picture is scaled down: two RGBA buffers of it fill half of what a browser tab may hold.
MAX_PIXELS = 50_000_000

# Above this the header is not believed: unpacked it would not fit into a tab even before scaling.
REFUSED_PIXELS = 200_000_000


def open_image(data: bytes, most: int = MAX_PIXELS) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Decode a picture upright, first frame only.

    Args:
        data: the file's bytes, in any format that Pillow reads.
        most: pixels; a larger picture is scaled down to so many.

    Returns:
        uint8 (H, W, 4) straight RGBA and notices: ``"first-frame"`` (the file is animated), ``"scaled"`` (it had more
        than `most` pixels).

    Raises:
        UnreadableImage: not a picture, or damaged.
        TooLarge: the header announces more than `REFUSED_PIXELS` pixels.
    """
    notices: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large sizes and odd metadata; both are judged here
            picture: Image.Image = Image.open(io.BytesIO(data))
            width, height = picture.size
            if width * height > REFUSED_PIXELS:
                raise TooLarge(f"{width}×{height} pixels")
            if getattr(picture, "n_frames", 1) > 1 and picture.format in {"GIF", "PNG", "WEBP"}:
                notices.append("first-frame")
            if width * height > most:
                notices.append("scaled")
                scale = (most / (width * height)) ** 0.5
                size = (max(1, int(width * scale)), max(1, int(height * scale)))
                picture.draft("RGB", size)
                picture = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
            picture = _eight_bit(ImageOps.exif_transpose(picture))
            return np.asarray(picture.convert("RGBA")), tuple(notices)
    except UnidentifiedImageError as error:
        raise UnreadableImage("not a picture in a known format") from error
    except Image.DecompressionBombError as error:
        raise TooLarge(str(error)) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        raise UnreadableImage(f"the file is damaged: {error}") from error


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Pillow clips 16-bit grey to 255 when it converts; scale it instead."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        grey = np.asarray(picture).astype(np.int32)
        return Image.fromarray((np.clip(grey, 0, 65535) >> 8).astype(np.uint8))
    return picture
