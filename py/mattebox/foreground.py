"""Foreground colours: what the subject's own colour is where the picture mixes it with the background.

T. Germer, T. Uelwer, S. Conrad, S. Harmeling, "Fast Multi-Level Foreground Estimation", ICPR 2020. With I = αF + (1−α)B
the method minimises, per pixel and over a pyramid, (αF + (1−α)B − I)² plus the squared differences to the four
neighbours' F and B, weighted by ε + |Δα| (equation 4). Here every level is solved by Jacobi sweeps over its unknown
pixels only, and the finest level lies at low resolution; `complete` then restores the full-resolution detail.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Float = NDArray[np.float32]
Index = NDArray[np.intp]

# Weight of every neighbour, and what |Δα| adds to it; as in the authors' code.
EPSILON = np.float32(1e-5)
GRADIENT_WEIGHT = np.float32(1.0)

# The pyramid is solved thoroughly where it is tiny and lightly above, where the start is already good.
THOROUGH_SIDE = 32
THOROUGH_SWEEPS, LIGHT_SWEEPS = 10, 3


def estimate(image: Float, alpha: Float) -> tuple[Float, Float]:
    """Foreground and background colours of a picture with a known alpha.

    Args:
        image: float32 (H, W, 3), any linear unit, e.g. 0..255.
        alpha: float32 (H, W) in 0..1.

    Returns:
        Foreground and background, float32 (H, W, 3), in the unit of ``image``. Where alpha is 1 the foreground is the
        picture's own colour, where it is 0 the background is.
    """
    h, w = alpha.shape
    sizes = [(w, h)]
    while max(sizes[-1]) > 1:
        sizes.append(((sizes[-1][0] + 1) // 2, (sizes[-1][1] + 1) // 2))
    foreground = background = np.zeros((1, 1, 3), np.float32)
    for size in reversed(sizes):
        a = _resize(alpha, size)
        colours = np.stack([_resize(np.ascontiguousarray(image[..., c]), size) for c in range(3)], axis=-1)
        foreground, background = _solve(colours, a, _nearest(foreground, size), _nearest(background, size))
    return foreground, background


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


def _solve(image: Float, alpha: Float, foreground: Float, background: Float) -> tuple[Float, Float]:
    h, w = alpha.shape
    sweeps = THOROUGH_SWEEPS if max(h, w) <= THOROUGH_SIDE else LIGHT_SWEEPS
    opaque, clear = alpha >= 1, alpha <= 0
    foreground[opaque], background[clear] = image[opaque], image[clear]
    at: Index = np.flatnonzero(~(opaque | clear))
    if at.size == 0:
        return foreground, background
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
    both = np.concatenate([foreground.reshape(-1, 3), background.reshape(-1, 3)], axis=1)
    for _ in range(sweeps):
        around = both[neighbours[0]] * weights[0][:, None]
        for n, weight in zip(neighbours[1:], weights[1:], strict=True):
            around += both[n] * weight[:, None]
        f, g = around[:, :3] + from_image_f, around[:, 3:] + from_image_b
        both[at, :3] = bb * f - ab * g
        both[at, 3:] = aa * g - ab * f
    low, high = image.min(), image.max()
    np.clip(both, low, high, out=both)
    both = both.reshape(h, w, 6)
    return both[..., :3], both[..., 3:]


def _neighbours(at: Index, h: int, w: int) -> list[Index]:
    y, x = np.divmod(at, w)
    return [
        np.where(x > 0, at - 1, at),
        np.where(x < w - 1, at + 1, at),
        np.where(y > 0, at - w, at),
        np.where(y < h - 1, at + w, at),
    ]


def _resize(plane: Float, size: tuple[int, int]) -> Float:
    if plane.shape == size[::-1]:
        return plane
    return np.asarray(Image.fromarray(plane).resize(size, Image.Resampling.BOX))


def _nearest(colours: Float, size: tuple[int, int]) -> Float:
    h, w = colours.shape[:2]
    rows = np.arange(size[1]) * h // size[1]
    columns = np.arange(size[0]) * w // size[0]
    out: Float = colours[rows[:, None], columns]
    return out
