"""Rewriting a network's wide 3×3 convolutions as thin ones between 1×1 projections.

A convolution of I to O channels becomes I → r (1×1), r → s (3×3), s → O (1×1), on either side only where that is
cheaper. `low_rank.py` has the projections, which need the moments of some edges on real pictures (`edges`).

Where the input is a concatenation, each part is projected on its own; where a part was enlarged by a Resize, which
treats every channel alike, its projection comes before the Resize: exact, at a quarter of the pixels, and less to
enlarge. A projection right behind a convolution without a ReLU is merged into it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

from ..graph import prune
from .low_rank import Array, Basis, Moments, Projection, input_projection, output_basis
from .network import Network, Part, attributes

ONE_BY_ONE = {"kernel_shape": [1, 1]}
WORTHWHILE = 0.9  # of a convolution's cost: what saves less is not worth more nodes


@dataclass(frozen=True)
class Factors:
    """How a convolution is split: a projection for each of its parts, or none; a basis for its output, or none."""

    inputs: tuple[Projection, ...] = ()
    output: Basis | None = None


def edges(model: ModelProto) -> set[str]:
    """The edges whose moments `factorize` needs: what the wide convolutions read, and what they make."""
    network = Network(model)
    names = {node.output[0] for node in network.wide()}
    return names | {part.edge for node in network.wide() for part in network.parts(node)}


def factorize(model: ModelProto, moments: Mapping[str, Moments], share: Callable[[str], float]) -> ModelProto:
    """A copy of `model` with its wide convolutions split where that pays.

    `share` says of a convolution, given by the edge it makes, which part of its output's variance may be given up on
    either side.
    """
    network = Network(model)
    plan = {node.output[0]: choose(network, node, moments, share(node.output[0])) for node in network.wide()}
    return split(model, plan)


def choose(network: Network, node: NodeProto, moments: Mapping[str, Moments], share: float) -> Factors:
    """The cheapest way to write a convolution that gives up at most `share` on either side."""
    (edge,) = node.output
    weight, parts = network.weight(node), network.parts(node)
    inputs = tuple(input_projection(weight[:, part.start : part.stop], moments[part.edge], share) for part in parts)
    basis = output_basis(moments[edge], share)
    ways = [Factors(i, o) for i, o in product(((), inputs), (None, basis))]
    costs = [split_cost(network, node, way) for way in ways]
    best = int(np.argmin(costs))
    return ways[best] if costs[best] <= WORTHWHILE * costs[0] else Factors()


def split_cost(network: Network, node: NodeProto, factors: Factors) -> int:
    """Multiplications that a convolution costs at `SIZE`² with these factors."""
    (edge,) = node.output
    outputs, inputs, height, width = network.weight(node).shape
    area = network.area(edge)
    cost = 0
    if factors.inputs:
        for part, projection in zip(network.parts(node), factors.inputs, strict=True):
            cost += projection.down.size * network.area(part.before)
        inputs = sum(projection.rank for projection in factors.inputs)
    if factors.output is not None:
        cost += factors.output.vectors.size * area
        outputs = factors.output.rank
    return int(cost + height * width * inputs * outputs * area)


Piece = tuple[NodeProto, list[TensorProto]]


def split(model: ModelProto, plan: Mapping[str, Factors]) -> ModelProto:
    """A copy of `model` whose convolutions, given by the edge they make, are replaced by their factors."""
    network = Network(model)
    pieces = {
        edge: replacement(network, network.producer[edge], factors)
        for edge, factors in plan.items()
        if factors.inputs or factors.output is not None
    }
    return replaced(model, pieces)


def replaced(model: ModelProto, pieces: Mapping[str, Iterable[Piece]]) -> ModelProto:
    """A copy of `model` in which other nodes, with their constants, make these edges."""
    nodes: list[NodeProto] = []
    tensors: list[TensorProto] = []
    for node in model.graph.node:
        for new, constants in pieces.get(node.output[0], [(node, [])]):
            nodes.append(new)
            tensors += constants
    result = ModelProto()
    result.CopyFrom(model)
    del result.graph.node[:]
    result.graph.node.extend(nodes)
    result.graph.initializer.extend(tensors)
    prune(result)
    checker.check_model(result, full_check=True)
    return result


def replacement(network: Network, node: NodeProto, factors: Factors) -> Iterator[Piece]:
    """The nodes that take a convolution's place, with their constants."""
    (edge,) = node.output
    source, weight, bias = node.input[0], network.weight(node), network.bias(node)
    if factors.inputs:
        names, weights = [], []
        for part, projection in zip(network.parts(node), factors.inputs, strict=True):
            names.append(f"{edge}/in{part.start}")
            yield from projected(network, part, projection.down, names[-1])
            weights.append(np.einsum("oikl,ir->orkl", weight[:, part.start : part.stop], projection.up))
        weight, source = np.concatenate(weights, 1), names[0]
        if len(names) > 1:
            source = f"{edge}/in"
            yield concatenation(names, source)
    if factors.output is None:
        yield convolution(source, edge, weight, bias, attributes(node))
        return
    vectors, mean = factors.output.vectors, factors.output.mean
    core = np.einsum("or,oikl->rikl", vectors, weight)
    yield convolution(source, f"{edge}/core", core, None, attributes(node))
    # What lies outside the basis stays at its mean.
    rest = mean + vectors @ (vectors.T @ (bias - mean))
    yield convolution(f"{edge}/core", edge, vectors[:, :, None, None], rest)


def projected(network: Network, part: Part, down: Array, name: str) -> Iterator[Piece]:
    """`down` (r, I) applied to a part of a convolution's input, before the Resize if there is one."""
    maker = network.merges(part)
    if maker is not None:
        weight = np.einsum("ri,ijkl->rjkl", down, network.weight(maker))
        yield convolution(maker.input[0], name, weight, down @ network.bias(maker), attributes(maker))
    elif part.resize is None:
        yield convolution(part.edge, name, down[:, :, None, None], None)
    else:
        yield convolution(part.before, f"{name}/small", down[:, :, None, None], None)
        yield enlargement(f"{name}/small", name, part.resize)


def enlargement(source: str, edge: str, like: NodeProto) -> Piece:
    """A Resize that makes `edge`, like another."""
    return helper.make_node("Resize", [source, *like.input[1:]], [edge], name=edge, **attributes(like)), []


def concatenation(sources: list[str], edge: str) -> Piece:
    """A Concat of channels that makes `edge`."""
    return helper.make_node("Concat", sources, [edge], name=edge, axis=1), []


def convolution(
    source: str, edge: str, weight: Array, bias: Array | None, like: Mapping[str, Any] = ONE_BY_ONE
) -> Piece:
    """A convolution that makes `edge`; 1×1 unless it shall be `like` another."""
    constants = {f"{edge}/weight": weight} | ({} if bias is None else {f"{edge}/bias": bias})
    node = helper.make_node("Conv", [source, *constants], [edge], name=edge, **like)
    return node, [numpy_helper.from_array(array.astype(np.float32), name) for name, array in constants.items()]
