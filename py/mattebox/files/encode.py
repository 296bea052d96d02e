"""Files of every format that a finished picture can be saved in, tagged as sRGB."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image

from ..arrays import Bytes
from ..imaging import srgb_profile
from ..imaging.bleed import bled_whole
from ..imaging.rgba import rgb_over_white
from ..options.output import Output
from ..progress import Steps
from . import limits, palette, png, tiff_writer
from .metadata import Tags, shortened

# Effort of WebP, 0..6 and 0..100: more takes several times as long for files that are a few per cent smaller.
_LOSSY_EFFORT = 2
_LOSSLESS_EFFORT, _LOSSLESS_QUALITY = 0, 0

# Full resolution of colour from this quality of JPEG on.
_FINE = 90
# JFIF's field for the resolution has 16 bits.
_MOST_JPEG_DPI = 65_535

SHORTENED = "metadata-shortened"


def write(
    rgba: Bytes, output: Output, tags: Tags, dpi: float | None, take: Callable[[bytes], object]
) -> Steps[tuple[str, ...]]:
    """Make a file and hand it over part by part.

    Args:
        rgba: uint8 (H, W, 4), straight alpha.
        tags: the original's; of its EXIF what ``output.metadata`` keeps, its resolution if ``dpi`` is None.
        take: given each part.

    Yields:
        The fraction done.

    Returns:
        Notices: `SHORTENED` where the format holds less of the original's EXIF than was asked for.

    Raises:
        TooLong: the format holds no picture of this size.
    """
    limits.check_sides((rgba.shape[1], rgba.shape[0]), output.format)
    resolution = (dpi, dpi) if dpi else tags.dpi
    exif = _exif(output, tags)
    if output.format in ("png", "mask"):
        pixels = np.ascontiguousarray(rgba[..., 3]) if output.format == "mask" else rgba
        yield from png.write(pixels, take, resolution, exif)
        return ()
    if output.format == "tiff":
        yield from tiff_writer.write(rgba, take, resolution, exif, srgb_profile.srgb())
        return ()
    if output.format == "png8":
        yield from _write_png8(rgba, take, _common(resolution, exif))
        return ()
    yield 0.0
    file = io.BytesIO()
    _SAVE[output.format](rgba, output, file, _common(resolution, exif))
    take(file.getvalue())
    yield 1.0
    return left_out(output, tags)


def left_out(output: Output, tags: Tags) -> tuple[str, ...]:
    """The notices of `write`, before there is anything to write."""
    return (SHORTENED,) if _exif(output, tags) != tags.exif(output.metadata) else ()


def _exif(output: Output, tags: Tags) -> bytes:
    wanted = tags.exif(output.metadata)
    return shortened(wanted, limits.JPEG_EXIF) if output.format == "jpeg" else wanted


def _common(dpi: tuple[float, float] | None, exif: bytes) -> dict[str, Any]:
    common: dict[str, Any] = {"icc_profile": srgb_profile.srgb()}
    if dpi is not None:
        common["dpi"] = dpi
    if exif:
        common["exif"] = b"Exif\0\0" + exif
    return common


def _write_png8(rgba: Bytes, take: Callable[[bytes], object], common: dict[str, Any]) -> Steps[None]:
    numbers, colours = yield from palette.quantised(rgba)
    few, file = Image.fromarray(numbers).convert("P"), io.BytesIO()
    few.putpalette(colours[:, :3].tobytes())
    few.save(file, "PNG", transparency=colours[:, 3].tobytes(), **common)
    take(file.getvalue())


def _save_jpeg(rgba: Bytes, output: Output, file: io.BytesIO, common: dict[str, Any]) -> None:
    if output.quality >= _FINE:
        common["subsampling"] = 0
    if max(common.get("dpi", (0, 0))) > _MOST_JPEG_DPI:
        del common["dpi"]
    rgb = rgb_over_white(rgba)
    try:
        rgb.save(file, "JPEG", quality=output.quality, optimize=True, **common)
    except OSError:
        # Codes that fit the picture need all of the file in a buffer at once, for which Pillow guesses at the size:
        # noise needs more. The standard's own codes are written as they come.
        file.seek(0)
        file.truncate()
        rgb.save(file, "JPEG", quality=output.quality, **common)


def _save_webp(rgba: Bytes, output: Output, file: io.BytesIO, common: dict[str, Any]) -> None:
    common.pop("dpi", None)  # the format has no place for it but EXIF
    if output.lossless:
        how = {"lossless": True, "method": _LOSSLESS_EFFORT, "quality": _LOSSLESS_QUALITY}
    else:
        how = {"quality": output.quality, "method": _LOSSY_EFFORT}
    pixels = bled_whole(rgba)
    view = Image.frombuffer("RGBA", (pixels.shape[1], pixels.shape[0]), pixels, "raw", "RGBA", 0, 1)
    view.save(file, "WEBP", exact=True, **how, **common)


_SAVE: dict[str, Callable[[Bytes, Output, io.BytesIO, dict[str, Any]], None]] = {
    "jpeg": _save_jpeg,
    "webp": _save_webp,
}
