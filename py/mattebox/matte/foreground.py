"""Foreground colours: what the subject's own colour is where the picture mixes it with the background.

T. Germer, T. Uelwer, S. Conrad, S. Harmeling, "Fast Multi-Level Foreground Estimation", ICPR 2020. With I = αF + (1−α)B
the method minimises, per pixel and over a pyramid, (αF + (1−α)B − I)² plus the squared differences to the four
neighbours' F and B, weighted by ε + |Δα| (equation 4). Here every level is solved by Jacobi sweeps over its unknown
pixels only, and the finest level lies at low resolution; `complete` then restores the full-resolution detail.
"""

import numpy as np

from ..arrays import Float, Index
from ..imaging.blocks import gather
from ..imaging.resample import halve

# Weight of every neighbour, and what |Δα| adds to it; as in the authors' code.
EPSILON = np.float32(1e-5)
GRADIENT_WEIGHT = np.float32(1.0)

# The pyramid is solved thoroughly where it is tiny and lightly above, where the start is already good.
THOROUGH_SIDE = 32
THOROUGH_SWEEPS, LIGHT_SWEEPS = 10, 6


def estimate(picture: Float, alpha: Float) -> Float:
    """Foreground and background colours of a picture with a known alpha.

    Args:
        picture: float32 (3, H, W), any linear unit, e.g. 0..255.
        alpha: float32 (H, W) in 0..1.

    Returns:
        Foreground and background, float32 (6, H, W), in the unit of ``picture``. Where alpha is 1 the foreground is the
        picture's own colour, where it is 0 the background is.
    """
    level = np.concatenate([picture, alpha[None]])
    smaller = []
    while max(level.shape[1:]) > 1:
        level = halve(level)
        smaller.append(level)
    both = np.zeros((6, 1, 1), np.float32)
    while smaller:
        level = smaller.pop()
        both = _solve(level[:3], level[3], _repeated(both, level.shape[1:]))
    return _solve(picture, alpha, _repeated(both, alpha.shape))


def complete(colour: Float, alpha: Float, foreground: Float, background: Float) -> Float:
    """Fit smooth estimates to the picture's own pixels: the least change of F and B after which αF + (1−α)B = I.

    Args:
        colour, foreground, background: float32 (3, n), one unit. ``foreground`` is changed in place.
        alpha: float32 (n,) in 0..1.

    Returns:
        The foreground, float32 (3, n), not clipped.
    """
    beta = 1 - alpha
    residual = colour - background * beta
    residual -= foreground * alpha
    residual *= alpha / (alpha * alpha + beta * beta)
    foreground += residual
    return foreground


def _solve(picture: Float, alpha: Float, start: Float) -> Float:
    h, w = alpha.shape
    sweeps = THOROUGH_SWEEPS if max(h, w) <= THOROUGH_SIDE else LIGHT_SWEEPS
    np.copyto(start[:3], picture, where=alpha >= 1)
    np.copyto(start[3:], picture, where=alpha <= 0)
    at: Index = np.flatnonzero((alpha > 0) & (alpha < 1))
    if at.size == 0:
        return start
    a = alpha.reshape(-1)[at]
    b = 1 - a
    neighbours = _neighbours(at, h, w)
    weights = [EPSILON + GRADIENT_WEIGHT * np.abs(a - alpha.reshape(-1)[n]) for n in neighbours]
    total = sum(weights[1:], start=weights[0])
    # Per pixel: [[α²+s, αβ], [αβ, β²+s]] · [F, B] = [αI + ΣwF, βI + ΣwB], solved by Cramer's rule.
    aa, bb, ab = a * a + total, b * b + total, a * b
    inverse = 1 / (aa * bb - ab * ab)
    aa, bb, ab = (x * inverse for x in (aa, bb, ab))
    low, high = picture.min(), picture.max()
    for own, *planes in zip(gather(picture, at), *start.reshape(2, 3, -1), strict=True):  # colour by colour
        shares = own * a, own * b
        for _ in range(sweeps):
            f, g = shares[0].copy(), shares[1].copy()
            for plane, sums in zip(planes, (f, g), strict=True):
                for n, weight in zip(neighbours, weights, strict=True):
                    near = plane[n]
                    near *= weight
                    sums += near
            for plane, solved in zip(planes, (bb * f - ab * g, aa * g - ab * f), strict=True):
                plane[at] = np.clip(solved, low, high, out=solved)
    return start


def _neighbours(at: Index, h: int, w: int) -> list[Index]:
    y, x = np.divmod(at, w)
    return [
        np.where(x > 0, at - 1, at),
        np.where(x < w - 1, at + 1, at),
        np.where(y > 0, at - w, at),
        np.where(y < h - 1, at + w, at),
    ]


def _repeated(planes: Float, shape: tuple[int, ...]) -> Float:
    """Planes (C, h, w) of half a shape, sizes rounded up, repeated to all of it."""
    out = np.empty((len(planes), *shape), np.float32)
    for y in (0, 1):
        for x in (0, 1):
            part = out[:, y::2, x::2]
            part[...] = planes[:, : part.shape[1], : part.shape[2]]
    return out
