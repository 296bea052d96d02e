"""The fast guided filter with a colour guide.

K. He, J. Sun, X. Tang, "Guided Image Filtering", PAMI 2013, section 3.4 (colour guide), and
K. He, J. Sun, "Fast Guided Filter", arXiv:1505.00996: the coefficients are found at low resolution, carried to full
resolution by bilinear interpolation and applied to the full-resolution guide.
"""

import numpy as np
from numpy.typing import NDArray

from .box_filter import box_mean

Float = NDArray[np.float32]


def coefficients(guide: Float, target: Float, radius: int, epsilon: float) -> Float:
    """Coefficients of the locally affine model target ≈ a·guide + b (PAMI 2013, equations 14, 15 and 8).

    Args:
        guide: float32 (3, H, W), colours in 0..1.
        target: float32 (H, W), what to filter, e.g. an alpha in 0..1.
        radius: of the window in pixels of this resolution.
        epsilon: regulariser added to the colour variances (in 0..1 units squared); larger is smoother.

    Returns:
        float32 (4, H, W): three planes of a, then b, already averaged over the windows.
    """
    r, g, b = guide
    planes = np.stack([r, g, b, target, r * r, r * g, r * b, g * g, g * b, b * b, r * target, g * target, b * target])
    mean = box_mean(planes, radius)
    mr, mg, mb, mp = mean[:4]
    rr, rg, rb = mean[4] - mr * mr + epsilon, mean[5] - mr * mg, mean[6] - mr * mb
    gg, gb, bb = mean[7] - mg * mg + epsilon, mean[8] - mg * mb, mean[9] - mb * mb + epsilon
    cr, cg, cb = mean[10] - mr * mp, mean[11] - mg * mp, mean[12] - mb * mp
    # LDLᵀ elimination: cofactors would cancel catastrophically in float32 where the channels are correlated.
    l_rg, l_rb = rg / rr, rb / rr
    d_g = np.maximum(gg - l_rg * rg, epsilon)
    e_gb = gb - l_rg * rb
    l_gb = e_gb / d_g
    d_b = np.maximum(bb - l_rb * rb - l_gb * e_gb, epsilon)
    y_g = cg - l_rg * cr
    y_b = cb - l_rb * cr - l_gb * y_g
    out = np.empty((4, *target.shape), np.float32)
    out[2] = y_b / d_b
    out[1] = y_g / d_g - l_gb * out[2]
    out[0] = cr / rr - l_rg * out[1] - l_rb * out[2]
    out[3] = mp - out[0] * mr - out[1] * mg - out[2] * mb
    return box_mean(out, radius)


def apply(planes: Float, guide: Float) -> Float:
    """Evaluate the affine model: planes (4, ...) from `coefficients`, guide (3, ...) in 0..1 → (...) unclipped."""
    out: Float = planes[0] * guide[0]
    out += planes[1] * guide[1]
    out += planes[2] * guide[2]
    out += planes[3]
    return out
