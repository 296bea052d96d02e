"""The edge's colour goes on a little under what is clear.

Programs that scale the channels of straight alpha apart (game engines, old content managers) mix the colour of clear
pixels into the edge: black ones leave a dark rim.
"""

import numpy as np

from ..arrays import Bytes
from .box_filter import dilate
from .rgba import strips

# Pixels that the colour is carried: as far as scaling to a quarter reaches.
REACH = 4
# Alpha from which on a pixel's colour is carried: what is fainter shows nothing, and its colour is noise.
SEEN = 16


def bled(rgba: Bytes, rows: slice = slice(None)) -> Bytes:
    """Rows of a picture in which transparent black pixels near an edge have the colour of the edge.

    Each step outwards takes the mean of what has a colour among the eight neighbours, weighted by alpha. Clear pixels
    that have a colour of their own keep it.

    Args:
        rgba: uint8 (H, W, 4), straight RGBA, C-contiguous. Not changed.

    Returns:
        uint8 (h, W, 4) of the rows; a view of ``rgba`` where nothing is to be done. Alpha is what it was.
    """
    first, last, _ = rows.indices(len(rgba))
    top, bottom = max(0, first - REACH), min(len(rgba), last + REACH)
    empty = rgba[top:bottom].view(np.uint32)[..., 0] == 0
    if not empty.any() or empty.all():
        return rgba[first:last]
    # With one pixel around, so that every pixel has eight neighbours.
    out = np.pad(rgba[top:bottom], ((1, 1), (1, 1), (0, 0)))
    pixels, weight = out.reshape(-1, 4), out[..., 3].astype(np.uint16)
    weight[weight < SEEN] = 0
    empty = np.pad(empty, 1)  # what is around is no part of the picture: it has no colour, and gets none
    width = out.shape[1]
    around = [down * width + right for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right]
    for _ in range(REACH):
        ring = np.flatnonzero(empty & dilate(weight > 0, 1))
        if not ring.size:
            break
        sums, total = np.zeros((ring.size, 3), np.uint32), np.zeros((ring.size, 1), np.uint32)
        for step in around:
            share = weight.reshape(-1)[ring + step][:, None]
            sums += pixels[ring + step, :3] * share
            total += share
        pixels[ring, :3] = (sums + total // 2) // total
        empty.reshape(-1)[ring] = False
        weight.reshape(-1)[ring] = 255
    return out[1 + first - top : 1 + last - top, 1:-1]


def bled_whole(rgba: Bytes) -> Bytes:
    """All rows, some at a time: what is made of them beside the picture and its copy stays small."""
    out = np.empty_like(rgba)
    for rows in strips(*rgba.shape[:2]):
        out[rows] = bled(rgba, rows)
    return out
