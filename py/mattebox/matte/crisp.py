"""Crisp, antialiased contours: the half-way line of a soft alpha, smoothed along itself and drawn one pixel wide."""

import numpy as np

from ..arrays import Float
from ..imaging.box_filter import box_mean

# Distances beyond this many full-resolution pixels are all the same: surely inside or surely outside.
FAR = 4.0
# Change of alpha per pixel below which there is no contour nearby.
FLAT = 1e-3


def planes(alpha: Float, radius: int, scale: float) -> Float:
    """Planes for `low.alpha_at` whose value is the signed distance to the contour plus a half.

    The distance is alpha's elevation over 0.5 divided by its slope, the first-order distance to a level set
    (G. Taubin, "Distance Approximations for Rasterizing Implicit Curves", ACM TOG 1994, section 4). Clipped to 0..1
    that is the share of a pixel which a straight edge covers.

    Args:
        alpha: float32 (h, w); from a filter that follows the picture's edges.
        radius: of the smoothing, in pixels of this resolution.
        scale: full-resolution pixels per pixel of this resolution.

    Returns:
        float32 (4, h, w); the first three are zero, colour plays no part.
    """
    smooth = box_mean(box_mean(alpha, radius), radius)
    slope = np.hypot(*(np.gradient(smooth, axis=axis) if smooth.shape[axis] > 1 else 0 * smooth for axis in (0, 1)))
    distance = scale * (smooth - 0.5) / np.maximum(slope, FLAT)
    out = np.zeros((4, *alpha.shape), np.float32)
    np.clip(distance, -FAR, FAR, out=out[3])
    out[3] += 0.5
    return out
