"""Quantisers of activations, and a graph without them.

A QDQ graph rounds activations to eight bits where a QuantizeLinear and a DequantizeLinear stand; a runtime with integer
kernels then computes in integers between them. WebGPU has no such kernels: there the pairs would only cost time and
accuracy. `without_quantizers` takes them out and keeps the weights as they are stored.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

from .graph import attribute, bypass, prune, replace

NEVER_NEGATIVE = {"Relu", "Sigmoid"}
KEEP_THE_SIGN = {"MaxPool", "Concat", "Add", "Resize", "QuantizeLinear", "DequantizeLinear"}


def has_quantizers(model: ModelProto) -> bool:
    """Whether any activation is rounded."""
    return any(node.op_type == "QuantizeLinear" for node in model.graph.node)


def without_quantizers(model: ModelProto) -> ModelProto:
    """A copy that computes in float32: the same weights in int8 behind their DequantizeLinear, biases in float32.

    A quantiser whose range begins at zero also does a Relu's work, and whoever quantised the graph may have left that
    out: where it can matter, a Relu takes the quantiser's place. The upper ends of ranges are given up.

    Raises:
        ValueError: an operator reads integers from a quantiser, so that it cannot go.
    """
    copy = ModelProto()
    copy.CopyFrom(model)
    _biases_to_float32(copy)
    _clips_to_relus(copy)
    constants = {tensor.name for tensor in copy.graph.initializer}
    pairs = [node for node in copy.graph.node if _is_quantizer(node) and node.input[0] not in constants]
    integers = {node.output[0] for node in pairs if node.op_type == "QuantizeLinear"}
    for node in copy.graph.node:
        if node.op_type != "DequantizeLinear" and not integers.isdisjoint(node.input):
            raise ValueError(f"{node.name}: {node.op_type} reads integers")
    bypass(copy, pairs)
    prune(copy)
    checker.check_model(copy, full_check=True)
    return copy


def _is_quantizer(node: NodeProto) -> bool:
    return node.op_type in {"QuantizeLinear", "DequantizeLinear"}


def _biases_to_float32(model: ModelProto) -> None:
    """A DequantizeLinear of int32 constants becomes its result."""
    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    nodes = []
    for node in graph.node:
        codes = tensors.get(node.input[0]) if node.op_type == "DequantizeLinear" else None
        if codes is None or codes.data_type != TensorProto.INT32:
            nodes.append(node)
            continue
        # In double precision: int32 has more digits than float32.
        bias = numpy_helper.to_array(codes) * numpy_helper.to_array(tensors[node.input[1]]).astype(np.float64)
        graph.initializer.append(numpy_helper.from_array(bias.astype(np.float32), node.output[0]))
    replace(graph.node, nodes)


def _clips_to_relus(model: ModelProto) -> None:
    """Put a Relu in the place of each quantiser that would cut off negative values."""
    graph = model.graph
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    positive: set[str] = set()  # edges without negative values
    nodes = []
    for node in graph.node:
        clips = node.op_type == "QuantizeLinear" and node.input[0] not in constants and _begins_at_zero(node, constants)
        if clips and node.input[0] not in positive:
            node = helper.make_node("Relu", [node.input[0]], [node.output[0]], name=f"{node.name}_relu")
        if node.op_type in NEVER_NEGATIVE or (_keeps_the_sign(node) and positive.issuperset(_data(node))):
            positive.update(node.output)
        nodes.append(node)
    replace(graph.node, nodes)


def _begins_at_zero(node: NodeProto, constants: dict[str, NDArray[np.integer[Any]]]) -> bool:
    if len(node.input) < 3 or not node.input[2]:
        return True  # uint8, from 0
    zero = constants[node.input[2]]
    return bool(np.all(zero == np.iinfo(zero.dtype).min))


def _keeps_the_sign(node: NodeProto) -> bool:
    """Whether nothing negative comes of what is not negative; a cubic enlargement overshoots."""
    return node.op_type in KEEP_THE_SIGN and attribute(node, "mode") != b"cubic"


def _data(node: NodeProto) -> list[str]:
    """The inputs that are pictures, without scales, sizes and zero points."""
    return list(node.input if node.op_type in {"Concat", "Add"} else node.input[:1])
