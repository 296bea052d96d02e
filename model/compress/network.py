"""What must be looked up in a graph to take it apart: who makes an edge, how large it is, what weighs on it."""

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, helper, numpy_helper

from ..graph import static_shapes, with_size
from .low_rank import Array

SIZE = 256  # where costs are compared; only ratios of areas count, and every stride divides it


@dataclass(frozen=True)
class Part:
    """What a convolution reads in its input channels `start` to `stop`."""

    edge: str
    start: int
    stop: int
    before: str  # the Resize's input where the part was enlarged, else the edge itself
    resize: NodeProto | None


class Network:
    """A rewritten graph with its edges by name."""

    def __init__(self, model: ModelProto) -> None:
        self.model = model
        self.producer = {name: node for node in model.graph.node for name in node.output}
        self.readers = [name for node in model.graph.node for name in node.input]
        self.tensors = {tensor.name: tensor for tensor in model.graph.initializer}
        self.shapes = static_shapes(with_size(model, SIZE, SIZE))

    def convolutions(self) -> list[NodeProto]:
        return [node for node in self.model.graph.node if node.op_type == "Conv"]

    def wide(self) -> list[NodeProto]:
        """The convolutions that may be split: larger than 1×1, neither at the picture nor at a mask."""
        return [node for node in self.convolutions() if self._is_wide(self.weight(node).shape)]

    @staticmethod
    def _is_wide(shape: tuple[int, ...]) -> bool:
        outputs, inputs, height, width = shape
        return height * width > 1 and inputs > 3 and outputs > 1

    def weight(self, node: NodeProto) -> Array:
        return self._constant(node.input[1])

    def bias(self, node: NodeProto) -> Array:
        return self._constant(node.input[2]) if len(node.input) > 2 else np.zeros(len(self.weight(node)))

    def _constant(self, name: str) -> Array:
        return numpy_helper.to_array(self.tensors[name]).astype(np.float64)

    def area(self, edge: str) -> int:
        height, width = self.shapes[edge][2:]
        return height * width

    def parts(self, node: NodeProto) -> list[Part]:
        source = self.producer.get(node.input[0])
        edges = source.input if source is not None and source.op_type == "Concat" else node.input[:1]
        parts, start = [], 0
        for edge in edges:
            stop = start + self.shapes[edge][1]
            maker = self.producer.get(edge)
            resize = maker if maker is not None and maker.op_type == "Resize" else None
            parts.append(Part(edge, start, stop, resize.input[0] if resize else edge, resize))
            start = stop
        return parts

    def merges(self, part: Part) -> NodeProto | None:
        """The narrow convolution that makes this part for nobody else, without a ReLU: it can project by itself."""
        maker = self.producer.get(part.edge)
        if maker is None or maker.op_type != "Conv" or self.readers.count(part.edge) > 1:
            return None
        return None if self._is_wide(self.weight(maker).shape) else maker


def cost(model: ModelProto) -> int:
    """Multiplications of all convolutions at `SIZE`²: 32 of them make the FLOP at 1024²."""
    network = Network(model)
    return sum(network.weight(node)[0].size * prod(network.shapes[node.output[0]]) for node in network.convolutions())


def parameters(model: ModelProto) -> int:
    return sum(prod(tensor.dims) for tensor in model.graph.initializer)


def attributes(node: NodeProto) -> dict[str, Any]:
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
