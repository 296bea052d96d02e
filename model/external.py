"""One file of weights beside the graphs that read it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, external_data_helper, numpy_helper

LEAST = 1024  # bytes: runtimes want small constants (scales, sizes) at hand, and they are nothing to share
ALIGNMENT = 64  # bytes: of a cache line, and a multiple of every number's size


def share_weights(graphs: Sequence[ModelProto], location: str) -> bytes:
    """Move the initialisers of at least `LEAST` bytes that all `graphs` have in common out of them.

    Args:
        graphs: changed in place; of each tensor only name, type, shape and its place in the file stay.
        location: name of the file, as the graphs shall give it.

    Returns:
        The file.
    """
    first, *others = [{tensor.name: tensor for tensor in graph.graph.initializer} for graph in graphs]
    file = bytearray()
    for name, tensor in first.items():
        values = numpy_helper.to_array(tensor)
        if values.nbytes < LEAST or not all(name in other and _same(values, other[name]) for other in others):
            continue
        file.extend(bytes(-len(file) % ALIGNMENT))
        for copy in (tensor, *(other[name] for other in others)):
            _point(copy, values, location, len(file))
        file.extend(numpy_helper.from_array(values).raw_data)
    return bytes(file)


def _same(values: NDArray[np.generic], tensor: TensorProto) -> bool:
    other = numpy_helper.to_array(tensor)
    return values.dtype == other.dtype and np.array_equal(values, other)


def _point(tensor: TensorProto, values: NDArray[np.generic], location: str, offset: int) -> None:
    tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
    external_data_helper.set_external_data(tensor, location, offset, values.nbytes)
    tensor.ClearField("raw_data")
