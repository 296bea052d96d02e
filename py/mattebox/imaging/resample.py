"""Sizes, resampling and the network's tensor."""

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..subject.models import ModelSpec

Float = NDArray[np.float32]
Bytes = NDArray[np.uint8]

# The least RGBA pixel without transparency, as a little-endian number.
_OPAQUE = 0xFF000000

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


def is_opaque(image: Bytes) -> bool:
    """Whether no pixel of an RGBA picture (H, W, 4) is even slightly transparent."""
    return bool(image.view("<u4").min() >= _OPAQUE)


def flat(image: Bytes, opaque: bool) -> Image.Image:
    """The picture as the networks shall see it, to be resized.

    Args:
        image: straight RGBA (H, W, 4), C-contiguous.
        opaque: what `is_opaque` says. Then the result is a view: no second copy of the picture.
    """
    if not opaque:
        return rgb_over_white(image)
    return Image.frombuffer("RGBX", image.shape[1::-1], image, "raw", "RGBX", 0, 1)


def rgb_over_white(image: Bytes) -> Image.Image:
    """The picture as the network shall see it: straight RGBA (H, W, 4) flattened over white."""
    picture = Image.fromarray(image)
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return white.convert("RGB")


def tensor(colours: Image.Image, model: ModelSpec) -> Float:
    """Squeeze a picture, RGB or as from `flat`, to the network's input, whatever its aspect.

    Returns:
        float32 (1, 3, model.height, model.width), C-contiguous.
    """
    x = np.asarray(resize_rgb(colours, (model.width, model.height)))
    scale = max(float(x.max()), 1.0) if model.scale == "max" else 1.0
    out = np.empty((1, 3, *x.shape[:2]), np.float32)
    for c in range(3):
        plane = out[0, c]
        plane[...] = x[..., c]
        plane *= 1 / (scale * model.std[c])
        plane -= model.mean[c] / model.std[c]
    return out


class Field(NamedTuple):
    """A part of the field of view: shares of the picture's width and height, 0..1."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def on(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """The box (left, top, right, bottom) in pixels of a plane of (width, height) that spans everything."""
        return self.left * size[0], self.top * size[1], self.right * size[0], self.bottom * size[1]


WHOLE = Field()


def nearest(plane: Bytes, size: tuple[int, int], field: Field = WHOLE) -> Bytes:
    """A uint8 (h, w) plane that spans everything, repeated to a grid of (width, height) that spans a field."""
    h, w = plane.shape
    left, top, right, bottom = field.on((w, h))
    rows, columns = _nearest(h, size[1], top, bottom), _nearest(w, size[0], left, right)
    return plane[:, columns][rows]


def _nearest(small: int, full: int, start: float, end: float) -> NDArray[np.int32]:
    """Pillow's own choice, along one axis: a resize of the plane itself would be copied twice on its way."""
    line = Image.fromarray(np.arange(small, dtype=np.int32)[None])
    chosen = line.resize((full, 1), Image.Resampling.NEAREST, box=(start, 0, end, 1))
    return np.asarray(chosen, np.int32).reshape(full)


def sample(planes: Float, index: NDArray[np.intp], size: tuple[int, int], field: Field = WHOLE) -> Float:
    """Bilinear values of low-resolution planes at some pixels of a finer grid.

    Args:
        planes: float32 (C, h, w), spanning the whole field of view.
        index: flat indices (n,) into the grid, row by row.
        size: (width, height) of the grid.
        field: what the grid spans.

    Returns:
        float32 (C, n).
    """
    h, w = planes.shape[1:]
    y, x = np.divmod(index, size[0])
    top, bottom, fy = _taps(y, size[1], h, field.top, field.bottom)
    left, right, fx = _taps(x, size[0], w, field.left, field.right)
    top *= w
    bottom *= w
    corners = top + left, top + right, bottom + left, bottom + right
    out = np.empty((len(planes), index.size), np.float32)
    # Plane by plane: an index into a single dimension is many times as fast as one of several, or as `take`.
    for plane, values in zip(planes.reshape(-1, h * w), out, strict=True):
        a, b, c, d = (plane[corner] for corner in corners)
        high, low = _mix(a, b, fx), _mix(c, d, fx)
        values[...] = _mix(high, low, fy)
    return out


def _mix(a: Float, b: Float, share: Float) -> Float:
    """a + (b − a)·share, in place of b."""
    b -= a
    b *= share
    b += a
    return b


def _taps(
    position: NDArray[np.intp], full: int, small: int, start: float, end: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], Float]:
    step, first = small * (end - start) / full, small * start
    x = (position.astype(np.float32) + np.float32(0.5)) * np.float32(step) + np.float32(first - 0.5)
    np.clip(x, 0, small - 1, out=x)
    left = x.astype(np.intp)
    return left, np.minimum(left + 1, small - 1), (x - left).astype(np.float32)
