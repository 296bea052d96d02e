"""What a person does to a finished edge: shift, feather, contrast."""

from collections.abc import Iterator
from math import ceil

import numpy as np
from PIL import Image, ImageFilter

from ..arrays import Bytes

# A regular octagon stands in for the disc: the Minkowski sum of four segments of this length per unit of inradius
# (R. Adams, "Radial Decomposition of Discs and Spheres", CVGIP 1993).
SEGMENT = 2 / (1 + np.sqrt(2))
# Steepest ramp of full contrast, in levels of alpha per level.
STEEPEST = 16.0
# Rows worked on at a time, and four times the reach more: few enough that most of them is even, enough that margins are
# little beside them.
STRIP = 64


def adjust(alpha: Bytes, shift: float, feather: float, contrast: float) -> Bytes:
    """Move, harden and soften the edge of a matte, in this order.

    Args:
        alpha: uint8 (H, W).
        shift: pixels outwards, or inwards if negative.
        feather: standard deviation in pixels of the blur.
        contrast: 0..1; 1 leaves a ramp of 1/16 of the levels.
    """
    # Three of the octagon's segments add up in any direction, each rounded up, and so do the blur's three boxes.
    reach = ceil(abs(shift) + 3) + 3 * ceil(feather + 1)
    out = alpha.copy()
    for rows, columns in _uneven(alpha, reach):
        top, left = max(0, rows.start - reach), max(0, columns.start - reach)
        near = _adjusted(alpha[top : rows.stop + reach, left : columns.stop + reach], shift, feather, contrast)
        out[rows, columns] = near[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    return out


def _uneven(alpha: Bytes, reach: int) -> Iterator[tuple[slice, slice]]:
    """Windows that hold all pixels but those that have only clear, or only opaque ones within reach."""
    h, w = alpha.shape
    height = STRIP + 4 * reach
    for top in range(0, h, height):
        near = alpha[max(0, top - reach) : top + height + reach]
        # Bit by bit instead of maximum and minimum, which take twice as long.
        some, every = np.bitwise_or.reduce(near, axis=0), np.bitwise_and.reduce(near, axis=0)
        mixed = (some > 0) & (every < 255)
        mixed[:-1] |= some[:-1] != some[1:]
        columns = np.flatnonzero(mixed)
        for run in np.split(columns, np.flatnonzero(np.diff(columns) > 2 * reach) + 1):
            if run.size:
                yield slice(top, min(h, top + height)), slice(max(0, run[0] - reach), min(w, run[-1] + reach + 1))


def _adjusted(alpha: Bytes, shift: float, feather: float, contrast: float) -> Bytes:
    if shift > 0:
        alpha = dilate(alpha, shift)
    elif shift < 0:
        alpha = 255 - dilate(255 - alpha, -shift)
    if contrast > 0:
        gain = STEEPEST**contrast
        levels = np.clip((np.arange(256) - 127.5) * gain + 127.5, 0, 255)
        alpha = np.rint(levels).astype(np.uint8)[alpha]
    if feather > 0:
        alpha = np.asarray(Image.fromarray(alpha).filter(ImageFilter.GaussianBlur(feather)))
    return alpha


def dilate(alpha: Bytes, radius: float) -> Bytes:
    """Grey-scale dilation of a uint8 (H, W) plane by an octagon; the radius need not be whole."""
    straight, oblique = SEGMENT * radius, SEGMENT * radius / np.sqrt(2)
    # What lies beyond the border goes on as it is there: a subject that the frame cuts grows along the frame, too.
    margin = ceil(radius)
    alpha = np.pad(alpha, margin, "edge")
    for step, length in (((0, 1), straight), ((1, 0), straight), ((1, 1), oblique), ((1, -1), oblique)):
        alpha = _spread(alpha, step, length / 2)
    return np.ascontiguousarray(alpha[margin : alpha.shape[0] - margin, margin : alpha.shape[1] - margin])


def _spread(alpha: Bytes, step: tuple[int, int], reach: float) -> Bytes:
    """Maximum over the segment from −reach to +reach steps, its ends interpolated."""
    whole = int(reach)
    rest = round((reach - whole) * 256)
    ends = alpha
    for sign in (1, -1) if rest else ():
        near, far = (_moved(alpha, step, sign * n).astype(np.uint16) for n in (whole, whole + 1))
        end = ((near * (256 - rest) + far * rest + 128) >> 8).astype(np.uint8)
        ends = np.maximum(ends, end)
    out, done = alpha, 0
    while done < whole:
        jump = min(2 * done + 1, whole - done)
        out = np.maximum(out, np.maximum(_moved(out, step, jump), _moved(out, step, -jump)))
        done += jump
    return np.maximum(out, ends)


def _moved(alpha: Bytes, step: tuple[int, int], count: int) -> Bytes:
    """The plane moved by some steps; where nothing comes in it stays as it was, which a maximum ignores."""
    out = alpha.copy()
    (to_y, from_y), (to_x, from_x) = (
        (slice(max(d, 0), n + min(d, 0)), slice(max(-d, 0), n + min(-d, 0)))
        for d, n in ((max(-n, min(n, s * count)), n) for s, n in zip(step, alpha.shape, strict=True))
    )
    out[to_y, to_x] = alpha[from_y, from_x]
    return out
