"""The connected pieces of a mask: which of them are subjects, which are specks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .box_filter import dilate
from .geometry import resize_plane

Float = NDArray[np.float32]
Labels = NDArray[np.int32]

# Pieces are looked for on a grid of this side: coarser than any detail of an edge, fine enough for a pinhole.
GRID = 256
# What counts as belonging to a piece at all.
FAINT = 0.05
# A piece that is nowhere surer than this, nowhere more in than out, is a ghost.
SURE = 0.5
# Mass of a piece as a share of the largest one's, below which it is a speck.
SPECK = 0.003


@dataclass(frozen=True, slots=True)
class Pieces:
    """The connected pieces of a mask.

    Attributes:
        labels: int32 (h, w); 0 outside all pieces, else 1..n.
        peak: float32 (n + 1,), each piece's highest value; index 0 is no piece.
        mass: float32 (n + 1,), each piece's sum as a share of the whole plane.
    """

    labels: Labels
    peak: Float
    mass: Float


def pieces(mask: Float) -> Pieces:
    """Find what is connected. mask: float32 (h, w) in 0..1."""
    labels = label(mask > FAINT)
    count = int(labels.max()) + 1
    peak = np.zeros(count, np.float32)
    np.maximum.at(peak, labels.ravel(), mask.ravel())
    mass = (np.bincount(labels.ravel(), mask.ravel(), count) / mask.size).astype(np.float32)
    peak[0] = mass[0] = 0
    return Pieces(labels, peak, mass)


def largest(mask: Float) -> float:
    """Mass of the largest piece as a share of the picture, 0..1. mask: float32 (H, W) in 0..1."""
    return float(pieces(resize_plane(mask, (GRID, GRID))).mass.max())


def clean(mask: Float) -> Float:
    """Take out specks and ghosts, and fill pinholes.

    A piece goes if it is nowhere sure or tiny beside the largest one, which always stays. A hole in the subject is
    filled only if it is both: between fingers or spokes a hole is sure somewhere, and a pane of glass is not tiny.

    Args:
        mask: float32 (H, W) in 0..1.

    Returns:
        float32 (H, W) in 0..1.
    """
    grid = np.clip(resize_plane(mask, (GRID, GRID)), 0, 1)
    found, holes = pieces(grid), pieces(1 - grid)
    speck = SPECK * found.mass.max()
    gone = (found.peak < SURE) | (found.mass < speck)
    gone[found.mass.argmax()] = False
    filled = (holes.peak < SURE) & (holes.mass < speck)
    for labels, chosen, value in ((found.labels, gone, 0.0), (holes.labels, filled, 1.0)):
        chosen[0] = False
        if chosen.any():
            # With the cells around it, so that no rim is left.
            cells = dilate(chosen[labels], 1) & (chosen[labels] | (labels == 0))
            share = resize_plane(cells.astype(np.float32), mask.shape[::-1])
            mask = mask + share * (np.float32(value) - mask)
    return mask


def label(mask: NDArray[np.bool_]) -> Labels:
    """Number the 8-connected components of a mask (H, W) from 1, in the order of their first pixel.

    Over runs of pixels in a row, with a disjoint-set forest (A. Rosenfeld, J. Pfaltz, "Sequential Operations in Digital
    Picture Processing", JACM 1966, on runs instead of pixels).
    """
    # A column of nothing on either side, so that runs begin and end in their row and touch none of the next.
    padded = np.pad(mask, ((0, 0), (1, 1))).reshape(-1)
    changes = np.flatnonzero(padded[1:] != padded[:-1])
    starts, ends = changes[::2], changes[1::2]
    width = mask.shape[1] + 2
    first_above = np.searchsorted(ends, starts - width).tolist()
    behind_above = np.searchsorted(starts, ends - width, side="right").tolist()
    parent = list(range(starts.size))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for run, (first, behind) in enumerate(zip(first_above, behind_above, strict=True)):
        for other in range(first, behind):
            a, b = sorted((root(run), root(other)))
            parent[b] = a
    numbers: dict[int, int] = {}
    of_run = [numbers.setdefault(root(run), len(numbers) + 1) for run in range(starts.size)]
    labels = np.zeros(mask.shape, np.int32)
    labels[mask] = np.repeat(np.array(of_run, np.int32), ends - starts)
    return labels
