"""The matte at full resolution: alpha and colours of the band, from planes at low resolution."""

from collections.abc import Callable, Iterator

import numpy as np

from ..arrays import Bytes, Float, Index, Mask
from ..imaging import grid
from ..imaging.grid import WHOLE, Field
from ..imaging.rgba import product, set_colours, strips
from . import foreground, spill
from .low import alpha_at
from .trimap import BAND

# Band pixels worked on at a time: small enough to cancel quickly and to keep temporaries out of the way.
CHUNK = 1 << 16


def colours_at(own: Float, alpha: Float, low: Float) -> Float:
    """The foreground's colours at some pixels of full size.

    Args:
        own: the picture's colours, float32 (3, n) in 0..1.
        alpha: float32 (n,) in 0..1.
        low: `low_colours` sampled there, float32 (9, n).

    Returns:
        float32 (3, n), not clipped.
    """
    front, back, solid = np.split(low, 3)
    return spill.suppress(foreground.complete(own, alpha, front, back), back, solid)


def fill_band(
    alpha: Bytes, rgba: Bytes, matte: Float, colours: Float | None, share: float, field: Field = WHOLE
) -> Iterator[float]:
    """Work out alpha and colour of the band's pixels at full size, in place, a chunk at a time.

    Args:
        alpha: uint8 (H, W), the trimap; its `BAND` becomes alpha.
        rgba: uint8 (H, W, 4), the picture; its colours become the foreground's where the matte makes it
            more transparent than it was, but not clear.
        matte: planes float32 (4, h, w) of a `LowMatte`.
        colours: float32 (9, h, w) from `low_colours`, or None to leave the colours as they are.
        share: how far colours move to the foreground's, 0..1.
        field: what ``alpha`` and ``rgba`` show; matte and colours span everything.

    Yields:
        The fraction done, after each chunk.
    """
    flat, size = alpha.reshape(-1), alpha.shape[::-1]
    for at, done in _chunks(lambda rows: alpha[rows] == BAND, alpha.shape):
        own, layer = _pixels_at(rgba, at)
        values = alpha_at(grid.sample(matte, at, size, field), own)
        flat[at] = levels = np.rint(values * 255).astype(np.uint8)
        if colours is not None:
            mixed = np.flatnonzero((levels > 0) & (product(layer, levels) < layer))
            before = own[:, mixed]
            new = colours_at(before, values[mixed], grid.sample(colours, at[mixed], size, field))
            set_colours(rgba, at[mixed], before + np.float32(share) * (new - before))
        yield done


def fill_outside(
    alpha: Bytes, before: Bytes, rgba: Bytes, colours: Float, share: float, field: Field = WHOLE
) -> Iterator[float]:
    """Give pixels of the background the colour of the foreground nearby, where an edge was moved over them.

    Args:
        alpha: uint8 (H, W) after it was moved.
        before: the same before.
        rgba, colours, share, field: as for `fill_band`.

    Yields:
        The fraction done, after each chunk.
    """
    for at, done in _chunks(lambda rows: (alpha[rows] > 0) & (before[rows] == 0), alpha.shape):
        own, _ = _pixels_at(rgba, at)
        near = grid.sample(colours[:3], at, alpha.shape[::-1], field)
        set_colours(rgba, at, own + np.float32(share) * (near - own))
        yield done


def _chunks(chosen: Callable[[slice], Mask], shape: tuple[int, ...]) -> Iterator[tuple[Index, float]]:
    """Flat indices of the pixels that are chosen in some rows, a chunk at a time, and the fraction done after each."""
    for rows in strips(*shape):
        at = np.flatnonzero(chosen(rows))
        at += rows.start * shape[1]
        for start in range(0, at.size, CHUNK):
            part = min(1.0, (start + CHUNK) / at.size)
            yield at[start : start + CHUNK], (rows.start + part * (rows.stop - rows.start)) / shape[0]


def _pixels_at(rgba: Bytes, at: Index) -> tuple[Float, Bytes]:
    """Colours of some pixels, float32 (3, n) in 0..1, and their alpha, uint8 (n,)."""
    pixels = rgba.view(np.uint32).reshape(-1)[at].view(np.uint8).reshape(-1, 4)
    own = np.ascontiguousarray(pixels[:, :3].T).astype(np.float32)
    own /= 255
    return own, pixels[:, 3]
