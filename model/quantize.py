"""Weight-only int8: convolution weights stored as int8 with one float32 scale an output channel.

The graph still computes in float32: a DequantizeLinear of constants stands before each convolution, which a runtime
may fold when it creates the session. So no calibration is needed and every provider runs it.

What a network sees between its layers is positive and smooth, so an error that all taps of a kernel share does the
harm. Rounding therefore keeps each kernel's sum, the first step of SQuant (Guo et al., "SQuant: On-the-Fly Data-Free
Quantization via Diagonal Hessian Approximation", ICLR 2022); README.md has what that is worth.
"""

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, helper, numpy_helper

MIN_WEIGHTS = 4096  # smaller tensors gain nothing worth a node
LEVELS = 127  # symmetric: −127 … 127

Codes = tuple[NDArray[np.int8], NDArray[np.float32]]


def quantize_weights(model: ModelProto, min_weights: int = MIN_WEIGHTS) -> None:
    """Replace each Conv weight of at least `min_weights` numbers by int8, its scales and a DequantizeLinear."""
    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[NodeProto] = []
    for node in graph.node:
        name = node.input[1] if node.op_type == "Conv" else ""
        if name in tensors and np.prod(tensors[name].dims) >= min_weights:
            tensor = tensors.pop(name)  # a weight that two convolutions share is done once
            codes, scales = quantize(numpy_helper.to_array(tensor))
            tensor.CopyFrom(numpy_helper.from_array(codes, f"{name}_int8"))
            graph.initializer.append(numpy_helper.from_array(scales, f"{name}_scale"))
            inputs = [f"{name}_int8", f"{name}_scale"]
            nodes.append(helper.make_node("DequantizeLinear", inputs, [name], name=f"{name}_dequantize", axis=0))
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)


def quantize(weights: NDArray[np.float32]) -> Codes:
    """Codes −LEVELS … LEVELS shaped like the `weights` O×I×…, and O scales: weights ≈ codes · scale."""
    channels = weights.reshape(len(weights), -1)
    peaks = np.abs(channels).max(axis=1)
    scales = np.where(peaks > 0, peaks / LEVELS, 1).astype(np.float32)
    exact = (channels / scales[:, None].astype(np.float64)).reshape(*weights.shape[:2], -1)
    return round_keeping_sums(exact).reshape(weights.shape).astype(np.int8), scales


def round_keeping_sums(exact: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round to whole numbers, up or down such that sums over the last axis are off by at most one half."""
    nearest = np.rint(exact)
    residual = exact - nearest
    excess = np.rint(residual.sum(axis=-1, keepdims=True))
    # The `excess` numbers that were nearest to being rounded the other way now are.
    rank = np.argsort(np.argsort(-residual * np.sign(excess), axis=-1, kind="stable"), axis=-1, kind="stable")
    return nearest + np.where(rank < np.abs(excess), np.sign(excess), 0)
