"""A rewritten network in torch, so that its convolutions can be fitted; torch is needed here and in `train.py` only."""

from collections.abc import Collection
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, numpy_helper

from .network import attributes


class TorchGraph:
    """Runs the operators that `graph.rewrite` leaves: Conv, Relu, MaxPool, Add, Concat, Resize and Sigmoid.

    `weights` holds the convolutions' constants by name; tensors are in channels-last order, the fast one on a CPU.
    """

    def __init__(self, model: ModelProto, fitted: bool = False) -> None:
        self.model = model
        self.constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
        names = {name for node in model.graph.node if node.op_type == "Conv" for name in node.input[1:] if name}
        self.weights = {name: _leaf(self.constants[name], fitted) for name in sorted(names)}
        self.attributes = [attributes(node) for node in model.graph.node]
        self.last_reader = {name: i for i, node in enumerate(model.graph.node) for name in node.input}

    def run(self, picture: torch.Tensor, keep: Collection[str]) -> dict[str, torch.Tensor]:
        """The edges `keep` for a picture 1×3×H×W, float32."""
        graph, missing = self.model.graph, set(keep)
        edges = {graph.input[0].name: picture.contiguous(memory_format=torch.channels_last)}
        kept: dict[str, torch.Tensor] = {}
        for i, node in enumerate(graph.node):
            (name,) = node.output
            edges[name] = self._apply(node, self.attributes[i], [edges[e] for e in node.input if e in edges])
            if name in missing:
                kept[name] = edges[name]
                missing.remove(name)
                if not missing:
                    break
            for source in set(node.input):
                if self.last_reader[source] == i:
                    edges.pop(source, None)
        assert not missing, f"the graph has no {missing}"
        return kept

    def _apply(self, node: NodeProto, given: dict[str, Any], inputs: list[torch.Tensor]) -> torch.Tensor:
        x = inputs[0]
        match node.op_type:
            case "Conv":
                return self._convolution(node, given, x)
            case "Relu":
                return F.relu(x)
            case "MaxPool":
                pads = _symmetric(given.get("pads", [0, 0, 0, 0]))
                return F.max_pool2d(x, given["kernel_shape"], given["strides"], pads)
            case "Add":
                return inputs[0] + inputs[1]
            case "Concat":
                return torch.cat(inputs, given["axis"])
            case "Resize":
                factors = [float(scale) for scale in self.constants[node.input[2]][2:]]
                return F.interpolate(x, scale_factor=factors, mode="bilinear", align_corners=False)
            case "Sigmoid":
                return torch.sigmoid(x)
            case other:
                raise ValueError(f"{node.name}: {other} is not known here")

    def _convolution(self, node: NodeProto, given: dict[str, Any], x: torch.Tensor) -> torch.Tensor:
        weight, *bias = (self.weights[name] for name in node.input[1:])
        dilations = given.get("dilations", [1, 1])
        exact = max(dilations) > 1
        # In bfloat16 torch 2.13 leaves parts of a dilated convolution's weight gradient uninitialised on a CPU.
        with torch.autocast("cpu", enabled=torch.is_autocast_enabled("cpu") and not exact):
            return F.conv2d(
                x.float() if exact else x,
                weight,
                bias[0] if bias else None,
                stride=given.get("strides", 1),
                padding=_symmetric(given.get("pads", [0, 0, 0, 0])),
                dilation=dilations,
                groups=given.get("group", 1),
            )

    def to_onnx(self) -> ModelProto:
        """The graph with the weights as they are now."""
        model = ModelProto()
        model.CopyFrom(self.model)
        for tensor in model.graph.initializer:
            if tensor.name in self.weights:
                weight = self.weights[tensor.name].detach().contiguous().numpy()
                tensor.CopyFrom(numpy_helper.from_array(weight, tensor.name))
        return model


def _leaf(array: NDArray[np.float32], fitted: bool) -> torch.Tensor:
    tensor = torch.from_numpy(array.copy())
    if tensor.ndim == 4:
        tensor = tensor.contiguous(memory_format=torch.channels_last)
    return tensor.requires_grad_(fitted)


def _symmetric(pads: list[int]) -> list[int]:
    """ONNX gives pads at both ends of each axis; torch takes one number an axis."""
    if pads[:2] != pads[2:]:
        raise ValueError(f"pads {pads} differ at the two ends")
    return pads[:2]
