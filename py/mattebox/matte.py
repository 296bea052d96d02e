"""From a mask at network size to alpha and foreground colours at full size.

The affine models of the guided filter and the smooth foreground and background colours are found at low resolution;
full-resolution work happens only at the pixels of the band.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from . import foreground, geometry, guided_filter
from .compose import set_pixels
from .trimap import BAND, OPAQUE, trimap

Bytes = NDArray[np.uint8]
Float = NDArray[np.float32]

# Pixels of the low resolution: finer gains nothing measurable and costs in proportion.
LOW_PIXELS = 400_000

# Lengths as shares of the picture's long side, because the mask's own blur scales with it.
FILTER_RADIUS = 0.005
BAND_MARGIN = 0.004

# Regulariser of the guided filter, and the share of the unfiltered mask that stays in its result.
EPSILON = 1e-4
KEEP_MASK = 0.3

# Alpha below and above which a pixel is taken for clear and opaque.
BLACK_POINT, WHITE_POINT = 0.02, 0.98

# Band pixels worked on at a time: small enough to cancel quickly and to keep temporaries out of the way.
CHUNK = 1 << 16


def low_picture(rgb: Image.Image) -> Float:
    """The RGB picture at low resolution, float32 (3, h, w) in 0..1."""
    small = geometry.resize_rgb(rgb, geometry.fit(*rgb.size, LOW_PIXELS))
    picture = np.ascontiguousarray(np.asarray(small).transpose(2, 0, 1), np.float32)
    picture /= 255
    return picture


def low_alpha(picture: Float, mask: Float) -> tuple[Bytes, Float, Float]:
    """Band, filter coefficients and alpha at low resolution.

    Args:
        picture: float32 (3, h, w) in 0..1.
        mask: float32 (H', W') in 0..1 at any size, of the same field of view.

    Returns:
        The trimap uint8 (h, w); float32 (5, h, w) of coefficients and mask; alpha float32 (h, w).
    """
    h, w = picture.shape[1:]
    small = geometry.resize_plane(mask, (w, h))
    side = max(h, w)
    regions = trimap(small, max(1, round(BAND_MARGIN * side)))
    affine = guided_filter.coefficients(picture, small, max(1, round(FILTER_RADIUS * side)), EPSILON)
    planes = np.concatenate([affine, small[None]])
    alpha = np.where(regions == BAND, _alpha(planes, picture), regions == OPAQUE).astype(np.float32)
    return regions, planes, alpha


def low_colours(picture: Float, alpha: Float) -> Float:
    """Foreground and background at low resolution, float32 (6, h, w) in 0..1."""
    both = foreground.estimate(np.ascontiguousarray(picture.transpose(1, 2, 0)), alpha)
    return np.concatenate(both, axis=2).transpose(2, 0, 1)


def fill_band(rgba: Bytes, regions: Bytes, planes: Float) -> Iterator[float]:
    """Work out alpha and colour of the band's pixels at full size, in place, a chunk at a time.

    Args:
        rgba: uint8 (H, W, 4), the picture.
        regions: uint8 (H, W), the trimap at full size.
        planes: float32 (5 or 11, h, w) at low resolution: coefficients, mask[, foreground, background].

    Yields:
        The fraction done, after each chunk.
    """
    h, w = regions.shape
    affine = np.ascontiguousarray(planes[:5].transpose(1, 2, 0))
    colours = np.ascontiguousarray(planes[5:].transpose(1, 2, 0)) if len(planes) > 5 else None
    band = np.flatnonzero(regions == BAND)
    for start in range(0, band.size, CHUNK):
        at = band[start : start + CHUNK]
        colour = np.ascontiguousarray(rgba.reshape(-1, 4).take(at, 0, mode="clip")[:, :3].T).astype(np.float32)
        colour /= 255
        alpha = _alpha(geometry.sample(affine, at, (w, h)), colour)
        if colours is not None:
            mixed = np.flatnonzero((alpha > 0) & (alpha < 1))
            both = geometry.sample(colours, at[mixed], (w, h))
            colour[:, mixed] = foreground.complete(colour[:, mixed], alpha[mixed], both[:3], both[3:])
        set_pixels(rgba, at, colour, alpha)
        yield min(1.0, (start + CHUNK) / band.size)


def _alpha(planes: Float, colour: Float) -> Float:
    alpha = guided_filter.apply(planes[:4], colour)
    alpha += KEEP_MASK / (1 - KEEP_MASK) * planes[4]
    alpha *= 1 - KEEP_MASK
    alpha -= BLACK_POINT
    alpha /= WHITE_POINT - BLACK_POINT
    return np.clip(alpha, 0, 1, out=alpha)
