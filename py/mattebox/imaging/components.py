"""Connected components."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Float, Labels, Mask

# What counts as belonging to a piece at all.
FAINT = 0.05


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


def label(mask: Mask) -> Labels:
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
