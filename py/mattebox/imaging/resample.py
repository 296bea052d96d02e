"""Resizing pictures and planes."""

from math import sqrt

import numpy as np
from PIL import Image

from ..arrays import Float

# Pillow first shrinks by whole factors until the rest is at most this, then filters: twice as fast at 12 MP and
# indistinguishable afterwards.
REDUCING_GAP = 2.0


def fit(width: int, height: int, pixels: int) -> tuple[int, int]:
    """Largest (width, height) of the same aspect with at most ``pixels`` pixels, never larger than given."""
    scale = min(1.0, sqrt(pixels / (width * height)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def resize_rgb(
    colours: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float] | None = None
) -> Image.Image:
    """Antialiased resize to (width, height) of a picture, RGB or as from `flat`, or of a box in it: RGB."""
    if colours.size != size or box is not None:
        colours = colours.resize(size, Image.Resampling.BILINEAR, box=box, reducing_gap=REDUCING_GAP)
    return colours if colours.mode == "RGB" else colours.convert("RGB")


def resize_plane(plane: Float, size: tuple[int, int]) -> Float:
    """Antialiased bilinear resize of a float32 (H, W) plane to (width, height)."""
    if plane.shape == size[::-1]:
        return plane
    return np.asarray(Image.fromarray(plane).resize(size, Image.Resampling.BILINEAR))


def resize_planes(planes: Float, size: tuple[int, int]) -> Float:
    """Antialiased bilinear resize of float32 (C, H, W) planes to (width, height)."""
    return np.stack([resize_plane(np.ascontiguousarray(plane), size) for plane in planes])


def halve(planes: Float) -> Float:
    """Means of two by two pixels of float32 (C, H, W) planes, sizes rounded up: a pyramid's next level."""
    h, w = planes.shape[1:]
    if h % 2 or w % 2:
        planes = np.pad(planes, ((0, 0), (0, h % 2), (0, w % 2)), "edge")
    rows = planes[:, ::2] + planes[:, 1::2]
    out: Float = rows[..., ::2] + rows[..., 1::2]
    out *= 0.25
    return out


def double(planes: Float, shape: tuple[int, ...]) -> Float:
    """The bilinear way back from `halve`: float32 (C, h, w) planes at the shape (H, W) that they had before."""
    h, w = planes.shape[1:]
    return resize_planes(planes, (2 * w, 2 * h))[:, : shape[0], : shape[1]]
