"""Dropping channels that say next to nothing.

Training leaves channels that a Relu holds at zero on any picture, or that hardly matter to whoever reads them. Such a
channel goes from the convolution that makes it and from those that read it; its mean stays in their biases. Unlike a
projection onto fewer channels this puts no new edge into the graph, and what remains is never negative, so that eight
bits hold it as well as before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, numpy_helper

from .low_rank import Array, Moments
from .network import Network

STEP = 8  # as many channels a register of the quantised kernels holds: what is left is a multiple


@dataclass(frozen=True)
class Reading:
    """Input channels `start` to `stop` of a convolution, and the edge that they are, enlarged or pooled or as it is."""

    node: NodeProto
    edge: str
    start: int
    stop: int


def prune_channels(model: ModelProto, moments: Mapping[str, Moments], share: float) -> ModelProto:
    """A copy of `model` without the channels of which a convolution loses at most `share` of its output's variance.

    `moments` are those of the edges that `factorize.edges` names.
    """
    network = Network(model)
    kept = {edge: keep for edge, keep in chosen(network, moments, share).items() if not keep.all()}
    result = ModelProto()
    result.CopyFrom(model)
    tensors = {tensor.name: tensor for tensor in result.graph.initializer}
    for node in network.convolutions():
        weight, bias = network.weight(node), network.bias(node)
        for reading in readings(network, node):
            if reading.edge in kept:
                gone = ~kept[reading.edge]
                mean = np.zeros(len(gone))
                mean[gone] = moments[_part_edge(network, reading)].mean[gone]
                bias = bias + weight[:, reading.start : reading.stop].sum((2, 3)) @ mean
        columns = _columns(network, node, kept)
        weight = weight[:, columns]
        rows = kept.get(_relu(network, node))
        if rows is not None:
            weight, bias = weight[rows], bias[rows]
        for name, array in zip(node.input[1:], (weight, bias), strict=False):
            tensors[name].CopyFrom(numpy_helper.from_array(array.astype(np.float32), name))
    del result.graph.value_info[:]
    return result


def chosen(network: Network, moments: Mapping[str, Moments], share: float) -> dict[str, NDArray[np.bool_]]:
    """By the edge of a Relu: which channels to keep. In it are the edges that only convolutions read in the end."""
    keep: dict[str, NDArray[np.bool_]] = {}
    held = set(_held(network))
    for node in network.convolutions():
        losses = [_losses(network, reading, moments) for reading in readings(network, node)]
        if any(loss is None for loss in losses):
            held |= {reading.edge for reading in readings(network, node)}
            continue
        every = np.concatenate([loss for loss in losses if loss is not None])
        variance = float(np.trace(moments[node.output[0]].covariance))
        order = np.argsort(every, kind="stable")
        spared = np.zeros(len(every), bool)
        spared[order[np.cumsum(every[order]) <= share * variance]] = True
        for reading in readings(network, node):
            needed = ~spared[reading.start : reading.stop]
            keep[reading.edge] = keep[reading.edge] | needed if reading.edge in keep else needed
    relus = {node.output[0] for node in network.model.graph.node if node.op_type == "Relu"}
    return {edge: _rounded_up(needed) for edge, needed in keep.items() if edge in relus - held}


def readings(network: Network, node: NodeProto) -> Iterator[Reading]:
    for part in network.parts(node):
        yield Reading(node, _source(network, part.edge), part.start, part.stop)


def _source(network: Network, edge: str) -> str:
    """The edge whose channels these are: before pooling and enlarging."""
    while (maker := network.producer.get(edge)) is not None and maker.op_type in {"MaxPool", "Resize"}:
        edge = maker.input[0]
    return edge


def _part_edge(network: Network, reading: Reading) -> str:
    return next(part.edge for part in network.parts(reading.node) if part.start == reading.start)


def _held(network: Network) -> Iterator[str]:
    """Edges that an Add reads, or that are the graph's output: all their channels stay."""
    for node in network.model.graph.node:
        if node.op_type not in {"Conv", "Concat", "MaxPool", "Resize"}:
            yield from (_source(network, edge) for edge in node.input)


def _losses(network: Network, reading: Reading, moments: Mapping[str, Moments]) -> Array | None:
    """The most that the output's variance can change for want of each channel; None where it was not measured."""
    edge = _part_edge(network, reading)
    if edge not in moments or reading.node.output[0] not in moments:
        return None
    weight = network.weight(reading.node)[:, reading.start : reading.stop]
    gain: Array = (np.abs(weight).sum((2, 3)) ** 2).sum(0)
    return gain * np.diag(moments[edge].covariance)


def _rounded_up(needed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    missing = min(-int(needed.sum()) % STEP if needed.any() else STEP, int((~needed).sum()))
    out = needed.copy()
    out[np.flatnonzero(~needed)[:missing]] = True
    return out


def _columns(network: Network, node: NodeProto, kept: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    columns = np.ones(network.weight(node).shape[1], bool)
    for reading in readings(network, node):
        if reading.edge in kept:
            columns[reading.start : reading.stop] = kept[reading.edge]
    return columns


def _relu(network: Network, node: NodeProto) -> str:
    """The edge of the Relu behind a convolution, else the convolution's own."""
    (edge,) = node.output
    behind = [each for each in network.model.graph.node if edge in each.input]
    name: str = behind[0].output[0] if len(behind) == 1 and behind[0].op_type == "Relu" else edge
    return name
