"""What edits of one picture share at low resolution, so that each of them works out only what it changes."""

from collections.abc import Mapping, Sequence

import numpy as np

from .arrays import Float
from .fixes.history import MaskHistory
from .fixes.mask import State
from .imaging.grid import Grid, Window
from .matte.low import LowMatte, as_it_is, low_colours, low_matte
from .options.edges import Edge
from .options.fixes import Box, Fix
from .subject import own_alpha
from .subject.sight import Sight


class LowCache:
    """The masks after the last corrections, and the last matte of the whole picture with its colours.

    Attributes:
        grid: of the low resolution, in the full picture.
        scale: full-resolution pixels per low-resolution pixel.
    """

    def __init__(self, sight: Sight) -> None:
        height, width = sight.low.shape[1:]
        self.grid = Grid((width, height), (0, 0, *sight.size))
        self.scale = sight.size[0] / width
        self._picture = sight.low
        self._own = own_alpha.reduced(sight.image[..., 3], (width, height)) if sight.cut else None
        self._masks = MaskHistory(sight.low, sight.subject, self.grid)
        self._made: tuple[Float, Edge, LowMatte] | None = None
        self._colours: Float | None = None

    def state(self, fixes: Sequence[Fix], closer: Mapping[Box, Float]) -> State:
        """What all corrections come to; ``closer`` is `mask.correct`'s."""
        return self._masks.state(fixes, closer)

    def last(self, edge: Edge) -> tuple[Float, LowMatte] | None:
        """The last matte and the mask it was made of, if its edge was this one."""
        return (self._made[0], self._made[2]) if self._made and self._made[1] == edge else None

    def matte(self, mask: Float, edge: Edge) -> LowMatte:
        """The matte of a mask: float32 (h, w), one of `state`, which tells it apart by identity."""
        known = self.last(edge)
        if known is None or known[0] is not mask:
            known = mask, self.made(mask, edge, Window(slice(None), slice(None)))
            self._made, self._colours = (mask, edge, known[1]), None
        return known[1]

    def made(self, mask: Float, edge: Edge, window: Window) -> LowMatte:
        """The matte of a part; the mask is of all of it."""
        whole = self._picture.shape[1], self._picture.shape[2]
        picture, mask = np.ascontiguousarray(self._picture[:, *window]), np.ascontiguousarray(mask[window])
        if self._own is not None:
            return as_it_is(mask, self._own[window])
        return low_matte(picture, mask, edge, self.scale, whole)

    def colours(self, low: LowMatte) -> Float:
        """`low_colours` of a matte; kept if it is the last one."""
        if self._made is None or self._made[2] is not low:
            return low_colours(self._picture, low.alpha)
        if self._colours is None:
            self._colours = low_colours(self._picture, low.alpha)
        return self._colours
