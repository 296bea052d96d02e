"""Laying a picture into a frame: turned, scaled and cut to it."""

from typing import Any

import numpy as np
from PIL import Image

from ..imaging.resample import REDUCING_GAP
from .placement import Box

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def _upright(picture: Image.Image, turn: int, tilt: float) -> Image.Image:
    """Turned and straightened."""
    if turn:
        picture = picture.transpose(_TURNS[turn])
    if tilt:
        picture = picture.rotate(-tilt, Image.Resampling.BICUBIC, expand=True)
    return picture


def laid(picture: Image.Image, window: Box, size: tuple[int, int]) -> Image.Image:
    """What a canvas of a size shows of an RGBA picture through a window; clear where that reaches beyond it."""
    if (window.width, window.height) == size and all(each == round(each) for each in window):
        left, top, right, bottom = (round(each) for each in window)
        whole = (left, top, right, bottom) == (0, 0, *picture.size)
        return picture if whole else picture.crop((left, top, right, bottom))
    used = picture.getchannel("A").getbbox()
    canvas = Image.new("RGBA", size)
    if used is None:
        return canvas
    across = _span(used[0], used[2], picture.width, window.left, size[0] / window.width, size[0])
    down = _span(used[1], used[3], picture.height, window.top, size[1] / window.height, size[1])
    if across is None or down is None:
        return canvas
    (left, right), (x, x_end) = across
    (top, bottom), (y, y_end) = down
    # Cut to what is needed, and premultiplied: colours of clear pixels must not mix in.
    outer = (
        max(0, int(x) - 4),
        max(0, int(y) - 4),
        min(picture.width, int(x_end) + 5),
        min(picture.height, int(y_end) + 5),
    )
    part = picture.crop(outer).convert("RGBa")
    box = (x - outer[0], y - outer[1], x_end - outer[0], y_end - outer[1])
    shown = part.resize((right - left, bottom - top), Image.Resampling.BICUBIC, box=box, reducing_gap=REDUCING_GAP)
    canvas.paste(shown.convert("RGBA"), (left, top))
    return canvas


def _span(start: int, end: int, length: int, origin: float, scale: float, size: int) -> Any:
    """One axis of `laid`: which pixels of the canvas show a stretch, and what part of the picture these show."""
    tiny = 1e-3
    # As far as the interpolation reaches beyond the stretch, but not beyond picture or canvas.
    first = max(0, int(np.ceil(-origin * scale - tiny)), int((start - 3 - origin) * scale))
    last = min(size, int((length - origin) * scale + tiny), int(np.ceil((end + 3 - origin) * scale)))
    if last <= first:
        return None
    return (first, last), (max(0.0, origin + first / scale), min(float(length), origin + last / scale))
