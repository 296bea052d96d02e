"""Where a kernel samples before any offset, told from the coordinates that an exporter wrote out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Coordinates (y, x) = first + dilation · (kernel row, column) + stride · (row, column) of the padded input."""

    first: Pair
    strides: Pair
    dilations: Pair


def grid_of(points: NDArray[Any] | None, kernel: tuple[int, ...]) -> Grid | None:
    """What (1, 1, K, 2, H, W) coordinates mean; None where they are others than a kernel's of some rows and columns."""
    area = kernel[0] * kernel[1]
    if points is None or points.dtype != np.float32 or points.ndim != 6 or points.shape[:4] != (1, 1, area, 2):
        return None
    if not points.size:
        return None
    table = points.reshape(*kernel, 2, *points.shape[4:])
    down, across = table[:, :, 0], table[:, :, 1]  # each (kernel row, kernel column, row, column)
    rows, columns = down[:, :1, :, :1], across[:1, :, :1, :]
    if not (down == rows).all() or not (across == columns).all():
        return None
    y, x = _steps(rows[:, 0, :, 0]), _steps(columns[0, :, 0, :])
    if y is None or x is None:
        return None
    return Grid(*zip(y, x, strict=True))


def _steps(table: NDArray[Any]) -> tuple[int, int, int] | None:
    """first, stride and dilation of coordinates first + dilation · k + stride · i, (K, N); None if they are others."""
    kernel, length = table.shape
    if not np.isfinite(table).all() or np.abs(table).max() > 1 << 20:
        return None
    first = int(table[0, 0])
    stride = int(table[0, 1]) - first if length > 1 else 1
    dilation = int(table[1, 0]) - first if kernel > 1 else 1
    wanted = first + dilation * np.arange(kernel)[:, None] + stride * np.arange(length)
    return (first, stride, dilation) if stride > 0 and dilation > 0 and np.array_equal(wanted, table) else None
