"""What is seen of a file: the colours under alpha 0 are nobody's business but of programs that scale channels apart."""

import numpy as np
from numpy.typing import NDArray


def visible(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same pixels, transparent black where they are clear: uint8 (H, W, 4)."""
    return np.where(rgba[..., 3:] > 0, rgba, np.uint8(0))
