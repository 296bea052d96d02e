"""Where a region that is neither in nor out is seen through: glass, veils, smoke, what moved while it was taken.

Two things tell it from a solid thing that the networks merely do not know. Either its colours lie between those of the
sure subject and of the sure background nearby, in the very proportion that the mask says: then two measurements that
know nothing of each other agree on one alpha (the compositing equation C = αF + (1 − α)B, T. Porter, T. Duff,
"Compositing Digital Images", SIGGRAPH 1984, solved for α by projection as in Y.-Y. Chuang et al., "A Bayesian Approach
to Digital Matting", CVPR 2001, section 3). Or the background's own light and dark goes on within the region: what is
seen there rises and falls with the background beside it. A solid thing hides the background, and does neither but by
chance.
"""

import numpy as np

from ..arrays import Float, Mask
from ..imaging.box_filter import box_mean

# Half-width, in cells, of the window in which sure colours are averaged, and weight of the whole picture beside it:
# next to nothing, but where nothing is near.
NEAR, ANYWHERE = 8, 0.02
# Least difference of subject and background that tells a mixture from noise; how far a colour may lie beside the line
# between them, as a share of that; how far alpha by colour may differ from the mask, and must from 0 and 1.
APART, BESIDE, AGREED, PARTIAL = 0.15, 0.25, 0.2, 0.15
# Half-width of the window for the background beside a place, its least share that is sure, and half-width of the window
# in which the two are compared.
BESIDE_NEAR, BESIDE_ENOUGH, COMPARED = 4, 0.05, 6
# Least share of that window that is compared.
ENOUGH_COMPARED = 0.1
# Least contrast of the background, least share of it that shows through, and least correlation of the two.
CONTRAST, SHOWS, CORRELATION = 0.03, 0.25, 0.8
# A place is seen through if by either measure most of what could be tested so far around it is.
AROUND, MOST = 12, 0.5
# Keeps quotients finite.
TINY = 1e-4


def seen_through(grid: Float, colours: Float, doubtful: Mask, inside: Mask, outside: Mask) -> Mask:
    """The doubtful cells in which the background is seen through the subject.

    Args:
        grid: a mask, float32 (h, w) in 0..1.
        colours: the picture, float32 (3, h, w) in 0..1.
        doubtful, inside, outside: which cells are in doubt, surely subject and surely background, bool (h, w).

    Returns:
        bool (h, w), of the doubtful ones.
    """
    seen = np.zeros_like(doubtful)
    for clear, told in (_mixed(grid, colours, inside, outside), _shows(colours.mean(0), doubtful, outside)):
        told &= doubtful
        positive, tested = box_mean(np.stack([clear & told, told]).astype(np.float32), AROUND)
        seen |= positive > MOST * tested
    return doubtful & seen


def _mixed(grid: Float, colours: Float, inside: Mask, outside: Mask) -> tuple[Mask, Mask]:
    """Where a colour is the mask's mixture of the subject's and the background's, and where that can be told at all."""
    front, back = (_sure_colours(colours, where) for where in (inside, outside))
    line, own = front - back, colours - back
    length = (line * line).sum(0) + TINY
    alpha = (line * own).sum(0) / length
    off = np.square(own - alpha * line).sum(0)
    told = length > APART**2
    if not (inside.any() and outside.any()):
        told[:] = False
    partial = (alpha > PARTIAL) & (alpha < 1 - PARTIAL) & (np.abs(alpha - grid) < AGREED)
    return told & partial & (off < BESIDE**2 * length), told


def _shows(light: Float, doubtful: Mask, outside: Mask) -> tuple[Mask, Mask]:
    """Where what is doubtful rises and falls with the background beside it, and where that can be told at all.

    Args:
        light: float32 (h, w) in 0..1.
    """
    sure = outside.astype(np.float32)
    beside, share = box_mean(np.stack([light * sure, sure]), BESIDE_NEAR)
    beside /= share + TINY
    weight = (doubtful & (share > BESIDE_ENOUGH)).astype(np.float32)
    moments = np.stack([np.ones_like(light), light, beside, light * light, beside * beside, light * beside])
    enough, *sums = box_mean(weight * moments, COMPARED)
    own, theirs, own_variance, their_variance, common = (plane / (enough + TINY) for plane in sums)
    own_variance -= own * own
    their_variance -= theirs * theirs
    common -= own * theirs
    follows = (common > SHOWS * their_variance) & (common * common > CORRELATION**2 * own_variance * their_variance)
    told = (enough > ENOUGH_COMPARED) & (their_variance > CONTRAST**2)
    return told & follows, told


def _sure_colours(colours: Float, where: Mask) -> Float:
    """Mean colours of some cells around each cell, the nearer the better: float32 (C, h, w)."""
    weight = where.astype(np.float32)
    known = np.stack([*(colours * weight), weight])
    sums = box_mean(known, NEAR) + ANYWHERE * known.mean((1, 2), keepdims=True)
    return np.asarray(sums[:-1] / (sums[-1] + TINY))
