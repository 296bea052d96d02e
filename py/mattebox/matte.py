"""From a mask at network size to alpha and foreground colours at full size.

Alpha is found at low resolution as a locally affine function of colour, smooth foreground and background colours
likewise; full-resolution work happens only at the pixels of the band, where both are completed by the picture's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from . import contour, foreground, geometry, guided_filter, matting_laplacian, spill
from .box_filter import box_mean
from .compose import product, set_colours
from .options import Edge
from .trimap import BAND, OPAQUE, trimap

Bytes = NDArray[np.uint8]
Float = NDArray[np.float32]

# Pixels of the low resolution: finer gains nothing measurable and costs in proportion.
LOW_PIXELS = 400_000

# Lengths as shares of the picture's long side, because the mask's own blur scales with it.
BAND_MARGIN = 0.003
SOFT_RADIUS = 0.005
CLEAN_RADIUS = 0.002
AMBIGUITY_RADIUS = 0.02

# Soft: regulariser of the guided filter, and the share of the unfiltered mask that stays in its result.
SOFT_EPSILON = 1e-4
KEEP_MASK = 0.3

# Hair: the kernel at LOW_PIXELS, smaller on smaller pictures, where the same hair is fewer pixels wide.
HAIR_RADIUS = 7
HAIR_EPSILON = 1e-5
HAIR_ITERATIONS = 12
# From this kernel on, most of the way is gone at half the resolution, at a quarter of the cost.
HALVED_FROM, HAIR_ITERATIONS_LEFT = 4, 6
# Weight of the mask where it is sure, next to nothing where it is not.
PRIOR, PRIOR_UNSURE = 0.05, 0.002

# Auto: mean of 4·m·(1−m) over the band nearby, up to which an edge is crisp and from which it is hair.
CRISP, HAIRY = 0.15, 0.28
# Weight of the mask at crisp edges: it places them better than colour does.
PRIOR_CRISP = 1.0

# The finished low-resolution alpha is carried to full resolution by windows of this radius.
DETAIL_RADIUS, DETAIL_EPSILON = 1, 1e-5

# Alpha below and above which a pixel is taken for clear and opaque.
BLACK_POINT, WHITE_POINT = 0.095, 0.9

# Band pixels worked on at a time: small enough to cancel quickly and to keep temporaries out of the way.
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class LowMatte:
    """A matte at low resolution.

    Attributes:
        regions: trimap, uint8 (h, w).
        planes: float32 (4, h, w): the affine function of colour that gives alpha, for `alpha_at`.
        alpha: float32 (h, w) in 0..1.
    """

    regions: Bytes
    planes: Float
    alpha: Float


def low_picture(rgb: Image.Image) -> Float:
    """The RGB picture at low resolution, float32 (3, h, w) in 0..1."""
    small = geometry.resize_rgb(rgb, geometry.fit(*rgb.size, LOW_PIXELS))
    picture = np.ascontiguousarray(np.asarray(small).transpose(2, 0, 1), np.float32)
    picture /= 255
    return picture


def low_matte(picture: Float, mask: Float, edge: Edge, scale: float) -> LowMatte:
    """Alpha at low resolution.

    Args:
        picture: float32 (3, h, w) in 0..1.
        mask: float32 (H', W') in 0..1 at any size, of the same field of view.
        edge: which of the ways.
        scale: full-resolution pixels per low-resolution pixel.
    """
    h, w = picture.shape[1:]
    small = geometry.resize_plane(mask, (w, h))
    side = max(h, w)
    regions = trimap(small, _pixels(BAND_MARGIN, side))
    if edge in ("auto", "hair"):
        crisp = 1 - hairiness(small, regions) if edge == "auto" else np.zeros_like(small)
        planes = _hair(picture, small, regions, crisp)
    else:
        planes = _soft(picture, small, _pixels(SOFT_RADIUS, side))
        if edge == "clean":
            planes = contour.planes(guided_filter.apply(planes, picture), _pixels(CLEAN_RADIUS, side), scale)
    alpha = np.where(regions == BAND, alpha_at(planes, picture), regions == OPAQUE).astype(np.float32)
    return LowMatte(regions, planes, alpha)


def hairiness(mask: Float, regions: Bytes) -> Float:
    """How much an edge looks like hair, 0..1: the mask's own doubt, averaged over the band nearby.

    Args:
        mask: float32 (h, w) in 0..1.
        regions: its trimap, uint8 (h, w).
    """
    band = (regions == BAND).astype(np.float32)
    radius = _pixels(AMBIGUITY_RADIUS, max(mask.shape))
    doubt, share = box_mean(np.stack([4 * mask * (1 - mask) * band, band]), radius)
    doubt /= np.maximum(share, 1e-6)
    out: Float = np.clip((doubt - CRISP) / (HAIRY - CRISP), 0, 1)
    return out


def alpha_at(planes: Float, colour: Float) -> Float:
    """Alpha of pixels: planes float32 (4, ...), colour float32 (3, ...) in 0..1 → float32 (...) in 0..1."""
    alpha = guided_filter.apply(planes, colour)
    alpha -= BLACK_POINT
    alpha /= WHITE_POINT - BLACK_POINT
    return np.clip(alpha, 0, 1, out=alpha)


def low_colours(picture: Float, alpha: Float) -> Float:
    """Foreground, background and solid foreground nearby at low resolution, float32 (9, h, w) in 0..1."""
    both = foreground.estimate(np.ascontiguousarray(picture.transpose(1, 2, 0)), alpha)
    return np.concatenate([np.concatenate(both, axis=2).transpose(2, 0, 1), spill.solid_nearby(picture, alpha)])


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


def fill_band(alpha: Bytes, rgba: Bytes, matte: Float, colours: Float | None, share: float) -> Iterator[float]:
    """Work out alpha and colour of the band's pixels at full size, in place, a chunk at a time.

    Args:
        alpha: uint8 (H, W), the trimap; its `BAND` becomes alpha.
        rgba: uint8 (H, W, 4), the picture; its colours become the foreground's where the matte makes it
            more transparent than it was.
        matte: planes float32 (4, h, w) of a `LowMatte`.
        colours: float32 (9, h, w) from `low_colours`, or None to leave the colours as they are.
        share: how far colours move to the foreground's, 0..1.

    Yields:
        The fraction done, after each chunk.
    """
    planes = _interleaved(matte if colours is None else np.concatenate([matte, colours]))
    flat = alpha.reshape(-1)
    for at, done in _chunks(alpha == BAND):
        own, layer = _pixels_at(rgba, at)
        low = geometry.sample(planes, at, alpha.shape[::-1])
        values = alpha_at(low[:4], own)
        flat[at] = levels = np.rint(values * 255).astype(np.uint8)
        if colours is not None:
            mixed = np.flatnonzero(product(layer, levels) < layer)
            before = own[:, mixed]
            new = colours_at(before, values[mixed], low[4:, mixed])
            set_colours(rgba, at[mixed], before + np.float32(share) * (new - before))
        yield done


def fill_outside(outside: NDArray[np.bool_], rgba: Bytes, colours: Float, share: float) -> Iterator[float]:
    """Give pixels of the background the colour of the foreground nearby, for an edge that was moved over them.

    Args:
        outside: bool (H, W), which pixels.
        rgba, colours, share: as for `fill_band`.

    Yields:
        The fraction done, after each chunk.
    """
    planes = _interleaved(colours[:3])
    for at, done in _chunks(outside):
        own, _ = _pixels_at(rgba, at)
        set_colours(rgba, at, own + np.float32(share) * (geometry.sample(planes, at, outside.shape[::-1]) - own))
        yield done


def _interleaved(planes: Float) -> Float:
    return np.ascontiguousarray(planes.transpose(1, 2, 0))


def _chunks(chosen: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], float]]:
    """Flat indices of the chosen pixels a chunk at a time, and the fraction done after each."""
    at = np.flatnonzero(chosen)
    for start in range(0, at.size, CHUNK):
        yield at[start : start + CHUNK], min(1.0, (start + CHUNK) / at.size)


def _pixels_at(rgba: Bytes, at: NDArray[np.intp]) -> tuple[Float, Bytes]:
    """Colours of some pixels, float32 (3, n) in 0..1, and their alpha, uint8 (n,)."""
    pixels = rgba.reshape(-1, 4).take(at, 0, mode="clip")
    own = np.ascontiguousarray(pixels[:, :3].T).astype(np.float32)
    own /= 255
    return own, pixels[:, 3]


def _soft(picture: Float, mask: Float, radius: int) -> Float:
    """The guided filter, with a share of the mask left in."""
    planes = guided_filter.coefficients(guided_filter.guide(picture, radius, SOFT_EPSILON), mask)
    planes *= 1 - KEEP_MASK
    planes[3] += KEEP_MASK * mask
    return planes


def _hair(picture: Float, mask: Float, regions: Bytes, crisp: Float) -> Float:
    """Matting with the mask as prior, which weighs more the more ``crisp`` (0..1) an edge is."""
    h, w = mask.shape
    radius = max(1, int(HAIR_RADIUS * h * w / LOW_PIXELS))
    prior = np.where(regions == BAND, mask, regions == OPAQUE).astype(np.float32)
    weight = PRIOR_UNSURE + PRIOR * np.square(1 - 4 * prior * (1 - prior)) + PRIOR_CRISP * crisp
    frame = _around(regions == BAND, 2 * radius)
    alpha = prior.copy()
    alpha[frame] = _solve(picture[:, *frame], prior[frame], weight[frame], (regions == BAND)[frame], radius)
    return guided_filter.coefficients(guided_filter.guide(picture, DETAIL_RADIUS, DETAIL_EPSILON), alpha)


def _solve(picture: Float, prior: Float, weight: Float, unknown: NDArray[np.bool_], radius: int) -> Float:
    guide = guided_filter.guide(np.ascontiguousarray(picture), radius, HAIR_EPSILON)
    if radius < HALVED_FROM:
        return matting_laplacian.solve(guide, prior, weight, unknown, HAIR_ITERATIONS)
    size = ((prior.shape[1] + 1) // 2, (prior.shape[0] + 1) // 2)
    half = geometry.resize_planes(np.stack([*picture, prior, weight, unknown.astype(np.float32)]), size)
    coarse = guided_filter.guide(half[:3], radius // 2, HAIR_EPSILON)
    rough = matting_laplacian.solve(coarse, half[3], half[4], half[5] > 0.5, HAIR_ITERATIONS)
    start = np.where(unknown, geometry.resize_plane(rough, prior.shape[::-1]), prior)
    return matting_laplacian.solve(guide, prior, weight, unknown, HAIR_ITERATIONS_LEFT, start)


def _around(mask: NDArray[np.bool_], margin: int) -> tuple[slice, slice]:
    """The smallest window that holds all of a mask and a margin."""
    rows, columns = (np.flatnonzero(mask.any(axis)) for axis in (1, 0))
    if not rows.size:
        return np.s_[:1, :1]
    top, left = (max(0, at[0] - margin) for at in (rows, columns))
    return np.s_[top : rows[-1] + margin + 1, left : columns[-1] + margin + 1]


def _pixels(share: float, side: int) -> int:
    return max(1, round(share * side))
