"""Strokes as hints: a rough stroke over a wrong place moves the mask to the real edge there.

What lies in the middle of a stroke is taken at its word. Its rim is decided by colour: what looks like the middle
belongs to it, what looks like the other side nearby does not. Colours are told apart by smoothed histograms, as in the
colour models of Y. Boykov and M.-P. Jolly, "Interactive Graph Cuts for Optimal Boundary & Region Segmentation", ICCV
2001, section 2.4; the guided filter takes the place of the cut, for it needs a fixed and short time.
"""

from functools import partial

import numpy as np

from ..arrays import Float, Index, Mask
from ..imaging import guided_filter
from ..imaging.box_filter import box_mean, window_sum
from ..imaging.grid import Grid
from ..options.fixes import Stroke
from . import strokes

# From this depth on a stroke is taken at its word.
CORE = 0.6
# How far around a stroke, in its own reach, the other side's colours are looked for.
AROUND = 1.0
# Values beyond which the mask outside a stroke tells a side's colours.
SURE = 0.9
# Bins a channel of the colour histograms, and how often neighbouring bins are averaged.
BINS, SMOOTHING = 16, 2
# What a bin holds where nothing was seen, as a share of all.
UNSEEN = 1e-4
# Weight of the colours of the same side outside the stroke, beside its middle's.
SAME_SIDE = 0.3
# Log-odds by colour are believed up to this, and by depth in the rim up to that.
MOST_BY_COLOUR, MOST_BY_DEPTH = 4.0, 2.0
# Depth at which the rim speaks neither for the one nor for the other side.
EVEN = 0.15
# Fewer pixels than this tell no colours.
FEWEST = 20
# Radius of the guided filter, as a share of the low resolution's long side, its regulariser, and the gain after it.
RADIUS, EPSILON, GAIN = 0.004, 1e-3, 2.0


def apply(picture: Float, mask: Float, stroke: Stroke, grid: Grid) -> Float:
    """The mask with a stroke's hint in it.

    Args:
        picture: float32 (3, h, w) in 0..1.
        mask: float32 (h, w) in 0..1, of the same pixels. Not changed.
        stroke: not a hard one.
        grid: of picture and mask.
    """
    where = strokes.window(stroke, grid, AROUND)
    if where.empty:
        return mask
    out = mask.copy()
    depth = strokes.depth(stroke, grid, where)
    out[where] = snap(picture[:, *where], out[where], depth, stroke.effect == "restore", max(mask.shape))
    return out


def snap(picture: Float, mask: Float, depth: Float, restore: bool, side: int) -> Float:
    """Decide which pixels of a rough stroke it meant.

    Args:
        picture: float32 (3, h, w) in 0..1.
        mask: float32 (h, w) in 0..1.
        depth: float32 (h, w): 0 outside the stroke, up to 1 in its middle.
        restore: whether the stroke means subject, or background.
        side: of the whole low resolution, for lengths.

    Returns:
        float32 (h, w); unchanged outside the stroke.
    """
    meant = mask if restore else 1 - mask
    inside, core = depth > 0, depth >= CORE
    same, other = ~inside & (meant > SURE), ~inside & (meant < 1 - SURE)
    if np.count_nonzero(other) < FEWEST or np.count_nonzero(core) < FEWEST:
        new = inside.astype(np.float32)
    else:
        bins = _bins(picture)
        ours, theirs = _histogram(bins, core), _histogram(bins, other)
        if np.count_nonzero(same) >= FEWEST:
            ours = np.asarray((ours + SAME_SIDE * _histogram(bins, same)) / (1 + SAME_SIDE), np.float32)
        odds = np.log((ours + UNSEEN) / (theirs + UNSEEN)).astype(np.float32)
        by_colour = np.clip(odds, -MOST_BY_COLOUR, MOST_BY_COLOUR)[bins]
        by_depth = np.clip((depth - EVEN) / (CORE - EVEN), -1, 1) * MOST_BY_DEPTH
        new = (1 / (1 + np.exp(-(by_colour + by_depth)))).astype(np.float32)
        new[core] = 1
        np.copyto(new, meant, where=~inside)
        mean = partial(box_mean, radius=max(1, round(RADIUS * side)))
        new = guided_filter.apply(guided_filter.coefficients(picture, new, EPSILON, mean), picture)
        new = np.clip((new - 0.5) * GAIN + 0.5, 0, 1)
        new[core] = 1
    # A stroke adds to its side and takes nothing away from it.
    meant = np.where(inside, np.maximum(meant, new), meant).astype(np.float32)
    return meant if restore else 1 - meant


def _bins(picture: Float) -> Index:
    r, g, b = np.minimum((picture * BINS).astype(np.intp), BINS - 1)
    return np.asarray((r * BINS + g) * BINS + b)


def _histogram(bins: Index, where: Mask) -> Float:
    """Smoothed shares of the colours of some pixels: float32 (BINS³,), together 1."""
    counts: Float = np.bincount(bins[where], minlength=BINS**3).astype(np.float32).reshape(BINS, BINS, BINS)
    for _ in range(SMOOTHING):
        for axis in range(3):
            pad = [(1, 1) if a == axis else (0, 0) for a in range(3)]
            counts = window_sum(np.pad(counts, pad, "edge"), 3, axis)
    return np.asarray(np.ascontiguousarray(counts).reshape(-1) / max(float(counts.sum()), 1), np.float32)
