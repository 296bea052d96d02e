"""Spill: what a strongly coloured backdrop leaves on the subject's edge, taken out of the foreground's colours.

The classic of keying (S. Wright, "Digital Compositing for Film and Video", chapter on despill) limits one primary by
the others. Here the backdrop may have any hue: along its direction in chroma no edge pixel may lie farther out than the
solid foreground nearby does.
"""

import numpy as np

from ..arrays import Float
from ..imaging.box_filter import dilate
from ..imaging.resample import double, halve

# Alpha from which a pixel shows the foreground alone.
SOLID = 0.99
# How far inside the foreground its colour is taken, as a share of the long side: the rim may hold spill itself.
DEPTH = 0.01
# Saturation of a backdrop (length of RGB minus its mean, over its mean) from which it spills, and does so fully.
FAINT, STRONG = 0.4, 0.7
# Means below this are too dark for a hue.
DARK = 0.05


def solid_nearby(picture: Float, alpha: Float) -> Float:
    """Colour of the solid foreground around each pixel, smooth where there is none.

    Pull and push over a pyramid (S. Gortler et al., "The Lumigraph", SIGGRAPH 1996, section 3.4).

    Args:
        picture: float32 (3, h, w) in 0..1.
        alpha: float32 (h, w) in 0..1.

    Returns:
        float32 (3, h, w).
    """
    known = ~dilate(alpha < SOLID, max(1, round(DEPTH * max(alpha.shape))))
    known = (known if known.any() else alpha >= SOLID).astype(np.float32)
    levels = [np.concatenate([picture * known, known[None]])]
    while max(levels[-1].shape[1:]) > 1:
        levels.append(halve(levels[-1]))
    filled: Float = levels[-1][:3] / np.maximum(levels[-1][3], 1e-6)
    for level in reversed(levels[:-1]):
        filled = level[:3] + (1 - level[3]) * double(filled, level.shape[1:])
    return np.asarray(filled)


def suppress(foreground: Float, background: Float, solid: Float) -> Float:
    """Limit the foreground's colour along the background's chroma by what the solid foreground nearby has.

    Args:
        foreground, background, solid: float32 (3, n) in 0..1.

    Returns:
        float32 (3, n); the mean of the three channels is unchanged.
    """
    mean = background.mean(0)
    hue = background - mean
    chroma = np.sqrt(np.square(hue).sum(0))
    hue /= np.maximum(chroma, 1e-6)
    allowed = np.maximum((solid * hue).sum(0), 0)
    excess = np.maximum((foreground * hue).sum(0) - allowed, 0)
    excess *= np.clip((chroma / np.maximum(mean, DARK) - FAINT) / (STRONG - FAINT), 0, 1)
    out: Float = foreground - excess * hue
    return out
