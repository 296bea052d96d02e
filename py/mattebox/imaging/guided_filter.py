"""The fast guided filter with a colour guide.

K. He, J. Sun, X. Tang, "Guided Image Filtering", PAMI 2013, section 3.4 (colour guide), and
K. He, J. Sun, "Fast Guided Filter", arXiv:1505.00996: the coefficients are found at low resolution, carried to full
resolution by bilinear interpolation and applied to the full-resolution guide.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Float


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of the guide's colours in each window, for as many targets as one likes.

    Attributes:
        mean: float32 (3, ...), colours in 0..1.
        factors: float32 (6, ...), the covariance plus ε as L·D·Lᵀ: l_rg, l_rb, l_gb and the inverse of D's diagonal.
    """

    mean: Float
    factors: Float


def moments(picture: Float) -> Float:
    """A guide's colours and their products, whose window means `statistics` takes: float32 (3, ...) → (9, ...)."""
    r, g, b = picture
    out = np.empty((9, *r.shape), np.float32)
    out[:3] = picture
    for plane, (x, y) in zip(out[3:], ((r, r), (r, g), (r, b), (g, g), (g, b), (b, b)), strict=True):
        np.multiply(x, y, out=plane)
    return out


def statistics(mean: Float, epsilon: float) -> Statistics:
    """Statistics of a guide's windows (PAMI 2013, equation 14).

    Args:
        mean: float32 (9, ...), the windows' means of `moments`.
        epsilon: regulariser added to the colour variances (in 0..1 units squared); larger is smoother.
    """
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
    return Statistics(mean[:3], np.stack([l_rg, l_rb, l_gb, 1 / rr, 1 / d_g, 1 / d_b]))


def cross(picture: Float, target: Float) -> Float:
    """Products of guide and target, whose window means `regress` takes: float32 (3, ...) and (...) → (4, ...)."""
    out = np.empty((4, *target.shape), np.float32)
    np.multiply(picture, target, out=out[:3])
    out[3] = target
    return out


def regress(windows: Statistics, mean: Float) -> Float:
    """Each window's best affine model target ≈ a·guide + b (PAMI 2013, equations 14 and 15).

    Args:
        mean: float32 (4, ...), the windows' means of `cross`. Changed in place.

    Returns:
        float32 (4, ...): three planes of a, then b; not averaged over the windows.
    """
    a, mean_target = mean[:3], mean[3]
    a -= windows.mean * mean_target
    l_rg, l_rb, l_gb, over_r, over_g, over_b = windows.factors
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
        mean_target -= a[c] * windows.mean[c]
    return mean


def coefficients(picture: Float, target: Float, epsilon: float, mean: Callable[[Float], Float]) -> Float:
    """The filter's affine functions, averaged over the windows that see a pixel (equation 8).

    Args:
        picture: the guide, float32 (3, ...), colours in 0..1.
        target: float32 (...), e.g. an alpha in 0..1.
        epsilon: as for `statistics`.
        mean: takes means over the windows around each pixel of float32 (C, ...).

    Returns:
        float32 (4, ...), for `apply`.
    """
    windows = statistics(mean(moments(picture)), epsilon)
    return mean(regress(windows, mean(cross(picture, target))))


def apply(planes: Float, colour: Float) -> Float:
    """Evaluate the affine model: planes (4, ...) from `coefficients`, colour (3, ...) in 0..1 → (...) unclipped."""
    out: Float = planes[0] * colour[0]
    out += planes[1] * colour[1]
    out += planes[2] * colour[2]
    out += planes[3]
    return out
