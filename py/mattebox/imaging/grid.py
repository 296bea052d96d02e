"""Where a part of a picture lies on a grid: in shares (Field), in pixels (Grid, Window), and how to read it there."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..arrays import Bytes, Float, Index


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


def sample(planes: Float, index: Index, size: tuple[int, int], field: Field = WHOLE) -> Float:
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


def _taps(position: Index, full: int, small: int, start: float, end: float) -> tuple[Index, Index, Float]:
    step, first = small * (end - start) / full, small * start
    x = (position.astype(np.float32) + np.float32(0.5)) * np.float32(step) + np.float32(first - 0.5)
    np.clip(x, 0, small - 1, out=x)
    left = x.astype(np.intp)
    return left, np.minimum(left + 1, small - 1), (x - left).astype(np.float32)


class Grid(NamedTuple):
    """Pixels of a plane that shows a part of the full picture.

    Attributes:
        size: (width, height) of the plane.
        box: (left, top, right, bottom) that it shows, in pixels of the full picture.
    """

    size: tuple[int, int]
    box: tuple[float, float, float, float]

    @property
    def scale(self) -> tuple[float, float]:
        """Plane pixels per full pixel, in x and y."""
        left, top, right, bottom = self.box
        return self.size[0] / (right - left), self.size[1] / (bottom - top)


class Window(NamedTuple):
    """Rows and columns of a plane: indexes (..., H, W) arrays."""

    rows: slice
    columns: slice

    @property
    def empty(self) -> bool:
        return bool(self.rows.start >= self.rows.stop or self.columns.start >= self.columns.stop)
