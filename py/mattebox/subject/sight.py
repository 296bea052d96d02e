"""A picture and what the networks saw in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..arrays import Bytes, Float
from ..options.fixes import Box
from .advice import Tip
from .fusion import Subject


@dataclass(frozen=True, slots=True)
class Sight:
    """All that an edit of the edge needs.

    Attributes:
        image: uint8 (H, W, 4), straight RGBA.
        low: the same at low resolution, from `low.low_picture`.
        subject: what was chosen.
        timings: seconds by stage so far.
        opaque: whether ``image`` has no transparency of its own.
        cut: whether ``image`` is cut out already, so that its own alpha is the matte.
        tips: what could be better about the picture.
        closer: masks of boxes that were looked at again, float32 (H', W') in 0..1.
    """

    image: Bytes
    low: Float
    subject: Subject
    timings: dict[str, float]
    opaque: bool
    tips: tuple[Tip, ...] = ()
    closer: Mapping[Box, Float] = field(default_factory=dict)
    cut: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.image.shape[1], self.image.shape[0]
