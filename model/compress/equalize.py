"""Making channels of alike size, so that one scale for all of them suits each.

Relu, pooling, enlarging and adding let a positive factor through. So a channel may be divided by a factor where a
convolution makes it and multiplied by it where another reads it, and the network computes what it did (M. Nagel et
al., "Data-Free Quantization Through Weight Equalization and Bias Correction", ICCV 2019, section 4.1). There the
factors make weights alike; here they take the spread out of activations, which eight bits hold with one scale an edge,
and put a part of it into the weights, which have one scale an output channel (G. Xiao et al., "SmoothQuant", ICML 2023,
equation 4).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, numpy_helper

from .activations import Float
from .groups import Groups
from .low_rank import Array
from .network import Network

# The share of its logarithm by which a channel's size is brought to the others'.
STRENGTH = 0.7
# What a channel's size is: this quantile of its absolute values.
QUANTILE = 0.9999
# Least size beside the edge's largest: a channel that is hardly ever in use may be larger on the next picture.
LEAST = 1e-2
TINY = 1e-9


@dataclass(frozen=True)
class Slice:
    """Input channels `start` to `stop` of a convolution, and the group of edges whose channels they are."""

    group: str
    start: int
    stop: int


def equalize(model: ModelProto, samples: Mapping[str, Float]) -> tuple[ModelProto, dict[str, Float]]:
    """A copy of `model` that computes the same with its channels more alike, and its `activations.collect`."""
    network, groups = Network(model), Groups()
    for node in model.graph.node:
        if node.op_type in {"Relu", "MaxPool", "Resize", "Add"}:
            for name in node.input:
                if name and name not in network.tensors:
                    groups.join(name, node.output[0])
    fixed = _fixed(network, groups, samples)
    sizes = {group: size for group, size in _sizes(network, groups, samples).items() if group not in fixed}
    factors = _factors(network, groups, sizes)
    result = ModelProto()
    result.CopyFrom(model)
    tensors = {tensor.name: tensor for tensor in result.graph.initializer}
    for node in network.convolutions():
        weight, bias = network.weight(node), network.bias(node)
        made = factors.get(groups.of(node.output[0]))
        if made is not None:
            weight, bias = weight / made[:, None, None, None], bias / made
        for part in slices(network, groups, node.input[0]):
            if part.group in factors:
                weight[:, part.start : part.stop] *= factors[part.group][:, None, None]
        for name, array in zip(node.input[1:], (weight, bias), strict=False):
            tensors[name].CopyFrom(numpy_helper.from_array(array.astype(np.float32), name))
    return result, {edge: _divided(network, groups, factors, edge, values) for edge, values in samples.items()}


def slices(network: Network, groups: Groups, edge: str) -> Iterator[Slice]:
    """The groups that an edge's channels belong to: several where it is a concatenation."""
    maker = network.producer.get(edge)
    start = 0
    for part in maker.input if maker is not None and maker.op_type == "Concat" else [edge]:
        stop = start + network.shapes[part][1]
        yield Slice(groups.of(part), start, stop)
        start = stop


def _fixed(network: Network, groups: Groups, samples: Mapping[str, Float]) -> set[str]:
    """Groups that keep their sizes: what hands the picture's pixels on, and what is not quantised in the end."""
    source = network.model.graph.input[0].name
    first = [node for node in network.convolutions() if node.input[0] == source]
    stem = {node.output[0] for node in first if not _has_relu(network, node)}
    relus = {node.input[0] for node in network.model.graph.node if node.op_type == "Relu"}
    free = [node.output[0] for node in network.model.graph.node if node.output[0] not in samples.keys() | relus]
    return {groups.of(edge) for edge in (source, *stem, *free)}


def _has_relu(network: Network, node: NodeProto) -> bool:
    return any(each.op_type == "Relu" and node.output[0] in each.input for each in network.model.graph.node)


def _sizes(network: Network, groups: Groups, samples: Mapping[str, Float]) -> dict[str, Array]:
    """By group: how large its channels get, (C,)."""
    found: dict[str, Array] = {}
    for edge, values in samples.items():
        if network.producer[edge].op_type != "Concat":
            size = np.quantile(np.abs(values), QUANTILE, axis=1)
            group = groups.of(edge)
            found[group] = np.maximum(found[group], size) if group in found else size
    return {group: np.maximum(size, LEAST * size.max() + TINY) for group, size in found.items()}


def _factors(network: Network, groups: Groups, sizes: Mapping[str, Array]) -> dict[str, Array]:
    """By group: by what its channels are divided. Groups that are read together get the same largest size."""
    together = Groups()
    for node in network.model.graph.node:
        if node.op_type == "Concat":
            for name in node.input[1:]:
                together.join(groups.of(name), groups.of(node.input[0]))
    factors = {group: (size / np.exp(np.log(size).mean())) ** STRENGTH for group, size in sizes.items()}
    largest = {group: float((size / factors[group]).max()) for group, size in sizes.items()}
    common: dict[str, float] = {}
    for group, size in largest.items():
        common[together.of(group)] = max(common.get(together.of(group), 0.0), size)
    return {group: factor * largest[group] / common[together.of(group)] for group, factor in factors.items()}


def _divided(
    network: Network, groups: Groups, factors: Mapping[str, Array], edge: str, values: Float
) -> NDArray[np.float32]:
    by = np.ones(len(values), np.float32)
    for part in slices(network, groups, edge):
        if part.group in factors:
            by[part.start : part.stop] = factors[part.group]
    return values / by[:, None]
