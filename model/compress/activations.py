"""What a network's activations are on real pictures, and the eight bits that are to hold them.

Every edge is held as uint8 with one scale and one zero point, but for three kinds that stay in float32: what a Relu is
about to cut, the picture where its quantiser would round it, and all that comes of a mask's logits, of which eight bits
would leave steps to be seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto

from .groups import Groups
from .moments import edge_values
from .network import Network

Float = NDArray[np.float32]

PIXELS = 200  # of an edge in one picture, at random places
TOP = 255


@dataclass(frozen=True)
class Quantizer:
    """x ≈ (code − zero) · scale, code 0..255."""

    scale: float
    zero: int


def quantized_edges(model: ModelProto) -> list[str]:
    """The edges that eight bits shall hold, in order of execution; the input is not among them."""
    network = Network(model)
    logits = _after_logits(network)
    relus = {node.input[0] for node in model.graph.node if node.op_type == "Relu"}
    edges = [name for node in model.graph.node for name in node.output]
    return [edge for edge in edges if edge not in logits | relus]


def collect(model: ModelProto, pictures: Iterable[NDArray[np.float32]]) -> dict[str, Float]:
    """By edge: float32 (C, n), the channels at `PIXELS` places of each of the pictures, tensors 1×3×H×W."""
    random = np.random.default_rng(0)
    names = quantized_edges(model)
    found: dict[str, list[Float]] = {name: [] for name in names}
    for edges in edge_values(model, names, pictures):
        for name, value in edges.items():
            pixels = value.reshape(value.shape[1], -1)
            found[name].append(pixels[:, random.integers(pixels.shape[1], size=PIXELS)])
    return {name: np.concatenate(values, 1) for name, values in found.items()}


def ranges(model: ModelProto, samples: Mapping[str, Float], share: float) -> dict[str, Quantizer]:
    """Quantisers that let all but a `share` of each edge's values through at either end.

    What is rare and large is cut: on a few pictures a decoder's activations grow to a hundred times the usual, with no
    effect on the mask, and ranges that hold these too would leave nothing for the others. Pooling, enlarging and
    concatenating hand codes on, so that what they read and what they make have one quantiser.
    """
    groups = Groups()
    for node in model.graph.node:
        if node.op_type in {"MaxPool", "Resize", "Concat"} and node.output[0] in samples:
            for name in node.input:
                if name in samples:
                    groups.join(name, node.output[0])
    ends: dict[str, tuple[float, float]] = {}
    for edge, values in samples.items():
        low, high = np.quantile(values, [share, 1 - share])
        before = ends.get(groups.of(edge), (0.0, 0.0))
        ends[groups.of(edge)] = min(before[0], float(low)), max(before[1], float(high))
    return {edge: quantizer(*ends[groups.of(edge)]) for edge in samples}


def quantizer(low: float, high: float) -> Quantizer:
    """The quantiser of a range that holds 0, which it keeps exactly: convolutions pad with it."""
    scale = (high - low) / TOP or 1.0
    return Quantizer(scale, round(-low / scale))


def of_input(mean: Sequence[float], std: Sequence[float], scaled: bool) -> Quantizer | None:
    """The quantiser that gives back a picture's own bytes from (x − mean) / std; None if there is none."""
    alike = len(set(mean)) == len(set(std)) == 1 and float(mean[0]).is_integer()
    return Quantizer(1 / std[0], int(mean[0])) if alike and not scaled else None


def _after_logits(network: Network) -> set[str]:
    """Edges of one channel that a convolution makes, and all that is made of them."""
    found: set[str] = set()
    for node in network.model.graph.node:
        if (node.op_type == "Conv" and len(network.weight(node)) == 1) or not found.isdisjoint(node.input):
            found.update(node.output)
    return found
