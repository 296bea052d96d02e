"""Weights that kernels cannot add wrongly.

Processors with AVX2 or AVX-512 and without VNNI multiply u8 activations and s8 weights by PMADDUBSW (Intel 64 and IA-32
Architectures Software Developer's Manual, vol. 2B), which adds two neighbouring products in 16 bits and saturates. It
cannot where no two neighbours of one sign come to more than 128. Few do: they are made smaller, together with as little
of their output channel's other weights as costs least.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Float
from . import constants
from .structure import GRAPH, INPUT, INT8, INT32, IR, NODE, OPSET, OUTPUT, UINT8, Model, Node, read
from .wire import Span, in_memory, written

# 255 · 128 fits into 16 bits.
LARGEST_SUM = 128
# Of the way from clipping pairs alone to making all weights of the channel smaller.
SHARES = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True, slots=True)
class _Constant:
    """Numbers, and where they stand: in which file (None: the network's own), at which of its bytes."""

    numbers: NDArray[Any]
    location: str | None
    span: Span


def bound(graph: bytearray, others: Mapping[str, bytearray]) -> None:
    """Change the weights of a network's quantised convolutions where they stand; those told otherwise stay as they are.

    Args:
        graph: the ONNX file.
        others: its files of external data, by location.
    """
    model = read(in_memory(graph), {name: in_memory(data) for name, data in others.items()})
    makers = {name: node for node in model.nodes for name in node.outputs}
    for node in model.nodes:
        told = [_quantised(model, makers.get(name)) for name in node.inputs[1:]] if node.op == "Conv" else []
        known = [each for each in told if each is not None]
        if not known or len(known) < len(told) or known[0][0].numbers.dtype != np.int8:
            continue
        weights = known[0][0]
        smaller, factors = bounded(weights.numbers)
        for whole, scales in known:  # the weights and, where it has some, the biases
            changed = smaller if whole is weights else np.rint(whole.numbers / factors)
            for old, new in ((whole, changed), (scales, scales.numbers * factors)):
                data = graph if old.location is None else others[old.location]
                data[old.span.start : old.span.stop] = new.astype(old.numbers.dtype).tobytes()


def bounded(weights: NDArray[np.int8]) -> tuple[NDArray[np.int8], Float]:
    """Weights that can be added in pairs.

    Args:
        weights: int8 (O, I, h, w) of a convolution.

    Returns:
        Weights like them, and float32 (O,), by what each output channel's scale is to be multiplied (1 or more).
    """
    rows = weights.transpose(0, 2, 3, 1).reshape(len(weights), -1)  # in the kernels' order: input channels together
    if rows.shape[1] % 2:
        rows = np.pad(rows, ((0, 0), (0, 1)))
    largest = np.abs(rows.reshape(len(rows), -1, 2).sum(2, dtype=np.int16)).max(1).astype(np.float32)
    found, factors = rows.copy(), np.ones(len(rows), np.float32)
    over = np.flatnonzero(largest > LARGEST_SUM)
    if not over.size:
        return weights, factors
    given, fewest = rows[over].astype(np.float32), np.full(len(over), np.inf, np.float32)
    for share in SHARES:
        tried = 1 + np.float32(share) * (largest[over] / LARGEST_SUM - 1)
        made = _clipped(np.rint(given / tried[:, None]))
        errors = np.square(made * tried[:, None] - given).sum(1)
        better = errors < fewest
        fewest[better], factors[over[better]], found[over[better]] = errors[better], tried[better], made[better]
    shape = np.array(weights.shape)[[0, 2, 3, 1]]
    columns = int(shape[1:].prod())
    return np.ascontiguousarray(found[:, :columns].reshape(shape).transpose(0, 3, 1, 2)), factors


def product() -> bytes:
    """A network of one node: int32 (1, 1) = u8 ``a`` (1, 4) · s8 ``b`` (4, 1), by which kernels can be asked."""

    def value(name: str, kind: int, *shape: int) -> bytes:
        dims = b"".join(written(1, written(1, each)) for each in shape)
        return written(1, name) + written(2, written(1, written(1, kind) + written(2, dims)))

    node = written(1, "a") + written(1, "b") + written(2, "y") + written(4, "MatMulInteger")
    inputs = written(INPUT, value("a", UINT8, 1, 4)) + written(INPUT, value("b", INT8, 4, 1))
    graph = written(NODE, node) + written(2, "product") + inputs + written(OUTPUT, value("y", INT32, 1, 1))
    return written(IR, 8) + written(GRAPH, graph) + written(OPSET, written(1, "") + written(2, 13))


def _clipped(rows: Float) -> Float:
    """Pairs whose sum is too large lose what is over, half of it each."""
    pairs = rows.reshape(len(rows), -1, 2)
    sums = pairs.sum(2)
    excess = np.maximum(np.abs(sums) - LARGEST_SUM, 0)
    half = np.ceil(excess / 2)
    less = np.sign(sums)[..., None] * np.stack([half, excess - half], 2)
    return np.asarray(pairs - less, np.float32).reshape(rows.shape)


def _quantised(model: Model, node: Node | None) -> tuple[_Constant, _Constant] | None:
    """Whole numbers and their scales by output channel, which a node makes floats of; None if it does not."""
    if node is None or node.op != "DequantizeLinear" or len(node.inputs) != 2:
        return None
    numbers, scales = (_constant(model, name) for name in node.inputs)
    if numbers is None or scales is None or scales.numbers.shape != numbers.numbers.shape[:1]:
        return None
    return numbers, scales


def _constant(model: Model, name: str) -> _Constant | None:
    tensor = model.initialisers.get(name)
    numbers = None if tensor is None else constants.values(model, tensor)
    place = None if tensor is None else constants.place(model, tensor)
    return None if numbers is None or place is None else _Constant(numbers, *place)
