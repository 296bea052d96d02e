"""Corrections in a mask, before it is refined: each in its turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Float
from ..imaging.grid import Grid
from ..imaging.resample import resize_plane
from ..options.fixes import Box, Closer, Fix, Pick, Stroke, Tidy
from ..subject import subjects
from ..subject.fusion import Subject
from . import hints

# What a closer look found ends so softly at its box, as a share of the box.
FADE = 0.04


@dataclass(frozen=True, slots=True)
class State:
    """A mask between two corrections.

    Attributes:
        mask: float32 (h, w) in 0..1.
        seen: the same with all that was dropped by a click.
    """

    mask: Float
    seen: Float


def start(subject: Subject, fixes: Sequence[Fix], grid: Grid) -> State:
    """What corrections begin with.

    Where the networks found no subject that is nothing, unless the first stroke takes something away: from all.
    """
    width, height = grid.size
    if subject.found:
        mask = resize_plane(subject.mask, grid.size)
    else:
        first = fixes[0] if fixes else None
        all_of_it = isinstance(first, Stroke) and first.effect == "erase"
        mask = np.full((height, width), all_of_it, np.float32)
    return State(mask, mask)


def correct(state: State, fix: Fix, picture: Float, grid: Grid, closer: Mapping[Box, Float]) -> State:
    """One correction.

    Args:
        fix: of which hard strokes are left out: they are painted over the finished matte.
        picture: float32 (3, h, w) in 0..1, low resolution.
        grid: of the low resolution, in the full picture.
        closer: masks of the boxes that were looked at again; a box without one is left out.
    """
    mask, seen = state.mask, state.seen
    match fix:
        case Stroke(hard=False):
            mask = hints.apply(picture, mask, fix, grid)
            return State(mask, np.maximum(seen, mask) if fix.effect == "restore" else np.minimum(seen, mask))
        case Pick(at, keep):
            return State(subjects.pick(mask, seen, _share(at, grid), keep), seen)
        case Closer(box) if box in closer:
            found = _placed(closer[box], box, grid)
            return State(np.maximum(mask, found), np.maximum(seen, found))
        case Tidy(what):
            mask = subjects.fill_holes(mask) if what == "holes" else subjects.remove_specks(mask)
            return State(mask, np.maximum(seen, mask))
    return state


def _share(at: tuple[float, float], grid: Grid) -> tuple[float, float]:
    left, top, right, bottom = grid.box
    return (at[0] - left) / (right - left), (at[1] - top) / (bottom - top)


def _placed(found: Float, box: Box, grid: Grid) -> Float:
    """The mask of a box in a plane of nothing, faded at the box's border where that is not the picture's."""
    out = np.zeros(grid.size[::-1], np.float32)
    sx, sy = grid.scale
    left, top, right, bottom = (round(v * s) for v, s in zip(box, (sx, sy, sx, sy), strict=True))
    part = out[max(0, top) : bottom, max(0, left) : right]
    if part.size:
        rows = _ramp(part.shape[0], top > 0, bottom < out.shape[0])
        columns = _ramp(part.shape[1], left > 0, right < out.shape[1])
        part[...] = resize_plane(found, part.shape[::-1]) * np.minimum(rows[:, None], columns)
    return out


def _ramp(length: int, rises: bool, falls: bool) -> Float:
    at = np.arange(length, dtype=np.float32) + np.float32(0.5)
    ramp = np.full(length, length, np.float32)
    if rises:
        ramp = at
    if falls:
        ramp = np.minimum(ramp, length - at)
    return np.asarray(np.minimum(ramp / max(1.0, FADE * length), 1), np.float32)
