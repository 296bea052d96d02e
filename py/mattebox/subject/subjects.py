"""The connected pieces of a mask: which of them are subjects, which are specks."""

import numpy as np

from ..arrays import Float, Labels, Mask
from ..imaging.box_filter import dilate
from ..imaging.components import FAINT, label, pieces
from ..imaging.resample import resize_plane

# Pieces are looked for on a grid of this side: coarser than any detail of an edge, fine enough for a pinhole.
GRID = 256
# A piece that is nowhere surer than this, nowhere more in than out, is a ghost.
SURE = 0.5
# Mass of a piece as a share of the largest one's, below which it is a speck.
SPECK = 0.003
# The same, where a person asks for specks to be removed.
LARGE = 0.1
# Half-widths of what is thin enough for two subjects to be told apart there, from the thinnest.
NECKS = (1, 2, 3, 5, 7)
# Least core of a part, as a share of all that was found, and the least subject that can be picked, of the picture.
PART, LEAST_PART = 0.06, 0.0005
# Cells beside a subject that still mean it.
NEAR = 4


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


def parts(mask: Float) -> Labels:
    """The subjects of a mask, where connected ones are told apart if they hang together by something thin.

    A piece is eaten away from its border (the opening of mathematical morphology); if it falls into parts of which the
    second largest is something still, each part grows back to what is nearest to it.

    Args:
        mask: float32 (H, W) in 0..1.

    Returns:
        int32 (GRID, GRID): 0 for no subject, else 1..n, the largest first.
    """
    grid = resize_plane(mask, (GRID, GRID))
    around, whole = grid > FAINT, label(grid > SURE)
    for radius in NECKS:
        cores = label(~dilate(whole == 0, radius))
        sizes = np.bincount(cores.ravel())
        sizes[0] = 0
        least = PART * max(1, int(np.count_nonzero(whole)))
        cores[sizes[cores] < least] = 0
        for piece in np.unique(whole[cores > 0]):
            inside = whole == piece
            found = np.unique(cores[inside & (cores > 0)])
            if found.size > 1:
                split = _grow(np.where(inside, cores, 0), inside)
                whole[inside] = split[inside] + whole.max()
    grown = _grow(whole, around)
    sizes = np.bincount(grown.ravel())
    sizes[0] = 0
    order = np.argsort(-sizes, kind="stable")
    rank = np.zeros(sizes.size, np.int32)
    rank[order] = np.arange(1, sizes.size + 1)
    rank[sizes < LEAST_PART * grown.size] = 0
    return np.asarray(rank[grown], np.int32)


def _grow(labels: Labels, inside: Mask) -> Labels:
    """Spread labels over what is connected to them and not labelled yet, one step a round."""
    labels = labels.copy()
    while True:
        spread = labels.copy()
        for axis in (0, 1):
            for near, far in ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))):
                to, source = np.moveaxis(spread, axis, 0)[near], np.moveaxis(labels, axis, 0)[far]
                np.copyto(to, source, where=to == 0)
        spread[~inside] = 0
        if np.array_equal(spread, labels):
            return labels
        labels = spread


def part_at(mask: Float, at: tuple[float, float]) -> Mask | None:
    """The cells (GRID, GRID) of the subject at a place, given in shares of width and height; None if there is none."""
    labels = parts(mask)
    x, y = (min(GRID - 1, max(0, int(share * GRID))) for share in at)
    near = labels[max(0, y - NEAR) : y + NEAR + 1, max(0, x - NEAR) : x + NEAR + 1]
    number = labels[y, x] or (np.bincount(near[near > 0]).argmax() if (near > 0).any() else 0)
    return labels == number if number else None


def pick(mask: Float, seen: Float, at: tuple[float, float], keep: bool) -> Float:
    """Drop the subject at a place, or bring it back.

    Args:
        mask: float32 (H, W) in 0..1, as it is.
        seen: float32 (H, W) in 0..1, as it was before anything was dropped.
        at: shares of width and height.
    """
    cells = part_at(seen if keep else mask, at)
    if cells is None:
        return mask
    others = (parts(seen if keep else mask) > 0) & ~cells
    share = resize_plane((dilate(cells, 1) & ~others).astype(np.float32), mask.shape[::-1])
    return np.asarray(mask + share * ((seen if keep else np.float32(0)) - mask), np.float32)


def fill_holes(mask: Float) -> Float:
    """Fill what the subject encloses. mask: float32 (H, W) in 0..1."""
    grid = np.clip(resize_plane(mask, (GRID, GRID)), 0, 1)
    outside = pieces(np.pad(1 - grid, 1, constant_values=1)).labels
    enclosed = (outside != outside[0, 0])[1:-1, 1:-1] & (grid < 1 - FAINT)
    share = resize_plane(dilate(enclosed, 1).astype(np.float32), mask.shape[::-1])
    return np.maximum(mask, share)


def remove_specks(mask: Float) -> Float:
    """Remove all but the large pieces. mask: float32 (H, W) in 0..1."""
    found = pieces(np.clip(resize_plane(mask, (GRID, GRID)), 0, 1))
    kept = found.mass >= LARGE * float(found.mass.max())
    kept[0] = False
    share = resize_plane(dilate(kept[found.labels], 1).astype(np.float32), mask.shape[::-1])
    return np.asarray(mask * share, np.float32)
