"""A picture while it is corrected by hand: after a stroke only what it has changed is worked out again.

What is shown is a preview of what `Pipeline.matte` makes. It keeps the matte of the whole picture at low resolution,
renews it in a window around what has changed, and renders the part that is on the screen, at the screen's resolution.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np
from PIL import Image

from .arrays import Bytes, Float, Mask
from .imaging import resample, rgba
from .imaging.grid import Grid, Window
from .low_cache import LowCache
from .matte.low import LowMatte, low_colours
from .matte.render import Rendering
from .options.edges import Edges
from .options.fixes import Fix
from .progress import drain
from .subject import subjects
from .subject.sight import Sight

# Difference of the mask that is a change.
CHANGED = 1 / 255
# Low-resolution pixels around a change that are worked out again, and how many of them are taken over: what lies nearer
# to the window's border has seen too little of the surroundings.
MARGIN, TAKEN = 36, 18
# The first number of subjects that were dropped, beside those that are there.
DROPPED = 128


class Live:
    """One picture at work, on top of what its mattes have left in the cache."""

    def __init__(self, sight: Sight, cache: LowCache) -> None:
        self._picture, self._size, self._cut = sight.low, sight.size, sight.cut
        self._cache = cache
        self._made_with: tuple[str, bool] | None = None
        self._mask: Float | None = None
        self._low: LowMatte | None = None
        self._colours: Float | None = None
        self._shown: tuple[Grid, Bytes] | None = None

    def render(self, sight: Sight, edges: Edges, fixes: Sequence[Fix], grid: Grid) -> Bytes:
        """What of the cut-out is on the screen: uint8 (H, W, 4), straight alpha, the pixels of ``grid``."""
        if not sight.subject.found and not fixes:
            return _part(sight, grid)
        self._update(self._cache.state(fixes, sight.closer).mask, edges)
        assert self._low is not None
        if self._shown is None or self._shown[0] != grid:
            self._shown = grid, _part(sight, grid)
        image = self._shown[1]
        rendering = Rendering(image, self._low, self._colours, edges, fixes, grid, self._size, sight.opaque, sight.cut)
        return drain(rendering.steps())

    def parts(self, sight: Sight, fixes: Sequence[Fix]) -> Bytes:
        """The subjects that can be picked: uint8, cells of `subjects.parts`; from `DROPPED` on, dropped ones."""
        state = self._cache.state(fixes, sight.closer)
        kept = subjects.parts(state.mask)
        dropped = subjects.parts(state.seen - state.mask)
        cells = np.where(
            (kept == 0) & (dropped > 0), np.minimum(dropped + DROPPED - 1, 255), np.minimum(kept, DROPPED - 1)
        )
        return cells.astype(np.uint8)

    def _update(self, mask: Float, edges: Edges) -> None:
        coloured = bool(edges.decontaminate) or self._cut
        wanted = edges.edge, coloured
        exact = self._cache.last(edges.edge)
        arrived = exact is not None and exact[0] is mask and exact[1] is not self._low
        if wanted != self._made_with or arrived:
            self._mask, self._low = exact or (mask, self._cache.matte(mask, edges.edge))
            self._colours = self._cache.colours(self._low).copy() if coloured else None
        assert self._mask is not None
        changed = _around(np.abs(mask - self._mask) > CHANGED, MARGIN)
        if changed is not None:
            self._renew(mask, edges, *changed)
        self._mask, self._made_with = mask, wanted

    def _renew(self, mask: Float, edges: Edges, outer: Window, inner: Window) -> None:
        assert self._low is not None
        picture = np.ascontiguousarray(self._picture[:, *outer])
        low = self._cache.made(mask, edges.edge, outer)
        here = Window(*(slice(i.start - o.start, i.stop - o.start) for i, o in zip(inner, outer, strict=True)))
        regions, planes, alpha = self._low.regions.copy(), self._low.planes.copy(), self._low.alpha.copy()
        regions[inner], alpha[inner] = low.regions[here], low.alpha[here]
        planes[:, *inner] = low.planes[:, *here]
        self._low = LowMatte(regions, planes, alpha)
        if self._colours is not None:
            self._colours[:, *inner] = low_colours(picture, low.alpha)[:, *here]


def _around(changed: Mask, margin: int) -> tuple[Window, Window] | None:
    """The window of what has changed with a margin, and with half of it; None if nothing has."""
    rows, columns = (np.flatnonzero(changed.any(axis)) for axis in (1, 0))
    if not rows.size:
        return None

    def window(by: int) -> Window:
        ends = ((rows, changed.shape[0]), (columns, changed.shape[1]))
        return Window(*(slice(max(0, int(at[0]) - by), min(length, int(at[-1]) + 1 + by)) for at, length in ends))

    return window(margin), window(TAKEN)


def _part(sight: Sight, grid: Grid) -> Bytes:
    """The picture's own pixels of a grid: uint8 (H, W, 4)."""
    left, top, right, bottom = grid.box
    if grid.size == (right - left, bottom - top) and all(float(v).is_integer() for v in grid.box):
        return np.ascontiguousarray(sight.image[int(top) : int(bottom), int(left) : int(right)])
    if not sight.opaque:
        rows, columns = slice(int(top), ceil(bottom)), slice(int(left), ceil(right))
        part = Image.fromarray(np.ascontiguousarray(sight.image[rows, columns])).convert("RGBa")
        box = left - columns.start, top - rows.start, right - columns.start, bottom - rows.start
        small = part.resize(grid.size, Image.Resampling.BILINEAR, box=box, reducing_gap=resample.REDUCING_GAP)
        return np.array(small.convert("RGBA"))
    rgb = resample.resize_rgb(rgba.flat(sight.image, True), grid.size, grid.box)
    rgb.putalpha(255)
    return np.asarray(rgb)
