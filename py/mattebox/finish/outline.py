"""The line around a sticker: dilation of the matte by a disc."""

from math import ceil, sqrt

import numpy as np
from PIL import Image, ImageChops

from ..arrays import Bytes

# Radius of the disc on the grid where the dilation is made: fine enough to be round.
RADIUS = 8


def grown(alpha: Image.Image, width: float) -> Image.Image:
    """The matte with what lies within some pixels of it, antialiased.

    Args:
        alpha: "L".
        width: in pixels.
    """
    if width <= 0:
        return alpha
    factor = max(1.0, width / RADIUS)
    margin = ceil(width / factor) + 1
    size = max(1, round(alpha.width / factor)), max(1, round(alpha.height / factor))
    small = alpha if factor == 1 else alpha.resize(size, Image.Resampling.BOX)
    # Half of every pixel at the silhouette is subject already: the grid blurs it by that much to either side.
    wide = np.pad(np.asarray(small), margin)
    line = Image.fromarray(_dilated(wide, width / factor)[margin:-margin, margin:-margin])
    if factor > 1:
        line = line.resize(alpha.size, Image.Resampling.BICUBIC)
        line = line.point([max(0, min(255, round((level - 127.5) * factor + 127.5))) for level in range(256)])
    return ImageChops.lighter(line, alpha)


def _dilated(alpha: Bytes, radius: float) -> Bytes:
    """Maximum over a disc of a uint8 (H, W) plane whose margin is as wide as the disc: row by row of the disc."""
    out = alpha.copy()
    for dy in range(-int(radius), int(radius) + 1):
        row = _widened(alpha, sqrt(radius * radius - dy * dy))
        top, bottom = max(0, dy), alpha.shape[0] + min(0, dy)
        np.maximum(out[top:bottom], row[top - dy : bottom - dy], out=out[top:bottom])
    return out


def _widened(alpha: Bytes, reach: float) -> Bytes:
    """Maximum over so many pixels to the left and to the right, the ends interpolated."""
    whole = int(reach)
    out = alpha.copy()
    done = 0
    while done < whole:
        jump = min(2 * done + 1, whole - done)
        before = out.copy()
        np.maximum(out[:, jump:], before[:, :-jump], out=out[:, jump:])
        np.maximum(out[:, :-jump], before[:, jump:], out=out[:, :-jump])
        done += jump
    share = round((reach - whole) * 256)
    if share:
        end = (alpha.astype(np.uint16) * share >> 8).astype(np.uint8)
        jump = whole + 1
        np.maximum(out[:, jump:], end[:, :-jump], out=out[:, jump:])
        np.maximum(out[:, :-jump], end[:, jump:], out=out[:, :-jump])
    return out
