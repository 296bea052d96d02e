"""Transparency that a picture has already, as evidence of what its subject is."""

import numpy as np
from PIL import Image

from ..arrays import Bytes, Float
from ..imaging.box_filter import dilate

# Alpha below which a pixel shows nothing: what lossy formats make of a clear one.
CLEAR = 8
# Pixels beside something visible that do not count as surroundings: a frame, a rounded corner's fringe, a stray pixel.
FRINGE = 2
# Share of a picture that must be clear for it to count as cut out. Rounded corners take less than a twentieth unless
# they are nearly a circle; what somebody has cut out seldom leaves so little.
ENOUGH = 0.05
# How far around what is visible a mask reaches, in its own pixels: so far that its edge lies where nothing is.
REACH = 2


def is_cut(alpha: Bytes) -> bool:
    """Whether a picture counts as cut out already: something is visible, and enough around it is not.

    Args:
        alpha: the picture's own, uint8 (H, W).
    """
    visible = alpha >= CLEAR
    most = (1 - ENOUGH) * visible.size
    if not visible.any() or np.count_nonzero(visible) > most:
        return False
    return bool(np.count_nonzero(dilate(visible, FRINGE)) <= most)


def surrounded(alpha: Bytes, size: tuple[int, int]) -> Float:
    """The mask of a picture that is cut out: all that is visible, with some room around it.

    Args:
        alpha: the picture's own, uint8 (H, W).
        size: (width, height) of the mask, not larger than the picture.

    Returns:
        float32 (height, width), 0 or 1.
    """
    some = Image.fromarray((alpha > 0).astype(np.float32)).resize(size, Image.Resampling.BOX)
    return dilate(np.asarray(some) > 0, REACH).astype(np.float32)


def reduced(alpha: Bytes, size: tuple[int, int]) -> Float:
    """Alpha uint8 (H, W) at (width, height): float32 in 0..1."""
    return np.asarray(Image.fromarray(alpha).resize(size, Image.Resampling.BOX), np.float32) / np.float32(255)
