"""Sure foreground, sure background, and the band between them in which alpha has to be worked out."""

import numpy as np

from ..arrays import Bytes, Float
from ..imaging.box_filter import dilate

CLEAR, BAND, OPAQUE = 0, 128, 255

# Outside these the mask is sure.
SURE_BACKGROUND, SURE_FOREGROUND = 0.06, 0.94


def trimap(mask: Float, margin: int) -> Bytes:
    """Mark the band around every place where a mask is unsure or changes sides.

    Args:
        mask: float32 (H, W) in 0..1.
        margin: how far the band reaches beyond the unsure pixels, in pixels of this resolution.

    Returns:
        uint8 (H, W) of `CLEAR`, `BAND` and `OPAQUE`.
    """
    unsure = (mask > SURE_BACKGROUND) & (mask < SURE_FOREGROUND)
    inside = mask > 0.5
    unsure[:, 1:] |= inside[:, 1:] != inside[:, :-1]
    unsure[1:] |= inside[1:] != inside[:-1]
    out = np.where(inside, np.uint8(OPAQUE), np.uint8(CLEAR))
    out[dilate(unsure, margin)] = BAND
    return out
