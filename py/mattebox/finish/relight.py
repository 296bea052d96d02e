"""The subject in the light of its new background.

The light of a scene is taken for the mean of what it shows (the grey-world assumption: G. Buchsbaum, "A spatial
processor model for object colour perception", 1980), and the change from one light to another for a gain of each
channel in linear light (von Kries' adaptation).
"""

import numpy as np
from PIL import Image

from ..arrays import Float
from ..imaging.srgb import from_linear, to_linear

# No light is more than so many times as strong as another in any channel: what differs more is the scene itself.
MOST = 1.6
# Side of the copy whose mean is taken.
SIDE = 64


def tables(old: Image.Image, new: Image.Image, share: float) -> list[int]:
    """Lookup tables of the three channels, 3·256 levels, as `Image.point` takes them.

    Args:
        old: RGBa, what was around the subject (see `backdrop.surroundings`).
        new: RGB, what is now behind it.
        share: 0 leaves it as it was, 1 takes on all of the new light.
    """
    gains = np.clip(_light(new) / np.maximum(_light(old), 1e-3), 1 / MOST, MOST) ** share
    levels = to_linear(np.linspace(0, 1, 256, dtype=np.float32))
    return [
        round(255 * float(level))
        for gain in gains.astype(np.float32)
        for level in from_linear((levels * gain).clip(0, 1))
    ]


def _light(picture: Image.Image) -> Float:
    """Mean in linear light of what is not transparent, float32 (3,)."""
    small = np.asarray(picture.resize((SIDE, SIDE), Image.Resampling.BOX), np.float32).reshape(SIDE * SIDE, -1) / 255
    weight = small[:, 3:] if small.shape[1] == 4 else np.ones((len(small), 1), np.float32)
    colours = to_linear(np.clip(small[:, :3] / np.maximum(weight, 1e-3), 0, 1))
    total = float(weight.sum())
    if total < 1:
        return np.full(3, 0.2, np.float32)
    out: Float = (colours * weight).sum(axis=0) / total
    return out
