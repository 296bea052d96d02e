"""What a network gets of a scene: its tensor, made as the engine makes it."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mattebox.subject.models import ModelSpec
from mattebox.subject.tensor import to_tensor

from ..catalog import Input


def view(scene: Image.Image, contract: Input, size: int) -> NDArray[np.float32]:
    """float32 1×3×size×size."""
    scaling = contract.scale, contract.mean, contract.std
    return to_tensor(scene, ModelSpec("", "", size, size, contract.multiple, *scaling, range="unit"))
