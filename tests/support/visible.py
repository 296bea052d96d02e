"""What is seen of a file: the colours under alpha 0 are nobody's business but of programs that scale channels apart."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def visible(rgba: NDArray[Any]) -> NDArray[Any]:
    """The same pixels (H, W, 4), zero where they are clear."""
    return np.where(rgba[..., 3:] > 0, rgba, rgba.dtype.type(0))
