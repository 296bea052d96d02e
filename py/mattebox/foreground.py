"""Foreground colours: what the subject's own colour is where the picture mixes it with the background.

T. Germer, T. Uelwer, S. Conrad, S. Harmeling, "Fast Multi-Level Foreground Estimation", ICPR 2020. With I = αF + (1−α)B
the method minimises, per pixel and over a pyramid, (αF + (1−α)B − I)² plus the squared differences to the four
neighbours' F and B, weighted by ε + |Δα| (equation 4). Here every level is solved by Jacobi sweeps over its unknown
pixels only, and the finest level lies at low resolution; `complete` then restores the full-resolution detail.
"""

import numpy as np
from numpy.typing import NDArray

from .geometry import halve

Float = NDArray[np.float32]
Index = NDArray[np.intp]

# Weight of every neighbour, and what |Δα| adds to it; as in the authors' code.
EPSILON = np.float32(1e-5)
GRADIENT_WEIGHT = np.float32(1.0)

# The pyramid is solved thoroughly where it is tiny and lightly above, where the start is already good.
THOROUGH_SIDE = 32
THOROUGH_SWEEPS, LIGHT_SWEEPS = 10, 6


def estimate(image: Float, alpha: Float) -> tuple[Float, Float]:
    """Foreground and background colours of a picture with a known alpha.

    Args:
        image: float32 (H, W, 3), any linear unit, e.g. 0..255.
        alpha: float32 (H, W) in 0..1.

    Returns:
        Foreground and background, float32 (H, W, 3), in the unit of ``image``. Where alpha is 1 the foreground is the
        picture's own colour, where it is 0 the background is.
    """
    levels = [(image, alpha)]
    while max(levels[-1][1].shape) > 1:
        levels.append(_halve(*levels[-1]))
    both = np.zeros((1, 1, 6), np.float32)
    for colours, a in reversed(levels):
        both = _solve(colours, a, _nearest(both, a.shape))
    return both[..., :3], both[..., 3:]


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


def _solve(image: Float, alpha: Float, start: Float) -> Float:
    h, w = alpha.shape
    sweeps = THOROUGH_SWEEPS if max(h, w) <= THOROUGH_SIDE else LIGHT_SWEEPS
    opaque, clear = alpha >= 1, alpha <= 0
    np.copyto(start[..., :3], image, where=opaque[..., None])
    np.copyto(start[..., 3:], image, where=clear[..., None])
    at: Index = np.flatnonzero(~(opaque | clear))
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
    aa, bb, ab = ((x * inverse)[:, None] for x in (aa, bb, ab))
    pixels = image.reshape(-1, 3)[at]
    from_image_f, from_image_b = pixels * a[:, None], pixels * b[:, None]
    both = start.reshape(-1, 6)
    low, high = image.min(), image.max()
    solved = np.empty((at.size, 6), np.float32)
    for _ in range(sweeps):
        around = np.zeros((at.size, 6), np.float32)
        for n, weight in zip(neighbours, weights, strict=True):
            around += both.take(n, axis=0, mode="clip") * weight[:, None]
        f, g = around[:, :3] + from_image_f, around[:, 3:] + from_image_b
        np.subtract(bb * f, ab * g, out=solved[:, :3])
        np.subtract(aa * g, ab * f, out=solved[:, 3:])
        both[at] = np.clip(solved, low, high, out=solved)
    return start


def _neighbours(at: Index, h: int, w: int) -> list[Index]:
    y, x = np.divmod(at, w)
    return [
        np.where(x > 0, at - 1, at),
        np.where(x < w - 1, at + 1, at),
        np.where(y > 0, at - w, at),
        np.where(y < h - 1, at + w, at),
    ]


def _halve(image: Float, alpha: Float) -> tuple[Float, Float]:
    planes = halve(np.concatenate([image.transpose(2, 0, 1), alpha[None]]))
    return np.ascontiguousarray(planes[:3].transpose(1, 2, 0)), planes[3]


def _nearest(both: Float, shape: tuple[int, ...]) -> Float:
    rows, columns = (np.arange(n) * m // n for n, m in zip(shape, both.shape[:2], strict=True))
    out: Float = both.take(rows, axis=0).take(columns, axis=1)
    return out
