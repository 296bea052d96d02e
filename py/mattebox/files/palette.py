"""A picture in 256 colours with transparency: what is solid stays solid, what is clear stays clear.

Solid and half-transparent pixels get palettes of their own. Each is found by splitting the set that varies most at its
mean (S. J. Wan, P. Prusinkiewicz, S. K. M. Wong, "Variance-based color image quantization", 1990) and settled by the
algorithm of S. Lloyd ("Least squares quantization in PCM", 1982). Half-transparent pixels are compared as they show,
multiplied by their alpha. Over solid ones the error is diffused (Floyd, Steinberg 1976), so that slopes have no steps.

All is reckoned in whole numbers, in quarters of a level, and what is divided is rounded at once: diffusion makes other
dots of the last bit of a palette, and the same pixels are to become the same file on every processor.
"""

from math import sqrt
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..arrays import Bytes, Index, Mask
from ..imaging.rgba import strips
from ..progress import Steps

Points: TypeAlias = NDArray[np.int32]

COLOURS = 256
# The most of them for half-transparent pixels, and the least where there are any: an edge is thin, a shadow is not.
MOST_MIXED, LEAST_MIXED = 144, 96
# Parts of a level. With more, distances of four channels would need more than the 24 bits that float32 has.
FINE = 4
# Of alpha beside one channel, in those: 1.5, for on a white ground it counts for three.
ALPHA_WEIGHT = 6
# Pixels that a palette is chosen by, and rounds of that.
SAMPLE, ROUNDS = 1 << 14, 4
# Variance of a channel, in those parts, within what is one colour: a tenth of a level's.
SAME = 0.1 * FINE * FINE
# Of a half-transparent pixel, little-endian: its alpha, and six bits of each colour, decide what it becomes.
ALIKE = np.uint32(0xFFFCFCFC)
# Pixels that are compared with a palette at a time.
CHUNK = 1 << 14


def quantised(rgba: Bytes) -> Steps[tuple[Bytes, Bytes]]:
    """Reduce the colours.

    Args:
        rgba: uint8 (H, W, 4), straight RGBA, C-contiguous.

    Yields:
        The fraction done.

    Returns:
        Numbers of colours, uint8 (H, W), and the colours, uint8 (n ≤ 256, 4), straight RGBA.
    """
    parts = list(strips(*rgba.shape[:2]))
    counts = np.sum([[np.count_nonzero(where) for where in _kinds(rgba[rows])] for rows in parts], axis=0)
    solid, mixed = (int(count) for count in counts)
    some_solid, some_mixed = (_sample(rgba, parts, kind, int(count)) for kind, count in enumerate(counts))
    few = _of_mixed(some_mixed, _share(mixed, solid))
    clear = int(solid + mixed < rgba.shape[0] * rgba.shape[1])
    rgb = _of_solid(some_solid[:, :3], COLOURS - clear - len(few))
    out = np.zeros(rgba.shape[:2], np.uint8)
    for rows in parts:
        part, numbers = rgba[rows], out[rows]
        is_solid, is_mixed = _kinds(part)
        if is_mixed.any():
            numbers[is_mixed] = _nearest_of_all(part[is_mixed], few) + np.uint8(clear)
        if is_solid.any():
            np.copyto(numbers, _diffused(part, rgb) + np.uint8(clear + len(few)), where=is_solid)
        yield rows.stop / len(rgba)
    # Clear pixels have the colour of the edge, for whoever scales the channels apart.
    rim = some_mixed[:, :3].mean(0) if mixed else np.zeros(3)
    nothing = np.append(rim, 0).astype(np.uint8)[None]
    return out, np.concatenate([nothing[:clear], few, np.pad(rgb, ((0, 0), (0, 1)), constant_values=255)])


def _kinds(rgba: Bytes) -> tuple[Mask, Mask]:
    """Which pixels are solid, and which half-transparent."""
    alpha = rgba[..., 3]
    return alpha == 255, (alpha > 0) & (alpha < 255)


def _sample(rgba: Bytes, parts: list[slice], kind: int, count: int) -> Bytes:
    """About `SAMPLE` of the pixels of a kind, evenly; all where there are fewer."""
    step = max(1, count // SAMPLE)
    return np.concatenate([rgba[rows][_kinds(rgba[rows])[kind]][::step] for rows in parts])


def _share(mixed: int, solid: int) -> int:
    """How many of the colours half-transparent pixels get."""
    if not mixed:
        return 0
    if not solid:
        return COLOURS - 1
    return round(min(MOST_MIXED, max(LEAST_MIXED, COLOURS * sqrt(mixed / (mixed + solid)))))


def _of_solid(rgb: Bytes, count: int) -> Bytes:
    """A palette, uint8 (n ≤ count, 3), of colours uint8 (m, 3)."""
    return np.rint(_palette(rgb.astype(np.int32) * FINE, count) / FINE).astype(np.uint8)


def _of_mixed(rgba: Bytes, count: int) -> Bytes:
    """A palette, uint8 (n ≤ count, 4), of half-transparent colours uint8 (m, 4)."""
    centres = _palette(_seen(rgba), count)
    levels = np.clip(np.rint(centres[:, 3:] / ALPHA_WEIGHT), 1, 254)
    colours = np.clip(centres[:, :3] * 255 / (levels * FINE), 0, 255)
    return np.asarray(np.rint(np.hstack([colours, levels])), np.uint8)


def _palette(points: Points, count: int) -> Points:
    """At most so many centres, int32 (k, d), of points int32 (n, d)."""
    boxes = [points] if len(points) else []
    spreads = [_spread(box) for box in boxes]
    while 0 < len(boxes) < count and max(spreads) > 0:
        at = int(np.argmax(spreads))
        box = boxes.pop(at)
        spreads.pop(at)
        axis = int(np.argmax(_squares(box)))
        above = box[:, axis].astype(np.int64) * len(box) > box[:, axis].sum(dtype=np.int64)
        for half in (box[above], box[~above]):
            boxes.append(half)
            spreads.append(_spread(half))
    if not boxes:
        return points
    centres = np.stack([_rounded(box.sum(0, dtype=np.int64), len(box)) for box in boxes])
    return _settled(points, centres) if max(spreads) > 0 else centres


def _squares(box: Points) -> NDArray[np.int64]:
    """By axis, the number of points times the sum of their squared distances from the mean; int64 (d,)."""
    values = box.astype(np.int64)
    total = values.sum(0)
    return np.asarray(len(box) * (values * values).sum(0) - total * total)


def _spread(box: Points) -> float:
    """The sum of squared distances from the mean along the widest axis; 0 where eight bits would not show it."""
    spread = int(_squares(box).max()) / len(box)
    return spread if spread > SAME * len(box) else 0.0


def _rounded(total: NDArray[Any], count: NDArray[Any] | int) -> Points:
    return np.rint(total / count).astype(np.int32)


def _seen(rgba: Bytes) -> Points:
    """As it shows on any ground: colours multiplied by alpha, and alpha; int32 (n, 4)."""
    values = rgba.astype(np.int32)
    values[:, :3] = (values[:, :3] * values[:, 3:] * FINE + 127) // 255
    values[:, 3] *= ALPHA_WEIGHT
    return values


def _settled(points: Points, centres: Points) -> Points:
    """Lloyd's algorithm: int32 (n, d) and (k, d) → (k, d)."""
    for _ in range(ROUNDS):
        nearest = _nearest(points, centres)
        count = np.bincount(nearest, minlength=len(centres))
        for axis in range(centres.shape[1]):
            sums = np.bincount(nearest, points[:, axis], len(centres))
            centres[:, axis] = np.where(count > 0, _rounded(sums, np.maximum(count, 1)), centres[:, axis])
    return centres


def _nearest(points: Points, centres: Points) -> Index:
    """The number of the centre that is nearest to each point, the first of those that are."""
    out, floats = np.empty(len(points), np.intp), centres.astype(np.float32)  # exact: see `FINE`
    lengths = (floats * floats).sum(1)
    for start in range(0, len(points), CHUNK):
        part = points[start : start + CHUNK].astype(np.float32)
        out[start : start + CHUNK] = np.argmin(lengths - 2 * (part @ floats.T), 1)
    return out


def _nearest_of_all(rgba: Bytes, palette: Bytes) -> Bytes:
    """The number of a colour for each half-transparent pixel, uint8 (m,)."""
    alike = np.ascontiguousarray(rgba).view(np.uint32)[:, 0] & ALIKE
    different, where = np.unique(alike, return_inverse=True)
    numbers = _nearest(_seen(different.view(np.uint8).reshape(-1, 4)), _seen(palette))
    return numbers.astype(np.uint8)[where]


def _diffused(rgba: Bytes, palette: Bytes) -> Bytes:
    """The number of a colour for each pixel, as if all were solid, uint8 (H, W)."""
    colours = Image.new("P", (1, 1))
    colours.putpalette(palette.tobytes() + palette[0].tobytes() * (COLOURS - len(palette)))  # versions of Pillow differ
    rgb = Image.fromarray(rgba).convert("RGB")
    numbers = np.array(rgb.quantize(palette=colours, dither=Image.Dither.FLOYDSTEINBERG))
    numbers[numbers >= len(palette)] = 0
    return numbers
