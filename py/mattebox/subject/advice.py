"""What in a picture stands in the way of a good cut-out, so that the person can be told what to do about it."""

from math import sqrt
from typing import Any, Literal, TypedDict

import numpy as np

from ..arrays import Bytes, Float
from ..imaging.box_filter import box_mean
from ..imaging.resample import resize_plane
from ..imaging.srgb import to_linear

TipCode = Literal["small", "jpeg-blocks", "low-contrast", "cut-by-frame"]

# Short side in px below which hair and fur are coarse in print and on large screens.
LEAST_SIDE = 1500

# Lines of pixels in each direction that blocks are looked for in: enough for a mean, few enough for a large picture.
LINES = 48
BLOCK = 8
# How far blocks must stand out, see `blockiness`: photos saved at a quality of 60 stay below 1.1, most of those saved
# at 30 and nearly all saved at 20 exceed this.
BLOCKY = 1.4
# Steps between blocks of more levels than this, and this many times those inside, are no JPEG's: pixels were enlarged.
ENLARGED_STEP = 5
ENLARGED_TIMES = 8

# The edge is judged on about so many pixels, evenly taken out of the picture, where what is beside it fills a few.
EDGE_PIXELS = 128 * 128
EDGE_RADIUS = 3
# Share of the window around a pixel that must be subject, and surroundings, for it to lie at the edge.
EDGE_SHARE = 0.2
# CIE76 difference of the colours on both sides of the edge below which they are hard to tell apart, and the share of
# the edge that must be so.
ALIKE = 12.0
ALIKE_SHARE = 0.3

# Share of a side of the frame that the subject must lie along to be cut by it, and the mask's value that counts as
# subject: a draft's mask is wide where it is unsure.
CUT_SHARE = 0.05
CUT_SURE = 0.8


class Tip(TypedDict):
    """What could be better.

    ``values``: for ``small`` the short ``side`` and the ``least`` that is enough, in px; for ``cut-by-frame`` the
    ``sides`` (top, right, bottom, left).
    """

    code: TipCode
    values: dict[str, Any]


def of_file(image: Bytes) -> tuple[Tip, ...]:
    """What the picture's file could do better. image: uint8 (H, W, 4), upright."""
    out: list[Tip] = []
    if blockiness(image) > BLOCKY:
        out.append({"code": "jpeg-blocks", "values": {}})
    if (side := min(image.shape[:2])) < LEAST_SIDE:
        out.append({"code": "small", "values": {"side": side, "least": LEAST_SIDE}})
    return tuple(out)


def of_scene(image: Bytes, mask: Float) -> tuple[Tip, ...]:
    """What the scene could do better.

    Args:
        image: uint8 (H, W, 4), straight RGBA, upright.
        mask: float32 (h, w) in 0..1, what is taken for the subject, at any size.
    """
    out: list[Tip] = []
    if alike_share(image, mask) > ALIKE_SHARE:
        out.append({"code": "low-contrast", "values": {}})
    if sides := sides_reached(mask):
        out.append({"code": "cut-by-frame", "values": {"sides": sides}})
    return tuple(out)


def blockiness(image: Bytes) -> float:
    """How far the blocks of a JPEG stand out of the picture.

    With B the mean absolute step of brightness where blocks meet and A the one elsewhere (Wang, Sheikh, Bovik:
    No-reference perceptual quality assessment of JPEG compressed images, ICIP 2002, section 2), (B − A)² / A: the step
    that the blocks add, weighed by what the picture's own detail hides of it. Means over columns leave out the highest
    and the lowest quarter, so that a few straight edges are no grid. It may begin anywhere, as pictures are cropped and
    turned; blocks must show in both directions, so that a fence is none.

    Args:
        image: uint8 (H, W, C), red, green and blue first; what is below 64 px on a side is too small to tell.

    Returns:
        In grey levels, ≥ 0; see `BLOCKY`.
    """
    if min(image.shape[:2]) < 8 * BLOCK:
        return 0.0
    return min(_stands_out(image), _stands_out(image.swapaxes(0, 1)))


def _stands_out(image: Bytes) -> float:
    rows = image[np.linspace(0, len(image) - 1, LINES).astype(np.intp), :, :3]
    grey = rows @ np.array([0.299, 0.587, 0.114], np.float32)
    steps = np.abs(np.diff(grey, axis=1))
    whole = steps.shape[1] // BLOCK * BLOCK
    columns = np.sort(steps[:, :whole].mean(axis=0).reshape(-1, BLOCK), axis=0)
    quarter = len(columns) // 4
    by_phase = columns[quarter : len(columns) - quarter].mean(axis=0)
    between = float(by_phase.max())
    inside = (float(by_phase.sum()) - between) / (BLOCK - 1)
    if inside == 0 or (between > ENLARGED_STEP and between > ENLARGED_TIMES * inside):
        return 0.0
    return (between - inside) ** 2 / inside


def alike_share(image: Bytes, mask: Float) -> float:
    """Share of the edge along which subject and surroundings have nearly the same colour, in 0..1.

    Around each place on the edge the mean colours of both are compared by CIE76's ΔE (distance in CIELAB).

    Args:
        image: uint8 (H, W, 4), straight RGBA, judged over white.
        mask: float32 (h, w) in 0..1, at any size.
    """
    step = max(1, int(sqrt(image.shape[0] * image.shape[1] / EDGE_PIXELS)))
    small = np.moveaxis(image[step // 2 :: step, step // 2 :: step], 2, 0).astype(np.float32)
    colours = 255 + (small[:3] - 255) * (small[3] / 255)
    weight = resize_plane(mask, colours.shape[:0:-1])
    shares, means = [], []
    for part in (weight > 0.9, weight < 0.1):
        share, *sums = box_mean(np.concatenate([part[None], colours * part]).astype(np.float32), EDGE_RADIUS)
        shares.append(share)
        means.append(sums)
    at = np.minimum(*shares) > EDGE_SHARE
    if not at.any():
        return 0.0
    inside, outside = (
        _lab(np.stack([plane[at] / share[at] for plane in sums])) for share, sums in zip(shares, means, strict=True)
    )
    return float((np.linalg.norm(inside - outside, axis=0) < ALIKE).mean())


def _lab(rgb: Float) -> Float:
    """sRGB (3, n) in 0..255 as CIELAB under D65."""
    linear = to_linear(rgb / np.float32(255))
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    xyz /= np.array([[0.9505], [1], [1.089]])
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)]).astype(np.float32)


def sides_reached(mask: Float) -> list[str]:
    """The sides of the frame (top, right, bottom, left) that the subject runs into. mask: float32 (h, w) in 0..1."""
    lines = {"top": mask[0], "right": mask[:, -1], "bottom": mask[-1], "left": mask[:, 0]}
    return [side for side, line in lines.items() if (line > CUT_SURE).mean() > CUT_SHARE]
