"""A cut-out as it is to be finished, and what each finish of it needs again."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from PIL import Image

from ..arrays import Bytes
from ..imaging.resample import REDUCING_GAP
from ..options.finish import Frame
from . import backdrop
from .lay import _upright
from .placement import Box, Placement, head_box, place, subject_box, turned_size

# Longer side of the copy of a cut-out that previews are made of.
PREVIEW_SIDE = 1280


@dataclass(frozen=True)
class Plate:
    """A cut-out to be finished again and again; what no finish changes is made once.

    Attributes:
        cutout: uint8 (H, W, 4), straight alpha.
        original: uint8 (H, W, 4), the picture it was cut out of.
    """

    cutout: Bytes
    original: Bytes
    _blurs: dict[tuple[int, float, float], Image.Image] = field(default_factory=dict, repr=False)

    @cached_property
    def small(self) -> Image.Image:
        """RGBA, the longer side at most `PREVIEW_SIDE`."""
        picture = Image.fromarray(self.cutout)
        scale = min(1.0, PREVIEW_SIDE / max(picture.size))
        if scale == 1:
            return picture
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        return (
            picture.convert("RGBa").resize(size, Image.Resampling.BILINEAR, reducing_gap=REDUCING_GAP).convert("RGBA")
        )

    @cached_property
    def around(self) -> Image.Image:
        """See `backdrop.surroundings`."""
        return backdrop.surroundings(self.original, self.cutout[..., 3])

    @cached_property
    def box(self) -> Box:
        """Of the subject."""
        return subject_box(self.cutout[..., 3])

    def blurred(self, turn: int, tilt: float, blur: float) -> Image.Image:
        """The surroundings, turned and blurred; the last ones are kept."""
        key = turn, tilt, blur
        if self._blurs.get(key) is None:
            self._blurs.clear()
            self._blurs[key] = backdrop.blurred(_upright(self.around, turn, tilt), blur)
        return self._blurs[key]

    def placement(self, frame: Frame) -> Placement:
        """Where the picture lies in a frame."""
        height, width = self.cutout.shape[:2]
        size = turned_size((width, height), frame)
        head = None
        if frame.tilt == 0 and frame.anchor != "head":
            box = _turned_box(self.box, (width, height), frame.turn)
        else:
            alpha = np.asarray(_upright(self.small.getchannel("A"), frame.turn, frame.tilt))
            scale = size[0] / alpha.shape[1]
            box, head = subject_box(alpha).scaled(scale), head_box(alpha).scaled(scale)
        return place(frame, size, box, head)


def _turned_box(box: Box, size: tuple[int, int], turn: int) -> Box:
    width, height = size
    left, top, right, bottom = box
    return {
        0: box,
        90: Box(height - bottom, left, height - top, right),
        180: Box(width - right, height - bottom, width - left, height - top),
        270: Box(top, width - right, bottom, width - left),
    }[turn]
