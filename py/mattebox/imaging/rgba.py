"""Straight (un-premultiplied) RGBA: alpha and colours put in, transparency looked for, pictures laid over white."""

from collections.abc import Iterator

import numpy as np
from PIL import Image

from ..arrays import Bytes, Float, Index
from .box_filter import dilate

# The least RGBA pixel without transparency, as a little-endian number.
_OPAQUE = 0xFF000000
# Beside transparency, in pixels; as many of them as are looked at; how light they are (Rec. 601, 0..255), from which on
# they would be lost before white, and the grey that takes its place.
NEAR, SAMPLE = 2, 1 << 16
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
LIGHT, DARK = 150, 64
# Pixels of rows that are gone through at a time: what is made of them beside the picture stays small.
STRIP = 1 << 20


def strips(height: int, width: int) -> Iterator[slice]:
    """The rows of a picture, some at a time."""
    rows = max(1, STRIP // width)
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def soft_cut(rgb: Image.Image, mask: Float) -> Bytes:
    """A quick cut by a mask alone: uint8 (h, w, 4) at the picture's size. mask: float32 in 0..1, any size."""
    alpha = Image.fromarray(np.rint(mask * 255).astype(np.uint8))
    out = rgb.copy()
    out.putalpha(alpha.resize(rgb.size, Image.Resampling.BICUBIC))
    return np.asarray(out)


def set_colours(rgba: Bytes, at: Index, colours: Float) -> None:
    """Write the colours of some pixels in place.

    Args:
        rgba: uint8 (H, W, 4).
        at: flat pixel indices (n,).
        colours: float32 (3, n); clipped to 0..1.
    """
    rgba.reshape(-1, 4)[at, :3] = np.rint(np.clip(colours.T, 0, 1) * 255).astype(np.uint8)


def product(alpha: Bytes, beta: Bytes) -> Bytes:
    """Two layers of transparency in one: uint8 planes of one shape, their product rounded."""
    return ((alpha.astype(np.uint16) * beta + 127) // 255).astype(np.uint8)


def set_alpha(rgba: Bytes, alpha: Bytes, opaque: bool) -> None:
    """Write a matte in place. Fully clear pixels become transparent black.

    Args:
        rgba: uint8 (H, W, 4), straight RGBA, C-contiguous.
        alpha: uint8 (H, W).
        opaque: whether the picture had no transparency of its own; if it had, the two are multiplied.
    """
    for rows in strips(*alpha.shape):
        part, levels = rgba[rows], alpha[rows]
        if not opaque:
            levels = product(part[..., 3], levels)
        part[..., 3] = levels
        np.copyto(part.view(np.uint32)[..., 0], 0, where=levels == 0)


def is_opaque(image: Bytes) -> bool:
    """Whether no pixel of an RGBA picture (H, W, 4) is even slightly transparent."""
    return bool(image.view("<u4").min() >= _OPAQUE)


def flat(image: Bytes, opaque: bool) -> Image.Image:
    """The picture as the networks shall see it, to be resized: what is transparent lies over a grey unlike the edge.

    Args:
        image: straight RGBA (H, W, 4), C-contiguous.
        opaque: what `is_opaque` says. Then the result is a view: no second copy of the picture.
    """
    if not opaque:
        return _over(image, contrasting(image))
    return Image.frombuffer("RGBX", image.shape[1::-1], image, "raw", "RGBX", 0, 1)


def rgb_over_white(image: Bytes) -> Image.Image:
    """Straight RGBA (H, W, 4) flattened over white."""
    return _over(image, 255)


def contrasting(image: Bytes) -> int:
    """A level of grey, 0..255, that what is visible beside transparency stands out from: white unless that is light.

    Args:
        image: uint8 (H, W, 4), straight RGBA.
    """
    alpha = image[..., 3]
    beside = np.flatnonzero((alpha > 0) & dilate(alpha < 255, NEAR))
    pixels = image.reshape(-1, 4)[beside[:: max(1, beside.size // SAMPLE)]]
    if not len(pixels):
        return 255
    light = np.average(pixels[:, :3] @ LUMA, weights=pixels[:, 3])
    return 255 if light < LIGHT else DARK


def _over(image: Bytes, level: int) -> Image.Image:
    picture = Image.fromarray(image)
    ground = Image.new("RGBA", picture.size, (level, level, level, 255))
    ground.alpha_composite(picture)
    return ground.convert("RGB")
