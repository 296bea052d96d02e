"""Solid things are solid: a region of the mask that is in doubt is decided as a region, before its contour is drawn.

Where the networks do not know whether a thing belongs to the subject, their masks hold a plateau somewhere between 0
and 1, and the cut-out would show a body half see-through. Such a plateau is no measurement of transparency. On a coarse
grid the plateaus are found, but for those that are `veil.seen_through`. There the networks' votes are made to agree
within what the picture and the mask show as one thing: a random walker with the votes as its prior (L. Grady,
"Multilabel Random Walker Image Segmentation Using Prior Models", CVPR 2005, equation 6, with a wall around the doubt).
What comes out above a threshold is in, the rest is out.

The mask is then stretched between what it holds nearby on decided and sure ground on either side, so that the contours
that the networks drew around a plateau stay where they are, at the mask's own resolution.
"""

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from ..arrays import Float, Mask
from ..imaging.box_filter import box_mean, dilate
from ..imaging.grid import Field
from ..imaging.resample import resize_plane, resize_planes
from .veil import seen_through

# Regions are decided on a grid of this side: an edge, however soft, is a few cells wide, a region many.
GRID = 128
# Outside these the mask is as good as sure; inside, half-transparency is seen.
CLEAR, SOLID = 0.12, 0.88
# Standard deviation of the mask around a cell up to which it is level. Hair, edges and what is full of holes vary more.
LEVEL = 0.06
# Mean vote above which a region is in: less than half, for of a subject more is doubted than of all that surrounds it.
KEEP = 0.4
# Strength of the ties within a region, beside its votes: these spread over twenty cells, the ties' square root.
TIES = 400.0
# What is an edge: squared differences of colours in units of their mean, and differences of the mask.
COLOUR_EDGE, MASK_EDGE = 4.0, 0.1
# Steps of the solution, and the squared residual from which on no more are needed.
STEPS, SETTLED = 40, 1e-4
# How far around a cell, in cells, the mask's levels on either side are looked for: as wide as a doubtful edge is soft.
REACH = 4
# Weight of sure cells in that, beside decided ones: the plateau's own level counts where there is one.
SURE_WEIGHT = 0.1
# Difference of these levels up to which the contour is the grid's own, and from which it is the mask's.
CONTRAST_FROM, CONTRAST_TO = 0.1, 0.25
# Keeps quotients finite.
TINY = 1e-3


def coarse(plane: Float) -> Float:
    """A plane float32 (H, W) on the grid, float32 (GRID, GRID)."""
    return resize_plane(plane, (GRID, GRID))


def decide(mask: Float, opinions: Sequence[Float], colours: Float) -> Float:
    """Decide the doubtful regions of a mask.

    Args:
        mask: float32 (H, W) in 0..1.
        opinions: what one or more networks said, float32 in 0..1, of the same field of view, in whatever sizes.
        colours: the picture in whatever size, float32 (3, h, w) in 0..1.

    Returns:
        float32 (H, W) in 0..1; the mask itself where no region is in doubt.
    """
    grid = np.clip(coarse(mask), 0, 1)
    doubtful = plateaus(grid, coarse(mask * mask) - grid * grid)
    if not doubtful.any():
        return mask
    inside, outside = grid >= SOLID, grid <= CLEAR
    picture = resize_planes(colours, (GRID, GRID))
    doubtful &= ~seen_through(grid, picture, doubtful, inside, outside)
    if not doubtful.any():
        return mask
    votes: Float = np.mean([coarse(opinion) for opinion in opinions], axis=0, dtype=np.float32)
    keep = agreed(votes, picture, grid, doubtful) > KEEP
    gain, base = levels(grid, doubtful, inside | (doubtful & keep), outside | (doubtful & ~keep))
    return _stretched(mask, gain, base)


def plateaus(grid: Float, variance: Float) -> Mask:
    """Cells in which a mask is in doubt as a region: it is level there, and so are its neighbours.

    Args:
        grid: means of the mask around the cells, float32 (h, w) in 0..1.
        variance: of the mask around the cells, float32 (h, w).

    Returns:
        bool (h, w), regions at least three cells wide.
    """
    doubt = (grid > CLEAR) & (grid < SOLID) & (variance < LEVEL**2)
    return doubt & dilate(~dilate(~doubt, 1), 1)


def agreed(votes: Float, colours: Float, grid: Float, doubtful: Mask) -> Float:
    """Let votes spread over what looks like one thing, among doubtful cells only.

    Minimises Σ (x − vote)² + Σ tie·(xᵢ − xⱼ)² over neighbours by conjugate gradients.

    Args:
        votes, grid: float32 (h, w) in 0..1.
        colours: float32 (3, h, w) in 0..1.
        doubtful: bool (h, w).

    Returns:
        float32 (h, w), in 0..1 but for what the steps leave undone; the votes themselves where nothing is in doubt.
    """
    across = _ties(colours.transpose(0, 2, 1), grid.T, doubtful.T)
    down = _ties(colours, grid, doubtful)
    diagonal = np.ones_like(votes)
    for rows, ties in ((diagonal.T, across), (diagonal, down)):
        rows[1:] += ties
        rows[:-1] += ties

    def product(x: Float) -> Float:
        out = x.copy()
        for rows, changed, ties in ((x.T, out.T, across), (x, out, down)):
            pull = ties * (rows[1:] - rows[:-1])
            changed[1:] += pull
            changed[:-1] -= pull
        return out

    return _solved(product, diagonal, votes)


def levels(grid: Float, doubtful: Mask, inside: Mask, outside: Mask) -> tuple[Float, Float]:
    """The affine functions of a mask that bring its decided regions to 0 or 1, and leave it as it is elsewhere.

    Args:
        grid: means of the mask around the cells, float32 (h, w) in 0..1.
        doubtful: cells that were decided.
        inside, outside: cells that are subject and background now, decided or sure; bool (h, w).

    Returns:
        gain and base, float32 (h, w): 1 and 0 but around decided regions.
    """
    front, back = (side * np.where(doubtful, 1, SURE_WEIGHT).astype(np.float32) for side in (inside, outside))
    front_share, back_share, high, low = box_mean(np.stack([front, back, front * grid, back * grid]), REACH)
    high = (high + TINY) / (front_share + TINY)
    low /= back_share + TINY
    contrast = high - low
    believed = np.clip((contrast - CONTRAST_FROM) / (CONTRAST_TO - CONTRAST_FROM), 0, 1)
    own = np.clip(0.5 + 1.5 * box_mean(inside.astype(np.float32) - outside, 1), 0, 1)
    gain = believed / np.maximum(contrast, CONTRAST_FROM)
    base = (1 - believed) * own - gain * low
    for side, value in ((inside, 1), (outside, 0)):
        deep = ~dilate(~side, 1)
        gain[deep], base[deep] = 0, value
    far = ~dilate(doubtful, REACH)
    gain[far], base[far] = 1, 0
    return gain, base


def _ties(colours: Float, grid: Float, doubtful: Mask) -> Float:
    """How strongly each cell is tied to the one below: float32 (h − 1, w); the arguments are `agreed`'s."""
    colour = np.square(np.diff(colours, axis=1)).sum(0)
    colour /= COLOUR_EDGE * float(colour.mean()) + TINY**2
    edge = np.square(np.diff(grid, axis=0) / np.float32(MASK_EDGE))
    return np.asarray(np.float32(TIES) * np.exp(-(colour + edge)) * (doubtful[1:] & doubtful[:-1]))


def _solved(product: Callable[[Float], Float], diagonal: Float, right: Float) -> Float:
    """Solve product(x) = right, beginning with x = right; float32 (h, w), like the product's diagonal."""
    x = right.copy()
    residual = right - product(x)
    direction = residual / diagonal
    energy = float(np.vdot(residual, direction))
    for _ in range(STEPS):
        if energy < SETTLED:
            break
        pushed = product(direction)
        step = np.float32(energy / float(np.vdot(direction, pushed)))
        x += step * direction
        residual -= step * pushed
        towards = residual / diagonal
        before, energy = energy, float(np.vdot(residual, towards))
        direction *= np.float32(energy / before)
        direction += towards
    return x


def _stretched(mask: Float, gain: Float, base: Float) -> Float:
    """gain·mask + base, clipped to 0..1: planes float32 (GRID, GRID), the mask and what comes back float32 (H, W)."""
    changed = (gain != 1) | (base != 0)
    (top, bottom), (left, right) = (
        _span(changed.any(axis), length) for axis, length in zip((1, 0), mask.shape, strict=True)
    )
    field = Field(left / mask.shape[1], top / mask.shape[0], right / mask.shape[1], bottom / mask.shape[0])
    size = right - left, bottom - top
    gain, base = (
        np.asarray(Image.fromarray(plane).resize(size, Image.Resampling.BILINEAR, field.on((GRID, GRID))))
        for plane in (gain, base)
    )
    out = mask.copy()
    part = out[top:bottom, left:right]
    part *= gain
    part += base
    np.clip(part, 0, 1, out=part)
    return out


def _span(cells: Mask, length: int) -> tuple[int, int]:
    """The pixels, of so many, that hold the first to the last of some cells (GRID,) with one more on either side."""
    at = np.flatnonzero(cells)
    return max(0, int(at[0] - 1) * length // GRID), min(length, -(-int(at[-1] + 2) * length // GRID))
