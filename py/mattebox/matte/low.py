"""From a mask at network size to alpha and foreground colours at full size.

Alpha is found at low resolution as a locally affine function of colour, smooth foreground and background colours
likewise; full-resolution work happens only at the pixels of the band, where both are completed by the picture's own.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from PIL import Image

from ..arrays import Bytes, Float, Mask
from ..imaging import guided_filter, resample
from ..imaging.blocks import covering, gather, inner_mean, scatter
from ..imaging.box_filter import box_mean, dilate
from ..options.edges import Edge
from . import crisp as crisp_matte
from . import foreground, matting_laplacian, spill
from .trimap import BAND, OPAQUE, trimap

# Pixels of the low resolution: finer gains nothing measurable and costs in proportion.
LOW_PIXELS = 400_000

# Lengths as shares of the picture's long side, because the mask's own blur scales with it.
BAND_MARGIN = 0.003
SOFT_RADIUS = 0.005
CLEAN_RADIUS = 0.002
AMBIGUITY_RADIUS = 0.02
# Doubt is averaged on a grid on which that radius is about so many pixels.
AMBIGUITY_STEPS = 4

# Soft: regulariser of the guided filter, and the share of the unfiltered mask that stays in its result.
SOFT_EPSILON = 1e-4
KEEP_MASK = 0.3

# Hair: side of the matting's blocks at LOW_PIXELS, less on smaller pictures, where the same hair is fewer pixels wide.
HAIR_BLOCK = 5.6
HAIR_EPSILON = 7e-6
HAIR_ITERATIONS = 12
# From this block on, most of the way is gone at half the resolution, at a quarter of the cost.
HALVED_FROM, HAIR_ITERATIONS_LEFT = 3, 5
# Weight of the mask where it is sure, next to nothing where it is not.
PRIOR, PRIOR_UNSURE = 0.05, 0.002

# Auto: mean of 4·m·(1−m) over the band nearby, up to which an edge is crisp and from which it is hair.
CRISP, HAIRY = 0.15, 0.28
# Weight of the mask at crisp edges: it places them better than colour does.
PRIOR_CRISP = 1.0

# The finished low-resolution alpha is carried to full resolution by windows of this radius.
DETAIL_RADIUS, DETAIL_EPSILON = 1, 1e-5
# They are found in blocks of this side: smaller ones waste more on margins, larger ones more beside the band.
DETAIL_BLOCK = 8

# Alpha below and above which a pixel is taken for clear and opaque.
BLACK_POINT, WHITE_POINT = 0.095, 0.9


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


def low_picture(colours: Image.Image) -> Float:
    """A picture, RGB or as from `rgba.flat`, at low resolution: float32 (3, h, w) in 0..1."""
    small = resample.resize_rgb(colours, resample.fit(*colours.size, LOW_PIXELS))
    picture = np.ascontiguousarray(np.asarray(small).transpose(2, 0, 1), np.float32)
    picture /= 255
    return picture


def low_matte(picture: Float, mask: Float, edge: Edge, scale: float, whole: tuple[int, int] | None = None) -> LowMatte:
    """Alpha at low resolution.

    Args:
        picture: float32 (3, h, w) in 0..1.
        mask: float32 (H', W') in 0..1 at any size, of the same field of view.
        edge: which of the ways.
        scale: full-resolution pixels per low-resolution pixel.
        whole: (height, width) of the low resolution where ``picture`` is a part of it.
    """
    h, w = picture.shape[1:]
    small = resample.resize_plane(mask, (w, h))
    whole = whole or (h, w)
    side = max(whole)
    regions = trimap(small, _pixels(BAND_MARGIN, side))
    if edge in ("auto", "hair"):
        crisp = 1 - hairiness(small, regions, side) if edge == "auto" else np.zeros_like(small)
        block = max(1, int(HAIR_BLOCK * whole[0] * whole[1] / LOW_PIXELS))
        planes = _hair(picture, small, regions, crisp, block)
    else:
        planes = _soft(picture, small, _pixels(SOFT_RADIUS, side / 2))
        if edge == "clean":
            planes = crisp_matte.planes(guided_filter.apply(planes, picture), _pixels(CLEAN_RADIUS, side), scale)
    alpha = (regions == OPAQUE).astype(np.float32)
    at = np.flatnonzero(regions == BAND)
    alpha.reshape(-1)[at] = alpha_at(gather(planes, at), gather(picture, at))
    return LowMatte(regions, planes, alpha)


def as_it_is(mask: Float, own: Float) -> LowMatte:
    """The matte of a picture that is cut out already: its own alpha is the edge, and the mask says what of it stays.

    Args:
        mask: float32 (h, w) in 0..1.
        own: the picture's alpha, float32 (h, w) in 0..1.
    """
    planes = np.zeros((4, *mask.shape), np.float32)
    planes[3] = BLACK_POINT + (WHITE_POINT - BLACK_POINT) * mask
    return LowMatte(trimap(mask, 1), planes, mask * own)


def hairiness(mask: Float, regions: Bytes, side: int) -> Float:
    """How much an edge looks like hair, 0..1: the mask's own doubt, averaged over the band nearby.

    Args:
        mask: float32 (h, w) in 0..1.
        regions: its trimap, uint8 (h, w).
        side: the long side of the whole low resolution.
    """
    h, w = mask.shape
    radius = _pixels(AMBIGUITY_RADIUS, side)
    step = max(1, radius // AMBIGUITY_STEPS)
    band = (regions == BAND).astype(np.float32)
    small = resample.resize_planes(np.stack([4 * mask * (1 - mask) * band, band]), (-(-w // step), -(-h // step)))
    doubt, share = box_mean(small, radius // step)
    doubt /= np.maximum(share, 1e-6)
    out: Float = np.clip((doubt - CRISP) / (HAIRY - CRISP), 0, 1)
    return resample.resize_plane(out, (w, h))


def alpha_at(planes: Float, colour: Float) -> Float:
    """Alpha of pixels: planes float32 (4, ...), colour float32 (3, ...) in 0..1 → float32 (...) in 0..1."""
    alpha = guided_filter.apply(planes, colour)
    alpha -= BLACK_POINT
    alpha /= WHITE_POINT - BLACK_POINT
    return np.clip(alpha, 0, 1, out=alpha)


def low_colours(picture: Float, alpha: Float) -> Float:
    """Foreground, background and solid foreground nearby at low resolution, float32 (9, h, w) in 0..1."""
    half = resample.halve(np.stack([*picture, alpha]))
    quarter = resample.halve(half)
    solid = resample.double(spill.solid_nearby(quarter[:3], quarter[3]), half.shape[1:])
    out = np.empty((9, *alpha.shape), np.float32)
    out[:6] = foreground.estimate(picture, alpha)
    out[6:] = resample.double(solid, alpha.shape)
    return out


def _soft(picture: Float, mask: Float, radius: int) -> Float:
    """The guided filter at half the resolution, with a share of the mask left in. radius: of its windows there."""
    half = resample.halve(np.stack([*picture, mask]))
    mean = partial(box_mean, radius=radius)
    planes = resample.double(guided_filter.coefficients(half[:3], half[3], SOFT_EPSILON, mean), mask.shape)
    planes *= 1 - KEEP_MASK
    planes[3] += KEEP_MASK * mask
    return planes


def _hair(picture: Float, mask: Float, regions: Bytes, crisp: Float, block: int) -> Float:
    """Matting with the mask as prior, which weighs more the more ``crisp`` (0..1) an edge is; in blocks of a side."""
    band = regions == BAND
    prior = (regions == OPAQUE).astype(np.float32)
    np.copyto(prior, mask, where=band)
    weight = PRIOR_UNSURE + PRIOR * np.square(1 - 4 * prior * (1 - prior)) + PRIOR_CRISP * crisp
    alpha = _solve(picture, prior, weight, band, block)
    return _detail(picture, alpha, dilate(band, 1))


def _solve(picture: Float, prior: Float, weight: Float, unknown: Mask, block: int) -> Float:
    matrix = matting_laplacian.laplacian(picture, unknown, block, HAIR_EPSILON)
    if block < HALVED_FROM:
        return matting_laplacian.solve(matrix, prior, weight, unknown, HAIR_ITERATIONS)
    half = resample.halve(np.stack([*picture, prior, weight, unknown.astype(np.float32)]))
    coarse = matting_laplacian.laplacian(half[:3], half[5] > 0.5, round(block / 2), HAIR_EPSILON)
    rough = matting_laplacian.solve(coarse, half[3], half[4], half[5] > 0.5, HAIR_ITERATIONS)
    start = np.where(unknown, resample.double(rough[None], prior.shape)[0], prior)
    return matting_laplacian.solve(matrix, prior, weight, unknown, HAIR_ITERATIONS_LEFT, start)


def _detail(picture: Float, alpha: Float, where: Mask) -> Float:
    """Planes for `alpha_at` in the smallest windows, zero but in the blocks that hold any of ``where``."""
    margin = 2 * DETAIL_RADIUS
    around = covering(where, DETAIL_BLOCK, margin)
    values = gather((*picture, alpha), around.pixels)
    inner = partial(inner_mean, radius=DETAIL_RADIUS)
    found = guided_filter.coefficients(values[:3], values[3], DETAIL_EPSILON, inner)
    return scatter(found, around.pixels[margin:-margin, margin:-margin], alpha.shape)


def _pixels(share: float, side: float) -> int:
    return max(1, round(share * side))
