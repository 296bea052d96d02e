"""Square blocks of pixels, for work on some places of a plane: same pixels of all blocks lie side by side in memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Float, Index, Mask
from .box_filter import dilate, window_sum


@dataclass(frozen=True, slots=True)
class Blocks:
    """Some cells of a grid that divides a plane into squares.

    Attributes:
        grid: rows and columns of cells.
        cells: flat indices (n,) into the grid.
        pixels: flat indices (side, side, n) into the plane, margins included; beyond its border the nearest pixel's.
    """

    grid: tuple[int, int]
    cells: Index
    pixels: Index


def covering(mask: Mask, side: int, margin: int = 0, around: int = 0) -> Blocks:
    """The blocks that hold any pixel of a mask.

    Args:
        mask: bool (H, W).
        side: of a block, in pixels.
        margin: by how many pixels each block reaches into its neighbours.
        around: take so many cells around those, too.
    """
    h, w = mask.shape
    rows, columns = np.arange(0, h, side), np.arange(0, w, side)
    y, x = np.divmod(np.flatnonzero(mask), w)
    cells = np.zeros((rows.size, columns.size), np.bool_)
    cells[y // side, x // side] = True
    if around:
        cells = dilate(cells, around)
    i, j = np.nonzero(cells)
    within = np.arange(-margin, side + margin)[:, None]
    y = np.clip(rows[i] + within, 0, h - 1) * w
    x = np.clip(columns[j] + within, 0, w - 1)
    return Blocks((rows.size, columns.size), i * columns.size + j, y[:, None] + x)


def gather(planes: Float | Sequence[Float], index: Index) -> Float:
    """The values of C planes, float32 (H, W) each, at flat indices: float32 (C, *index.shape)."""
    out = np.empty((len(planes), *index.shape), np.float32)
    # Plane by plane: an index into a single dimension is four times as fast.
    for plane, values in zip(planes, out, strict=True):
        values[...] = plane.reshape(-1)[index]
    return out


def scatter(values: Float, index: Index, shape: tuple[int, ...]) -> Float:
    """Planes (C, *shape) of zeros but for the values (C, *index.shape) at flat indices."""
    out = np.zeros((len(values), shape[0] * shape[1]), np.float32)
    for plane, at in zip(out, values, strict=True):
        plane[index] = at
    return out.reshape(-1, *shape)


def inner_mean(values: Float, radius: int) -> Float:
    """Means over the (2·radius+1)² windows inside blocks: float32 (C, side, side, n), each side less by 2·radius."""
    size = 2 * radius + 1
    total = window_sum(window_sum(values, size, 1), size, 2)
    total /= size * size
    return total
