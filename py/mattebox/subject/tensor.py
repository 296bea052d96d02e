"""The network's tensor of a picture."""

import numpy as np
from PIL import Image

from ..arrays import Float
from ..imaging.resample import resize_rgb
from .models import ModelSpec


def to_tensor(colours: Image.Image, model: ModelSpec) -> Float:
    """Squeeze a picture, RGB or as from `flat`, to the network's input, whatever its aspect.

    Returns:
        float32 (1, 3, model.height, model.width), C-contiguous.
    """
    x = np.asarray(resize_rgb(colours, (model.width, model.height)))
    scale = max(float(x.max()), 1.0) if model.scale == "max" else 1.0
    out = np.empty((1, 3, *x.shape[:2]), np.float32)
    for c in range(3):
        plane = out[0, c]
        plane[...] = x[..., c]
        plane *= 1 / (scale * model.std[c])
        plane -= model.mean[c] / model.std[c]
    return out
