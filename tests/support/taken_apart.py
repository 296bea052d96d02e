"""Small networks with a deformable convolution as deep-learning exporters write it where they know no DeformConv."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

CHANNELS, HEIGHT, WIDTH, MADE = 6, 16, 18, 4


@dataclass(frozen=True)
class Kernel:
    """How it samples, and how an exporter writes it."""

    side: int = 3
    masked: bool = True
    stride: int = 1
    dilation: int = 1
    groups: int = 1
    bias: bool = False
    way: str = "nd"  # or "elements", "nd-reshaped"
    opset: int = 17

    @property
    def padding(self) -> int:
        return self.dilation * (self.side - 1) // 2

    @property
    def size(self) -> tuple[int, int]:
        return (HEIGHT - 1) // self.stride + 1, (WIDTH - 1) // self.stride + 1


class Writer:
    """Nodes and constants, one after the other."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._random = np.random.default_rng(3)

    def node(self, op: str, *inputs: str, outputs: int = 1, **attributes: Any) -> str:
        names = [f"{op}_{len(self.nodes)}_{each}" for each in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, **attributes))
        return names[0]

    def whole(self, *numbers: int) -> str:
        return self.constant(np.array(numbers, np.int64))

    def constant(self, value: np.ndarray[Any, Any], node: bool = True) -> str:
        if node:
            return self.node("Constant", value=numpy_helper.from_array(value))
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weights(self, *shape: int) -> str:
        return self.constant(self._random.normal(size=shape).astype(np.float32), node=False)

    def reshaped(self, name: str, *shape: int) -> str:
        return self.node("Reshape", name, self.whole(*shape))


def network(kernel: Kernel) -> onnx.ModelProto:
    """(1, 3, 16, 18) → (1, 4, …): offsets and mask by convolutions, then the deformable one."""
    out = Writer()
    area, groups = kernel.side**2, kernel.groups
    how = {
        "kernel_shape": [kernel.side] * 2,
        "strides": [kernel.stride] * 2,
        "dilations": [kernel.dilation] * 2,
        "pads": [kernel.padding] * 4,
    }
    source = out.node("Concat", "input", "input", axis=1)
    offset = out.node("Conv", source, out.weights(2 * groups * area, CHANNELS, kernel.side, kernel.side), **how)
    mask = ""
    if kernel.masked:
        weights = out.weights(groups * area, CHANNELS, kernel.side, kernel.side)
        mask = out.node("Sigmoid", out.node("Conv", source, weights, **how))
    made = deformable(out, source, offset, mask, kernel)
    first = out.node("Split", made, outputs=2, axis=1, **({} if kernel.opset < 18 else {"num_outputs": 2}))
    halves = [first, first.removesuffix("_0") + "_1"]
    swapped = out.node("Concat", *halves[::-1], axis=1)
    if kernel.opset < 18:
        mean = out.node("ReduceMean", swapped, axes=[2, 3], keepdims=1)
    else:
        mean = out.node("ReduceMean", swapped, out.whole(2, 3), keepdims=1)
    out.nodes.append(helper.make_node("Sub", [swapped, mean], ["output"]))
    given = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, HEIGHT, WIDTH])
    answer = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, MADE, *kernel.size])
    graph = helper.make_graph(out.nodes, "taken apart", [given], [answer], out.constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", kernel.opset)], ir_version=8)


def deformable(out: Writer, source: str, offset: str, mask: str, kernel: Kernel) -> str:
    """As deep learning's exporters write it: sampled four times, weighted, and laid out for a convolution."""
    side, groups, (height, width) = kernel.side, kernel.groups, kernel.size
    area, each = side**2, CHANNELS // groups
    ring = 0 if kernel.padding else 1
    tall, wide = HEIGHT + 2 * (kernel.padding + ring), WIDTH + 2 * (kernel.padding + ring)

    rows = np.arange(side)[:, None, None, None] * kernel.dilation + np.arange(height)[:, None] * kernel.stride + ring
    columns = np.arange(side)[:, None, None] * kernel.dilation + np.arange(width) * kernel.stride + ring
    shape = (side, side, height, width)
    grid = np.stack([np.broadcast_to(rows, shape), np.broadcast_to(columns, shape)], 2)
    grid = grid.reshape(1, 1, area, 2, height, width).astype(np.float32)
    points = out.node("Add", out.constant(grid), out.reshaped(offset, 1, groups, area, 2, height, width))
    floor = out.node("Floor", points)
    whole = out.node("Cast", floor, to=TensorProto.INT64)
    near: dict[str, str] = {}
    for axis, (low, high), limit in ((0, "tb", tall), (1, "lr", wide)):
        least = _part(out, whole, axis)
        for name, value in ((low, least), (high, out.node("Add", least, out.constant(np.array(1, np.int64))))):
            ends = [out.constant(np.array(end, np.int64)) for end in (0, limit - 1)]
            near[name] = out.node("Clip", value, *ends)
    apart = out.node("Sub", points, floor)
    down, right = (_part(out, apart, axis) for axis in (0, 1))
    up, left = (out.node("Sub", out.constant(np.array(1, np.float32)), part) for part in (down, right))
    shares = {"tl": (left, up), "br": (right, down), "bl": (left, down), "tr": (right, up)}

    amounts = [0, 0, kernel.padding + ring, kernel.padding + ring] * 2
    padded = out.node("Pad", source, out.whole(*amounts), mode="constant")
    padded = out.reshaped(padded, 1, groups, each, tall, wide)
    weighted = []
    for corner, pair in shares.items():
        share = out.reshaped(out.node("Mul", *pair), 1, groups, 1, area, height, width)
        y, x = near[corner[0]], near[corner[1]]
        if kernel.way == "elements":
            y, x = (out.reshaped(name, 1, groups, 1, area * height * width) for name in (y, x))
            index = out.node("Add", out.node("Mul", y, out.constant(np.array(wide, np.int64))), x)
            index = out.node("Expand", index, out.whole(1, groups, each, area * height * width))
            flat = out.reshaped(padded, 1, groups, each, tall * wide)
            value = out.node("GatherElements", flat, index, axis=3)
        else:
            y, x = (out.reshaped(name, 1, groups, area * height * width, 1) for name in (y, x))
            index = out.node("Concat", y, x, axis=3)
            last = out.node("Transpose", padded, perm=[0, 1, 3, 4, 2])
            value = out.node("GatherND", last, index, batch_dims=2)
            if kernel.way == "nd-reshaped":
                value = out.reshaped(value, 1, groups, area * height * width, each)
            value = out.node("Transpose", value, perm=[0, 1, 3, 2])
        weighted.append(out.node("Mul", share, out.reshaped(value, 1, groups, each, area, height, width)))
    total = out.node("Sum", *weighted)
    if mask:
        total = out.node("Mul", total, out.reshaped(mask, 1, groups, 1, area, height, width))
    blocks = out.node("Transpose", out.reshaped(total, 1, CHANNELS, side, side, height, width), perm=[0, 1, 4, 2, 5, 3])
    blocks = out.reshaped(blocks, 1, CHANNELS, height * side, width * side)
    inputs = [blocks, out.weights(MADE, CHANNELS, side, side)] + ([out.weights(MADE)] if kernel.bias else [])
    made = out.node("Conv", *inputs, kernel_shape=[side] * 2, strides=[side] * 2)
    return made if kernel.bias else out.node("Add", made, out.weights(1, MADE, 1, 1))


def _part(out: Writer, name: str, axis: int) -> str:
    starts, ends, axes = out.whole(axis), out.whole(axis + 1), out.whole(3)
    return out.node("Slice", name, starts, ends, axes)
