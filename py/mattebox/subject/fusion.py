"""What the subject is, from what two networks say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Float
from ..imaging.box_filter import box_mean
from ..imaging.resample import resize_plane
from .subjects import clean, largest

# A raw output that spans less has seen next to nothing, and is not stretched into a subject.
LEAST_RANGE = 0.1

# Regional doubt is judged on a coarse grid: there an edge, however soft, is thin and averages out; a region stays.
DOUBT_SIDE = 128
DOUBT_RADIUS = 2
# Mean of 4·m·(1−m) at which a region begins to count as doubtful, and at which it fully does.
DOUBT_FROM, DOUBT_TO = 0.3, 0.5
# Share of the second opinion in a doubtful region, and elsewhere at a pixel that is in full doubt.
SECOND_OPINION = 0.6
SECOND_OPINION_PIXEL = 0.2

# How much steeper a vote of several views is than their mean.
DECISION = 1.5

# A network that is nowhere surer than this, and whose draft sees something else, has found no subject; of several views
# the most decide.
SURE_SOMEWHERE = 0.93
SAME_SUBJECT_IOU = 0.2
# What fills less of a picture than this is a detail of a scene, not its subject.
SMALLEST_SUBJECT = 0.01


@dataclass(frozen=True, slots=True)
class Subject:
    """A mask, float32 (H, W) in 0..1 at the main network's size, and whether it shows a subject at all."""

    mask: Float
    found: bool


def unit_range(mask: Float, stretch: bool) -> Float:
    """A network's raw output as float32 in 0..1; ``stretch`` maps its own minimum and maximum to 0 and 1."""
    if stretch:
        low, high = float(mask.min()), float(mask.max())
        mask = (mask - low) / max(high - low, LEAST_RANGE)
    out: Float = np.clip(mask, 0, 1, dtype=np.float32)
    return out


def vote(masks: Sequence[Float]) -> Float:
    """What several views of a picture say together.

    Their mean is right more often than one of them, but blurred where they differ; it is made as decided again as one
    view is: m^k / (m^k + (1 − m)^k).

    Args:
        masks: float32 (H, W) in 0..1, of the same field of view, in whatever sizes.

    Returns:
        float32 in 0..1, of the largest size; one mask alone is returned as it is.
    """
    if len(masks) == 1:
        return masks[0]
    height, width = max(mask.shape for mask in masks)
    mean = np.zeros((height, width), np.float32)
    for mask in masks:
        mean += resize_plane(mask, (width, height)) / len(masks)
    np.clip(mean, 0, 1, out=mean)
    yes, no = np.power(mean, DECISION), np.power(1 - mean, DECISION)
    return np.asarray(yes / (yes + no), np.float32)


def fuse(views: Sequence[Float], draft: Float) -> Subject:
    """Set the main network's mask right by the draft's, and judge whether there is a subject.

    Args:
        views: the main network's masks of one or more views, float32 (H, W) in 0..1, before any stretch.
        draft: float32 (h, w) in 0..1, of the same field of view.
    """
    main = vote(views)
    mask = blend(main, resize_plane(draft, main.shape[::-1]))
    found = 2 * sum(sees_subject(view, draft) for view in views) > len(views)
    return Subject(clean(mask), found and largest(mask) >= SMALLEST_SUBJECT)


def sees_subject(view: Float, draft: Float) -> bool:
    """Whether a mask is sure somewhere, or the draft sees the same. Both float32 in 0..1, in whatever sizes."""
    return float(view.max()) >= SURE_SOMEWHERE or iou(view, resize_plane(draft, view.shape[::-1])) >= SAME_SUBJECT_IOU


def blend(main: Float, second: Float) -> Float:
    """Ask for a second opinion where the main network is in doubt.

    Where a region (not an edge) of the main mask is neither clearly in nor clearly out, the result moves far towards
    the second. Everywhere else it moves a little, in proportion to the main mask's own uncertainty √(m(1−m)), the
    standard deviation of a yes that comes with probability m: not at all where it is sure, so that nothing of the
    second shines through. Over the development pictures the two lower the mean squared error by 9 %.

    Args:
        main, second: float32 (H, W) in 0..1.

    Returns:
        float32 (H, W) in 0..1.
    """
    doubt = box_mean(resize_plane(4 * main * (1 - main), (DOUBT_SIDE, DOUBT_SIDE)), DOUBT_RADIUS)
    doubt = SECOND_OPINION * np.clip((doubt - DOUBT_FROM) / (DOUBT_TO - DOUBT_FROM), 0, 1)
    share = resize_plane(doubt, main.shape[::-1]) + SECOND_OPINION_PIXEL * np.sqrt(4 * main * (1 - main))
    mask: Float = main + np.minimum(share, SECOND_OPINION) * (second - main)
    return mask


def alone(mask: Float) -> Subject:
    """Judge whether there is a subject where one network was asked. mask: float32 (H, W) in 0..1."""
    return Subject(clean(mask), largest(mask) >= SMALLEST_SUBJECT)


def iou(a: Float, b: Float) -> float:
    """Intersection over union of two masks of one size, thresholded at 0.5; 0 where both are empty."""
    x, y = a > 0.5, b > 0.5
    return float((x & y).sum() / max((x | y).sum(), 1))
