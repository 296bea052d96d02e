"""What edits of one picture share at low resolution, so that each of them works out only what it changes."""

from collections.abc import Mapping, Sequence

from .arrays import Float
from .fixes.history import MaskHistory
from .fixes.mask import State
from .imaging.grid import Grid
from .matte.low import LowMatte, low_colours, low_matte
from .options.edges import Edge
from .options.fixes import Box, Fix
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
            known = mask, low_matte(self._picture, mask, edge, self.scale)
            self._made, self._colours = (mask, edge, known[1]), None
        return known[1]

    def colours(self, low: LowMatte) -> Float:
        """`low_colours` of a matte; kept if it is the last one."""
        if self._made is None or self._made[2] is not low:
            return low_colours(self._picture, low.alpha)
        if self._colours is None:
            self._colours = low_colours(self._picture, low.alpha)
        return self._colours
