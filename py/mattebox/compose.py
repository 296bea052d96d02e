"""Put alpha and foreground colours into the picture: straight (un-premultiplied) RGBA."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .trimap import CLEAR

Bytes = NDArray[np.uint8]
Float = NDArray[np.float32]
Index = NDArray[np.intp]


def soft_cut(rgb: Image.Image, mask: Float) -> Bytes:
    """A quick cut by a mask alone: uint8 (h, w, 4) at the picture's size. mask: float32 in 0..1, any size."""
    alpha = Image.fromarray(np.rint(mask * 255).astype(np.uint8))
    out = rgb.copy()
    out.putalpha(alpha.resize(rgb.size, Image.Resampling.BICUBIC))
    return np.asarray(out)


def clear_outside(image: Bytes, trimap: Bytes) -> Bytes:
    """A copy whose sure background is transparent black; every other pixel is the input's, bit for bit.

    Args:
        image: uint8 (H, W, 4), straight RGBA, C-contiguous.
        trimap: uint8 (H, W).
    """
    out = image.copy()
    out.view(np.uint32)[..., 0][trimap == CLEAR] = 0
    return out


def set_pixels(rgba: Bytes, at: Index, colour: Float, alpha: Float) -> None:
    """Write alpha and colour of some pixels in place.

    An alpha that the picture already had is kept as an upper layer: the two are multiplied. Pixels that come out fully
    opaque keep their own colour, those that come out fully clear become transparent black.

    Args:
        rgba: uint8 (H, W, 4), straight RGBA.
        at: flat pixel indices (n,).
        colour: float32 (3, n) in 0..1.
        alpha: float32 (n,) in 0..1.
    """
    pixels = rgba.reshape(-1, 4)
    new = pixels.take(at, 0, mode="clip")
    own = new[:, 3]
    a = np.rint(alpha * own).astype(np.uint8)
    mixed = a < own
    new[mixed, :3] = np.rint(np.clip(colour[:, mixed].T, 0, 1) * 255).astype(np.uint8)
    new[:, 3] = a
    new[a == 0] = 0
    pixels[at] = new
