"""Matting: the alpha that colour lines explain best, held near a prior.

A. Levin, D. Lischinski, Y. Weiss, "A Closed-Form Solution to Natural Image Matting", PAMI 2008: where foreground and
background each lie on a line in colour space, alpha is an affine function of colour in every small window; the cost of
the best such functions is αᵀLα with the matting Laplacian L (section 3).
K. He, J. Sun, X. Tang, "Fast Matting Using Large Kernel Matting Laplacian Matrices", CVPR 2010: the product Lα needs no
matrix. It is what a guided filter with the picture as its guide takes away from α (section 3.2), and larger windows
both carry further and converge sooner.
"""

import numpy as np
from numpy.typing import NDArray

from .box_filter import window_areas
from .guided_filter import Guide, apply, coefficients

Float = NDArray[np.float32]
Mask = NDArray[np.bool_]

# Mean squared residual per unknown pixel below which nothing visible changes any more: a tenth of an 8-bit level.
CONVERGED = 1.5e-7


def product(guide: Guide, alpha: Float) -> Float:
    """Lα, divided by the pixels of a window: alpha minus the windows' best affine functions of colour.

    float32 (H, W) → (H, W). Windows at the border hold fewer pixels and weigh less, which keeps L symmetric.
    """
    out: Float = alpha - apply(coefficients(guide, alpha), guide.picture)
    out *= window_areas(alpha.shape, guide.radius) / np.float32((2 * guide.radius + 1) ** 2)
    return out


def solve(
    guide: Guide, prior: Float, weight: Float, unknown: Mask, iterations: int, start: Float | None = None
) -> Float:
    """Minimise αᵀLα + Σ weight·(α − prior)² over the unknown pixels by conjugate gradients; others stay as they are.

    Args:
        guide: the picture, from `guided_filter.guide`.
        prior: float32 (H, W) in 0..1.
        weight: float32 (H, W) ≥ 0; 1 outweighs what the colours say, 0 leaves it all to them.
        unknown: bool (H, W).
        iterations: at most so many.
        start: float32 (H, W), the prior if None. Equal to the prior where known.

    Returns:
        float32 (H, W), clipped to 0..1.
    """
    alpha = (prior if start is None else start).copy()
    inside = unknown.astype(np.float32)
    residual = weight * (prior - alpha)
    residual -= product(guide, alpha)
    residual *= inside
    direction = residual.copy()
    energy = float(np.vdot(residual, residual))
    enough = CONVERGED * max(1, int(unknown.sum()))
    for _ in range(iterations):
        if energy <= enough:
            break
        pushed = product(guide, direction)
        pushed += weight * direction
        pushed *= inside
        step = np.float32(energy / float(np.vdot(direction, pushed)))
        alpha += step * direction
        pushed *= step
        residual -= pushed
        before, energy = energy, float(np.vdot(residual, residual))
        direction *= np.float32(energy / before)
        direction += residual
    return np.clip(alpha, 0, 1, out=alpha)
