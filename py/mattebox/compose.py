"""Put alpha and foreground colours into the picture: straight (un-premultiplied) RGBA."""

import numpy as np
from numpy.typing import NDArray

from .trimap import CLEAR

Bytes = NDArray[np.uint8]
Float = NDArray[np.float32]
Index = NDArray[np.intp]


def clear_outside(image: Bytes, trimap: Bytes) -> Bytes:
    """A copy whose sure background is transparent black; every other pixel is the input's, bit for bit.

    Args:
        image: uint8 (H, W, 4), straight RGBA, C-contiguous.
        trimap: uint8 (H, W).
    """
    out = image.copy()
    out.view(np.uint32)[..., 0][trimap == CLEAR] = 0
    return out


def set_pixels(rgba: Bytes, at: Index, colour: Float | None, alpha: Float) -> None:
    """Write alpha and, where given, the colour of some pixels in place.

    An alpha that the picture already had is kept as an upper layer: the two are multiplied. Pixels that come out fully
    opaque keep their own colour, those that come out fully clear become transparent black.

    Args:
        rgba: uint8 (H, W, 4), straight RGBA.
        at: flat pixel indices (n,).
        colour: float32 (3, n) in 0..1, or None to keep the picture's.
        alpha: float32 (n,) in 0..1.
    """
    pixels = rgba.reshape(-1, 4)
    new = pixels[at]
    own = new[:, 3]
    a = np.rint(alpha * own).astype(np.uint8)
    if colour is not None:
        mixed = a < own
        new[mixed, :3] = np.rint(np.clip(colour[:, mixed].T, 0, 1) * 255).astype(np.uint8)
    new[:, 3] = a
    new[a == 0] = 0
    pixels[at] = new
