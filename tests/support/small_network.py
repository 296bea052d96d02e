"""A small network of what ISNet is built of, for the tests of what takes networks apart."""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from model import graph
from model.compress.moments import with_outputs

RANDOM = np.random.default_rng(0)
FIRST = RANDOM.bit_generator.state
Tensor = NDArray[np.float32]

# An encoder's convolution, halved; two on the small side; then the small side, enlarged, beside the encoder's own.
SHAPES = {"in": (16, 3), "first": (24, 16), "small": (40, 24), "smaller": (32, 40), "joint": (24, 56), "mask": (1, 24)}
WIDE = {"first", "small", "smaller", "joint"}


def low_rank_weight(outputs: int, inputs: int) -> Tensor:
    """Half of the channels carry nearly everything, as in a trained network."""
    rank = max(1, min(outputs, inputs) // 2)
    weight = np.einsum("or,rikl->oikl", RANDOM.normal(size=(outputs, rank)), RANDOM.normal(size=(rank, inputs, 3, 3)))
    weight += 0.02 * RANDOM.normal(size=weight.shape)
    return (weight / np.sqrt((weight**2).sum((1, 2, 3), keepdims=True))).astype(np.float32)


def build() -> ModelProto:
    """Always the same: random numbers begin anew, so that no module leans on what another has drawn."""
    RANDOM.bit_generator.state = FIRST

    def conv(source: str, name: str, **given: list[int]) -> onnx.NodeProto:
        given = {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]} | given
        return helper.make_node("Conv", [source, f"{name} weight", f"{name} bias"], [name], name=name, **given)

    nodes = [
        conv("input", "in", strides=[2, 2]),
        conv("in", "first"),
        helper.make_node("Relu", ["first"], ["fine"]),
        helper.make_node("MaxPool", ["fine"], ["pooled"], kernel_shape=[2, 2], strides=[2, 2]),
        conv("pooled", "small", dilations=[2, 2], pads=[2, 2, 2, 2]),
        helper.make_node("Relu", ["small"], ["coarse"]),
        conv("coarse", "smaller"),
        helper.make_node("Relu", ["smaller"], ["coarser"]),
        helper.make_node(
            "Resize",
            ["coarser", "", "scales"],
            ["enlarged"],
            mode="linear",
            coordinate_transformation_mode="half_pixel",
        ),
        helper.make_node("Concat", ["enlarged", "fine"], ["both"], axis=1),
        conv("both", "joint"),
        helper.make_node("Relu", ["joint"], ["joined"]),
        helper.make_node("Add", ["joined", "fine"], ["sum"]),
        conv("sum", "mask"),
        helper.make_node("Sigmoid", ["mask"], ["output"]),
    ]
    constants = {"scales": np.float32([1, 1, 2, 2])}
    for name, shape in SHAPES.items():
        constants[f"{name} weight"] = low_rank_weight(*shape)
        constants[f"{name} bias"] = RANDOM.normal(size=shape[0]).astype(np.float32) / 10
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, "height", "width"])
        for name, channels in (("input", 3), ("output", 1))
    ]
    tensors = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    body = helper.make_graph(nodes, "test", ends[:1], ends[1:], tensors)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", graph.OPSET)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


def picture(size: int = 64) -> Tensor:
    """Smooth at one side, noise at the other, and not about zero."""
    noise = RANDOM.normal(size=(1, 3, size, size))
    return (noise * np.linspace(0, 1, size) + np.sin(np.arange(size) / 5)[:, None] / 2 + 0.2).astype(np.float32)


def run(model: ModelProto, x: Tensor, name: str = "output") -> Tensor:
    return with_outputs(model, [name]).run([name], {model.graph.input[0].name: x})[0]
