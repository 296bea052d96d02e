"""The last step: pixels of a cut-out, of the whole picture or of a part of it at the size of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Bytes, Float
from ..fixes import strokes
from ..imaging.grid import Field, Grid, nearest
from ..imaging.rgba import product, set_alpha
from ..options.edges import Edges
from ..options.fixes import Fix, Stroke
from ..progress import Steps
from . import adjust
from .full import fill_band, fill_outside
from .low import LowMatte


@dataclass(slots=True)
class Rendering:
    """A cut-out in the making.

    Attributes:
        image: uint8 (H, W, 4), straight RGBA of the pixels of ``grid``. Not changed.
        low: the matte, spanning the whole picture.
        colours: float32 (9, h, w) of `low.low_colours`, or None.
        fixes: of which hard strokes are painted here.
        grid: what of the picture ``image`` shows.
        full: (width, height) of the picture.
        opaque: whether the picture has no transparency of its own.
        cut: whether it is cut out already: its own alpha is the matte, and its own colours stay.
    """

    image: Bytes
    low: LowMatte
    colours: Float | None
    edges: Edges
    fixes: Sequence[Fix]
    grid: Grid
    full: tuple[int, int]
    opaque: bool
    cut: bool = False

    def steps(self) -> Steps[Bytes]:
        """Make it: uint8 (H, W, 4), straight alpha."""
        grid, edges, colours, share = self.grid, self.edges, self.colours, self.edges.decontaminate
        left, top, right, bottom = grid.box
        seen = Field(left / self.full[0], top / self.full[1], right / self.full[0], bottom / self.full[1])
        rgba = self.image.copy()  # first, the largest: it may fit where earlier work has left room
        alpha = nearest(self.low.regions, grid.size, seen)
        yield from fill_band(alpha, rgba, self.low.planes, None if self.cut else colours, share, seen)
        if self.cut:
            alpha, share = product(self.image[..., 3], alpha), 1.0
        if edges.shift or edges.feather or edges.contrast:
            scale = sum(grid.scale) / 2
            found = alpha
            alpha = adjust.adjust(found, edges.shift * scale, edges.feather * scale, edges.contrast)
            if colours is not None and (edges.shift > 0 or edges.feather):
                yield from fill_outside(alpha, found, rgba, colours, share, seen)
        paint(alpha, rgba, self.image, self.fixes, grid, self.cut)
        set_alpha(rgba, alpha, self.opaque or self.cut)
        return rgba


def paint(alpha: Bytes, rgba: Bytes, image: Bytes, fixes: Sequence[Fix], grid: Grid, cut: bool = False) -> None:
    """Paint the hard strokes in place, exactly as they are.

    What is restored has the picture's own colours again. A hint that came later than a stroke takes its place.

    Args:
        alpha: uint8 (H, W).
        rgba: uint8 (H, W, 4), its colours.
        image: uint8 (H, W, 4), the picture's own.
        cut: whether ``alpha`` has the picture's own in it, which is then all that can be restored.
    """
    for index, fix in enumerate(fixes):
        if not isinstance(fix, Stroke) or not fix.hard:
            continue
        where = strokes.window(fix, grid)
        if where.empty:
            continue
        cover = strokes.paint(fix, grid, where)
        for later in fixes[index + 1 :]:
            if isinstance(later, Stroke) and not later.hard:
                cover = np.where(strokes.cover(later, grid, where) > 0, np.uint8(0), cover)
        share = cover.astype(np.uint16)
        most = image[where][..., 3].astype(np.uint16) if cut else np.uint16(255)
        value = most if fix.effect == "restore" else np.uint16(0)
        part = alpha[where]
        part[...] = ((part * (255 - share) + value * share + 127) // 255).astype(np.uint8)
        if fix.effect == "restore":
            own, now = image[where][..., :3], rgba[where][..., :3]
            mixed = (now * (255 - share[..., None]) + own * share[..., None] + 127) // 255
            now[...] = mixed.astype(np.uint8)
