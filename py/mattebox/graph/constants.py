"""Values of a network's constants, read when they are asked for."""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import UnusableNetwork
from .structure import DOUBLE, FLOAT, FLOAT16, INT32, INT64, Model, Tensor
from .wire import LENGTH, Source, Span, whole_numbers

_TYPES = {FLOAT: "<f4", INT32: "<i4", INT64: "<i8", FLOAT16: "<f2", DOUBLE: "<f8"}
# Bytes of one constant; coordinates of a 7×7 kernel at 256² have 26 million.
MOST = 1 << 28


def values(model: Model, tensor: Tensor) -> NDArray[Any] | None:
    """A tensor's numbers in its shape; None where they are of another type or not at hand.

    Raises:
        UnusableNetwork: there are not as many as its shape says.
    """
    if tensor.kind not in _TYPES:
        return None
    kind = np.dtype(_TYPES[tensor.kind])
    wanted = prod(tensor.dims) * kind.itemsize
    if min(tensor.dims, default=0) < 0 or wanted > MOST:
        return None
    found = _place(model, tensor, wanted)
    if found is not None:
        source, span = found
        if len(span) != wanted:
            raise UnusableNetwork("a constant of the network has another size than it says; its file is damaged")
        return np.frombuffer(source.part(span), kind).reshape(tensor.dims)
    if tensor.external is not None:
        return None
    listed = _listed(model.source, tensor, kind)
    return listed.reshape(tensor.dims) if listed.size == prod(tensor.dims) else None


def _place(model: Model, tensor: Tensor, wanted: int) -> tuple[Source, Span] | None:
    if tensor.external is None:
        return (model.source, tensor.raw) if tensor.raw is not None else None
    other = model.others.get(tensor.external.location)
    if other is None:
        return None
    begin, length = tensor.external.offset, tensor.external.length
    return other, Span(begin, begin + (wanted if length is None else length))


def _listed(source: Source, tensor: Tensor, kind: np.dtype[Any]) -> NDArray[Any]:
    """Numbers that stand in fields of their own type."""
    parts: list[NDArray[Any]] = []
    for field in tensor.typed:
        if field.number != 4:
            parts.append(np.array(list(whole_numbers(source, field)), np.int64).astype(kind))
        elif field.kind == LENGTH and len(field.span) > MOST:
            return np.empty(0, kind)
        else:
            parts.append(np.frombuffer(source.part(field.span), "<f4"))
    return np.concatenate(parts) if parts else np.empty(0, kind)
