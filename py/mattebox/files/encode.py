"""Files of every format that a finished picture can be saved in, tagged as sRGB."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image

from ..arrays import Bytes
from ..imaging.rgba import rgb_over_white
from ..options.output import Output
from ..progress import Steps
from . import png, srgb_profile
from .metadata import Tags, main_tags

# Effort of WebP, 0..6 and 0..100: more takes several times as long for files that are a few per cent smaller.
_LOSSY_EFFORT = 2
_LOSSLESS_EFFORT, _LOSSLESS_QUALITY = 0, 0
_COLOURS = 256


def write(rgba: Bytes, output: Output, tags: Tags, dpi: float | None, take: Callable[[bytes], object]) -> Steps[None]:
    """Make a file and hand it over part by part.

    Args:
        rgba: uint8 (H, W, 4), straight alpha.
        tags: the original's; of its EXIF what ``output.metadata`` keeps, its resolution if ``dpi`` is None.
        take: given each part.

    Yields:
        The fraction done.
    """
    resolution = (dpi, dpi) if dpi else tags.dpi
    exif = tags.exif(output.metadata)
    if output.format in ("png", "mask"):
        pixels = np.ascontiguousarray(rgba[..., 3]) if output.format == "mask" else rgba
        yield from png.write(pixels, take, resolution, exif)
        return
    yield 0.0
    file = io.BytesIO()
    _SAVE[output.format](rgba, output, file, _common(resolution, exif))
    take(file.getvalue())
    yield 1.0


def _common(dpi: tuple[float, float] | None, exif: bytes) -> dict[str, Any]:
    common: dict[str, Any] = {"icc_profile": srgb_profile.srgb()}
    if dpi is not None:
        common["dpi"] = dpi
    if exif:
        common["exif"] = b"Exif\0\0" + exif
    return common


def _save_jpeg(rgba: Bytes, output: Output, file: io.BytesIO, common: dict[str, Any]) -> None:
    fine = {"subsampling": 0} if output.quality >= 90 else {}
    rgb_over_white(rgba).save(file, "JPEG", quality=output.quality, optimize=True, **fine, **common)


def _save_webp(rgba: Bytes, output: Output, file: io.BytesIO, common: dict[str, Any]) -> None:
    common.pop("dpi", None)  # the format has no place for it but EXIF
    if output.lossless:
        how = {"lossless": True, "exact": True, "method": _LOSSLESS_EFFORT, "quality": _LOSSLESS_QUALITY}
    else:
        how = {"quality": output.quality, "method": _LOSSY_EFFORT}
    Image.fromarray(rgba).save(file, "WEBP", **how, **common)


def _save_png8(rgba: Bytes, _: Output, file: io.BytesIO, common: dict[str, Any]) -> None:
    few = Image.fromarray(rgba).quantize(_COLOURS, Image.Quantize.FASTOCTREE)
    few.save(file, "PNG", **common)


def _save_tiff(rgba: Bytes, _: Output, file: io.BytesIO, common: dict[str, Any]) -> None:
    picture = Image.fromarray(rgba)
    mask = picture.getchannel("A")
    if "exif" in common:
        # libtiff writes no directories inside the first one: of EXIF the main tags stay (maker, date, author, rights).
        common["exif"] = main_tags(common["exif"])
    picture.save(file, "TIFF", compression="tiff_deflate", save_all=True, append_images=[mask], **common)


_SAVE: dict[str, Callable[[Bytes, Output, io.BytesIO, dict[str, Any]], None]] = {
    "jpeg": _save_jpeg,
    "webp": _save_webp,
    "png8": _save_png8,
    "tiff": _save_tiff,
}
