"""The fast guided filter with a colour guide.

K. He, J. Sun, X. Tang, "Guided Image Filtering", PAMI 2013, section 3.4 (colour guide), and
K. He, J. Sun, "Fast Guided Filter", arXiv:1505.00996: the coefficients are found at low resolution, carried to full
resolution by bilinear interpolation and applied to the full-resolution guide.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .box_filter import box_mean

Float = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide with its windows' statistics, for as many targets as one likes.

    Attributes:
        picture: float32 (3, H, W), colours in 0..1.
        radius: of the windows, in pixels.
        mean: float32 (3, H, W).
        factors: float32 (6, H, W), the covariance plus ε as L·D·Lᵀ: l_rg, l_rb, l_gb and the inverse of D's diagonal.
    """

    picture: Float
    radius: int
    mean: Float
    factors: Float


def guide(picture: Float, radius: int, epsilon: float) -> Guide:
    """Statistics of a guide (PAMI 2013, equation 14).

    Args:
        picture: float32 (3, H, W), colours in 0..1.
        radius: of the window in pixels of this resolution.
        epsilon: regulariser added to the colour variances (in 0..1 units squared); larger is smoother.
    """
    r, g, b = picture
    mean = box_mean(np.stack([r, g, b, r * r, r * g, r * b, g * g, g * b, b * b]), radius)
    mr, mg, mb = mean[:3]
    rr, rg, rb = mean[3] - mr * mr + epsilon, mean[4] - mr * mg, mean[5] - mr * mb
    gg, gb, bb = mean[6] - mg * mg + epsilon, mean[7] - mg * mb, mean[8] - mb * mb + epsilon
    # LDLᵀ elimination: cofactors would cancel catastrophically in float32 where the channels are correlated.
    rr = np.maximum(rr, epsilon)
    l_rg, l_rb = rg / rr, rb / rr
    d_g = np.maximum(gg - l_rg * rg, epsilon)
    e_gb = gb - l_rg * rb
    l_gb = e_gb / d_g
    d_b = np.maximum(bb - l_rb * rb - l_gb * e_gb, epsilon)
    return Guide(picture, radius, mean[:3], np.stack([l_rg, l_rb, l_gb, 1 / rr, 1 / d_g, 1 / d_b]))


def affine(guide: Guide, target: Float) -> Float:
    """Each window's best affine model target ≈ a·guide + b (PAMI 2013, equations 14 and 15).

    Args:
        target: float32 (H, W), e.g. an alpha in 0..1.

    Returns:
        float32 (4, H, W): three planes of a, then b; not averaged over the windows.
    """
    stack = np.empty((4, *target.shape), np.float32)
    np.multiply(guide.picture, target, out=stack[:3])
    stack[3] = target
    out = box_mean(stack, guide.radius)
    a, mean_target = out[:3], out[3]
    a -= guide.mean * mean_target
    l_rg, l_rb, l_gb, over_r, over_g, over_b = guide.factors
    a[1] -= l_rg * a[0]
    a[2] -= l_rb * a[0]
    a[2] -= l_gb * a[1]
    a[2] *= over_b
    a[1] *= over_g
    a[1] -= l_gb * a[2]
    a[0] *= over_r
    a[0] -= l_rg * a[1]
    a[0] -= l_rb * a[2]
    for c in range(3):
        mean_target -= a[c] * guide.mean[c]
    return out


def coefficients(guide: Guide, target: Float) -> Float:
    """`affine` averaged over the windows that see a pixel (equation 8): float32 (4, H, W), for `apply`."""
    return box_mean(affine(guide, target), guide.radius)


def apply(planes: Float, colour: Float) -> Float:
    """Evaluate the affine model: planes (4, ...) from `coefficients`, colour (3, ...) in 0..1 → (...) unclipped."""
    out: Float = planes[0] * colour[0]
    out += planes[1] * colour[1]
    out += planes[2] * colour[2]
    out += planes[3]
    return out
