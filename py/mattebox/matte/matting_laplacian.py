"""Matting: the alpha that colour lines explain best, held near a prior.

A. Levin, D. Lischinski, Y. Weiss, "A Closed-Form Solution to Natural Image Matting", PAMI 2008: where foreground and
background each lie on a line in colour space, alpha is an affine function of colour in every small window; the cost of
the best such functions is αᵀLα with the matting Laplacian L (section 3).
K. He, J. Sun, X. Tang, "Fast Matting Using Large Kernel Matting Laplacian Matrices", CVPR 2010: the product Lα needs no
matrix. It is what a guided filter with the picture as its guide takes away from α (section 3.2), and larger windows
both carry further and converge sooner. Here a window is three by three blocks of pixels and there is one for every
block, so that all but a product of α and colour happens on the grid of blocks, and only where something is unknown.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Float, Mask
from ..imaging.blocks import Blocks, covering, gather, scatter
from ..imaging.box_filter import box_mean, window_areas
from ..imaging.guided_filter import Statistics, apply, cross, moments, regress, statistics

# Mean squared residual per unknown pixel below which nothing visible changes any more: a tenth of an 8-bit level.
CONVERGED = 1.5e-7


@dataclass(frozen=True, slots=True)
class Laplacian:
    """The matting Laplacian of a picture's windows around some of its blocks.

    Attributes:
        near: the n blocks in which its product is wanted.
        wide: those and the blocks with which they share a window.
        colours: float32 (3, side, side, n) of ``near``.
        colours_wide: the same of ``wide``.
        windows: the windows' statistics, by their middle block.
        share: float32 (n,), how many windows see a block of ``near``, as a share of nine.
    """

    near: Blocks
    wide: Blocks
    colours: Float
    colours_wide: Float
    windows: Statistics
    share: Float


def laplacian(picture: Float, where: Mask, side: int, epsilon: float) -> Laplacian:
    """Prepare products with L.

    Args:
        picture: float32 (3, H, W), colours in 0..1.
        where: bool (H, W), the pixels at which the product is wanted.
        side: of a block; a window's is three times that.
        epsilon: regulariser added to the colour variances.
    """
    near, wide = covering(where, side), covering(where, side, around=2)
    colours = gather(picture, wide.pixels)
    windows = statistics(box_mean(_block_means(moments(colours), wide), 1), epsilon)
    share = window_areas(near.grid, 1).reshape(-1)[near.cells] / np.float32(9)
    return Laplacian(near, wide, gather(picture, near.pixels), colours, windows, share)


def product(matrix: Laplacian, alpha: Float, wide: Float | None = None) -> Float:
    """Lα, divided by the pixels of a window: alpha minus the windows' best affine functions of colour.

    Windows at the border hold fewer pixels and weigh less, which keeps L symmetric.

    Args:
        alpha: float32 (side, side, n), by the blocks of ``near``.
        wide: the same by the blocks of ``wide``; if None, alpha is zero outside ``near``.

    Returns:
        float32 (side, side, n).
    """
    if wide is None:
        means = _block_means(cross(matrix.colours, alpha), matrix.near)
    else:
        means = _block_means(cross(matrix.colours_wide, wide), matrix.wide)
    planes = box_mean(regress(matrix.windows, box_mean(means, 1)), 1)
    out = apply(gather(planes, matrix.near.cells)[:, None, None], matrix.colours)
    np.subtract(alpha, out, out=out)
    out *= matrix.share
    return out


def solve(
    matrix: Laplacian, prior: Float, weight: Float, unknown: Mask, iterations: int, start: Float | None = None
) -> Float:
    """Minimise αᵀLα + Σ weight·(α − prior)² over the unknown pixels by conjugate gradients; others stay as they are.

    Args:
        matrix: from `laplacian`, prepared for the unknown pixels.
        prior: float32 (H, W) in 0..1.
        weight: float32 (H, W) ≥ 0; 1 outweighs what the colours say, 0 leaves it all to them.
        unknown: bool (H, W).
        iterations: at most so many.
        start: float32 (H, W), the prior if None. Equal to the prior where known.

    Returns:
        float32 (H, W), clipped to 0..1.
    """
    out = (prior if start is None else start).copy()
    at = matrix.near.pixels
    prior, weight, alpha = gather((prior, weight, out), at)
    inside = unknown.reshape(-1)[at].astype(np.float32)
    # Jacobi's preconditioner: L's diagonal is next to 1 everywhere.
    scale = inside / (1 + weight)
    residual = weight * (prior - alpha)
    residual -= product(matrix, alpha, out.reshape(-1)[matrix.wide.pixels])
    residual *= inside
    direction = scale * residual
    energy = float(np.vdot(residual, direction))
    enough = CONVERGED * max(1, int(unknown.sum()))
    for _ in range(iterations):
        if energy <= enough:
            break
        pushed = product(matrix, direction)
        pushed += weight * direction
        pushed *= inside
        step = np.float32(energy / float(np.vdot(direction, pushed)))
        alpha += step * direction
        pushed *= step
        residual -= pushed
        towards = scale * residual
        before, energy = energy, float(np.vdot(residual, towards))
        direction *= np.float32(energy / before)
        direction += towards
    out.reshape(-1)[at] = np.clip(alpha, 0, 1, out=alpha)
    return out


def _block_means(values: Float, blocks: Blocks) -> Float:
    """Means of the blocks' values (C, side, side, n), laid out on the grid: float32 (C, *grid), zero elsewhere."""
    side = values.shape[1]
    return scatter(values.reshape(len(values), side * side, -1).mean(1), blocks.cells, blocks.grid)
