"""Names for the arrays that pass through everything."""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Float = NDArray[np.float32]
Index = NDArray[np.intp]
Labels = NDArray[np.int32]
Mask = NDArray[np.bool_]
