"""Where a picture lies on the canvas that its frame asks for: pure geometry."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..arrays import Bytes, Float
from ..options.finish import Frame

# Alpha that counts as subject: single hairs should not move the frame.
SEEN = 26
# Room above the head in identity photos, as a share of the height: 4 mm of 45.
HEAD_ROOM = 0.09
# The most of the width that a head may take, hair included, and the usual share of the height.
HEAD_WIDTH = 0.8
HEAD_FILL = 0.7
# A head's height over its width, hair included.
HEAD_ASPECT = 1.35
# How narrow a neck is beside the head above it, at the most, and how much wider what is below it, at least.
NECK = 0.9
SHOULDERS = 1.3
CHIN = 1.1


class Box(NamedTuple):
    """left, top, right, bottom in pixels; right and bottom are outside."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def scaled(self, factor: float) -> "Box":
        return Box(*(factor * each for each in self))


@dataclass(frozen=True, slots=True)
class Placement:
    """What a canvas shows.

    Attributes:
        size: width and height of the canvas in pixels.
        window: the part of the turned picture that fills it; it may reach beyond the picture.
        subject: the subject's longer side in pixels of the canvas.
    """

    size: tuple[int, int]
    window: Box
    subject: float


def subject_box(alpha: Bytes) -> Box:
    """The box around what is seen of a uint8 (H, W) matte; all of it where nothing is."""
    seen = alpha >= SEEN
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return Box(0, 0, *reversed(alpha.shape))
    return Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def head_box(alpha: Bytes) -> Box:
    """The head of a person: from the top of a uint8 (H, W) matte down to its neck, between the head's sides.

    The neck is where the silhouette is narrowest between a head and shoulders. Where there is none to be seen the
    height is guessed by the width of the top.
    """
    box = subject_box(alpha)
    top, bottom = int(box.top), int(box.bottom)
    seen = alpha[top:bottom] >= 128
    widths = seen.sum(axis=1).astype(np.float32)
    widths = np.convolve(np.pad(widths, 2, "edge"), np.full(5, 0.2, np.float32), "valid")
    above = np.maximum.accumulate(widths)
    below = np.maximum.accumulate(widths[::-1])[::-1]
    necks = np.flatnonzero((widths < NECK * above) & (below > SHOULDERS * widths) & (above > 0.1 * widths.max()))
    upper = seen[: max(1, len(widths) // 4)]
    if necks.size:
        foot = first = necks[0]
        while foot + 1 < len(widths) and widths[foot + 1] <= widths[foot]:
            foot += 1
        # The chin is where the slope to the neck has nearly come to its foot.
        first += int(np.argmax(widths[first : foot + 1] <= CHIN * widths[foot]))
        height = float(first)
        upper = seen[: max(1, first)]
    else:
        height = min(float(len(widths)), HEAD_ASPECT * _median(widths[: len(upper)]))
    columns = np.flatnonzero(upper.any(axis=0))
    left, right = (columns[0], columns[-1] + 1) if columns.size else (box.left, box.right)
    return Box(float(left), float(top), float(right), float(top + max(1.0, height)))


def _median(values: Float) -> float:
    """numpy's own asks for numpy.ma, which browsers do without."""
    ordered = np.sort(values)
    return float(ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2


def turned_size(size: tuple[int, int], frame: Frame) -> tuple[float, float]:
    """Width and height of a picture after turn and tilt, with room for its corners."""
    width, height = size if frame.turn % 180 == 0 else size[::-1]
    sin, cos = abs(np.sin(np.radians(frame.tilt))), abs(np.cos(np.radians(frame.tilt)))
    return float(width * cos + height * sin), float(width * sin + height * cos)


def place(frame: Frame, picture: tuple[float, float], box: Box, head: Box | None = None) -> Placement:
    """Lay a frame.

    Args:
        picture: width and height after turn and tilt.
        box: of the subject in that.
        head: of a person, where the frame's anchor asks for it.
    """
    aspect = frame.size[0] / frame.size[1] if frame.size else frame.aspect
    if frame.crop == "picture":
        window = _inside(picture, box, aspect, frame)
    elif frame.anchor == "head" and head is not None:
        window = _around_head(picture, box, head, aspect, frame)
    else:
        window = _around(picture, box, aspect, frame)
    if frame.size is None:
        # Whole pixels stay what they are.
        left, top = round(window.left), round(window.top)
        size = max(1, round(window.width)), max(1, round(window.height))
        return Placement(size, Box(left, top, left + size[0], top + size[1]), max(box.width, box.height))
    return Placement(frame.size, window, max(box.width, box.height) * frame.size[0] / window.width)


def _inside(picture: tuple[float, float], box: Box, aspect: float | None, frame: Frame) -> Box:
    """The largest window of an aspect inside the picture, as near to the subject's middle as can be."""
    width, height = picture
    if aspect is not None:
        width, height = min(width, height * aspect), min(height, width / aspect)
    left = (box.left + box.right - width) / 2 - frame.x * width
    top = (box.top + box.bottom - height) / 2 - frame.y * height
    left, top = max(0, min(left, picture[0] - width)), max(0, min(top, picture[1] - height))
    return Box(left, top, left + width, top + height)


def _around(picture: tuple[float, float], box: Box, aspect: float | None, frame: Frame) -> Box:
    cut = _cut_sides(picture, box)
    if frame.fill is not None:
        width, height = box.width / frame.fill, box.height / frame.fill
    else:
        margin = frame.margin * (max(box.width, box.height) / 100 if frame.unit == "percent" else 1)
        width = box.width + margin * (2 - sum(cut[0]))
        height = box.height + margin * (2 - sum(cut[1]))
    if aspect is not None:
        width, height = max(width, height * aspect), max(height, width / aspect)
    left, right = _spread(box.left, box.right, width, cut[0])
    top, bottom = _spread(box.top, box.bottom, height, cut[1])
    return _moved(Box(left, top, right, bottom), frame)


def _around_head(picture: tuple[float, float], box: Box, head: Box, aspect: float | None, frame: Frame) -> Box:
    height = head.height / (frame.fill or HEAD_FILL)
    if aspect is not None:
        height = max(height, head.width / HEAD_WIDTH / aspect)
    if _cut_sides(picture, box)[1][1]:
        # The picture's lower edge must not be seen.
        height = min(height, (picture[1] - head.top) / (1 - HEAD_ROOM))
    width = height * (aspect or picture[0] / picture[1])
    left, top = (head.left + head.right - width) / 2, head.top - HEAD_ROOM * height
    return _moved(Box(left, top, left + width, top + height), frame)


def _moved(window: Box, frame: Frame) -> Box:
    x, y = frame.x * window.width, frame.y * window.height
    return Box(window.left - x, window.top - y, window.right - x, window.bottom - y)


def _cut_sides(picture: tuple[float, float], box: Box) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
    """Which sides of the picture the subject reaches: (left, right), (top, bottom)."""
    return (box.left < 1, box.right > picture[0] - 1), (box.top < 1, box.bottom > picture[1] - 1)


def _spread(start: float, end: float, length: float, cut: tuple[bool, bool]) -> tuple[float, float]:
    """Makes room around a stretch, on both sides or where nothing is cut off."""
    room = length - (end - start)
    before = room / 2 if cut[0] == cut[1] else 0 if cut[0] else room
    return start - before, end + room - before
