"""A network whose convolutions compute in integers: activations uint8, weights int8 with one scale an output channel.

Written with pairs of QuantizeLinear and DequantizeLinear around the nodes as they are. A runtime that has integer
kernels turns them into QLinearConv and its like; one that has none computes the same in floats. Biases are int32, in
units of the two scales.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

from ..quantize import LEVELS
from .activations import Float, Quantizer
from .network import Network
from .rounding import rounded

# The deepest layers hold most of the weights, and do with a quarter of the steps: each is a bit less to download.
LARGE, LARGE_LEVELS = 1_000_000, 28


def quantize_activations(
    model: ModelProto, quantizers: Mapping[str, Quantizer], moments: Mapping[str, Float]
) -> ModelProto:
    """A copy of `model` in which these edges are held as uint8, and the weights rounded as the `moments` ask for.

    A convolution that reads another edge stays in floats.
    """
    writer = _Writer(Network(model), quantizers, moments)
    if writer.source in quantizers:
        writer.pair(writer.source, writer.source)
    for node in model.graph.node:
        writer.copy(node)
    result = ModelProto()
    result.CopyFrom(model)
    del result.graph.node[:], result.graph.initializer[:], result.graph.value_info[:]
    result.graph.node.extend(writer.nodes)
    result.graph.initializer.extend(writer.tensors.values())
    checker.check_model(result, full_check=True)
    return result


class _Writer:
    """The nodes and constants so far. Edges are numbered: their names would take more room than the graph."""

    def __init__(self, network: Network, quantizers: Mapping[str, Quantizer], moments: Mapping[str, Float]) -> None:
        self.nodes: list[NodeProto] = []
        self.tensors: dict[str, TensorProto] = {}
        self.source = network.model.graph.input[0].name
        self._ends = {self.source, network.model.graph.output[0].name}
        self._network, self._quantizers, self._moments = network, quantizers, moments
        self._names: dict[str, str] = {}

    def copy(self, node: NodeProto) -> None:
        """A node with the same attributes; what it makes is quantised if it shall be."""
        (edge,) = node.output
        quantised = node.op_type == "Conv" and node.input[0] in self._quantizers
        inputs = self._convolution(node) if quantised else [self._read(name) for name in node.input]
        copy = NodeProto()
        copy.CopyFrom(node)
        copy.name = self._name(edge)
        del copy.input[:], copy.output[:]
        copy.input.extend(inputs)
        copy.output.append(f"{self._name(edge)}r" if edge in self._quantizers else self._name(edge))
        self.nodes.append(copy)
        if edge in self._quantizers:
            self.pair(edge, copy.output[0])

    def pair(self, edge: str, raw: str) -> None:
        """Round the edge `raw`: who reads `edge` gets what comes of that."""
        name, quantizer = self._name(edge), self._quantizers[edge]
        scale, zero = self._constant(np.float32(quantizer.scale)), self._constant(np.uint8(quantizer.zero))
        for kind, source, target in (("QuantizeLinear", raw, f"{name}q"), ("DequantizeLinear", f"{name}q", f"{name}d")):
            self.nodes.append(helper.make_node(kind, [source, scale, zero], [target], name=target))

    def _convolution(self, node: NodeProto) -> list[str]:
        name, weight = self._name(node.output[0]), self._network.weight(node).astype(np.float32)
        codes, scales = rounded(weight, self._moments[node.output[0]], LARGE_LEVELS if weight.size > LARGE else LEVELS)
        units = (scales.astype(np.float64) * self._quantizers[node.input[0]].scale).astype(np.float32)
        bias = np.rint(self._network.bias(node) / units).astype(np.int32)
        for part, values, steps in (("w", codes, scales), ("b", bias, units)):
            self._keep(f"{name}{part}i", values)
            self._keep(f"{name}{part}s", steps)
            inputs = [f"{name}{part}i", f"{name}{part}s"]
            self.nodes.append(helper.make_node("DequantizeLinear", inputs, [f"{name}{part}"], f"{name}{part}", axis=0))
        return [self._read(node.input[0]), f"{name}w", f"{name}b"]

    def _read(self, name: str) -> str:
        if name in self._network.tensors:
            self._keep(name, numpy_helper.to_array(self._network.tensors[name]))
            return name
        return f"{self._name(name)}d" if name in self._quantizers else name and self._name(name)

    def _name(self, edge: str) -> str:
        return edge if edge in self._ends else self._names.setdefault(edge, f"e{len(self._names)}")

    def _constant(self, value: np.generic) -> str:
        """A scalar's name: the same for the same value."""
        return self._keep(f"{value.dtype.kind}{value.item():.9g}", np.asarray(value))

    def _keep(self, name: str, array: NDArray[np.generic]) -> str:
        self.tensors.setdefault(name, numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name
