"""Moving convolutions before an enlargement, where a pixel costs a quarter.

A decoder's 3×3 convolution reads what was just enlarged to twice its size, beside what the encoder had at that size.
What was enlarged is smooth: nearly all that a convolution can make of it, another one makes of the small map, to be
enlarged then. With K for the part of the kernel that reads the enlarged map, conv(K, enlarge(x)) ≈ enlarge(conv(G, x)),
where G comes out of least squares over pixels of real pictures. The rest of the kernel stays where it is, and the two
are added.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, helper

from .factorize import Piece, concatenation, convolution, enlargement, replaced
from .low_rank import Array
from .moments import edge_values
from .network import Network, Part, attributes

PIXELS = 3_000  # of an enlarged map in one picture, at random places
TAPS = tuple((dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1))
DAMPING = 1e-6  # of the features' mean energy: what hardly occurs is not to be solved for
UNDILATED = {"dilations": [1, 1], "strides": [1, 1], "pads": [1, 1, 1, 1]}


@dataclass(frozen=True)
class Place:
    """A convolution of which one part reads what a Resize has doubled, and its other parts."""

    node: NodeProto
    doubled: Part
    others: tuple[Part, ...]


@dataclass
class Equations:
    """Sums over pixels for least squares: `gram` of the features, `cross` with the targets, the targets' own."""

    gram: Array
    cross: Array
    square: float
    total: Array
    pixels: int

    @classmethod
    def of(cls, features: Array, targets: Array) -> "Equations":
        square = float((targets**2).sum())
        return cls(features @ features.T, features @ targets.T, square, targets.sum(1), targets.shape[1])

    def __add__(self, other: "Equations") -> "Equations":
        return Equations(
            self.gram + other.gram,
            self.cross + other.cross,
            self.square + other.square,
            self.total + other.total,
            self.pixels + other.pixels,
        )

    def solve(self) -> tuple[Array, float]:
        """The weights (O, 9·I) of the features, and what they miss as a part of the targets' variance."""
        damping = DAMPING * np.trace(self.gram) / len(self.gram)
        weights = np.linalg.solve(self.gram + damping * np.eye(len(self.gram)), self.cross).T
        missed = self.square - 2 * np.sum(weights.T * self.cross) + np.sum((weights @ self.gram) * weights)
        variance = self.square - float(self.total @ self.total) / self.pixels
        return weights, float(missed / variance)


def move(model: ModelProto, pictures: Iterable[NDArray[np.float32]], most: float) -> ModelProto:
    """A copy of `model` whose convolutions are moved where that changes their share by at most `most` of its variance.

    `pictures` are tensors 1×3×H×W.
    """
    network = Network(model)
    kernels = {}
    for edge, (weights, missed) in fits(network, pictures).items():
        if missed <= most:
            kernels[edge] = weights.reshape(len(weights), 3, 3, -1).transpose(0, 3, 1, 2)
    return moved(network, kernels)


def fits(network: Network, pictures: Iterable[NDArray[np.float32]]) -> dict[str, tuple[Array, float]]:
    """By the edge that a convolution makes: the least squares weights of its features, and what they miss."""
    random = np.random.default_rng(0)
    found = list(places(network))
    names = sorted({place.doubled.before for place in found})
    equations: dict[str, Equations] = {}
    for values in edge_values(network.model, names, pictures):
        for place in found:
            (edge,) = place.node.output
            kernel = network.weight(place.node)[:, place.doubled.start : place.doubled.stop]
            new = Equations.of(*sample(values[place.doubled.before][0].astype(np.float64), kernel, random))
            equations[edge] = equations[edge] + new if edge in equations else new
    return {edge: each.solve() for edge, each in equations.items()}


def places(network: Network) -> Iterator[Place]:
    for node in network.convolutions():
        given = attributes(node)
        plain = network.weight(node).shape[2:] == (3, 3) and all(given.get(k, v) == v for k, v in UNDILATED.items())
        parts = network.parts(node)
        doubled = [part for part in parts if network.area(part.edge) == 4 * network.area(part.before)]
        if plain and len(doubled) == 1 and len(parts) > 1:
            yield Place(node, doubled[0], tuple(part for part in parts if part is not doubled[0]))


def sample(small: Array, kernel: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """Features (9·I, n), the shifts of `small` (I, h, w) enlarged; targets (O, n), the enlarged map under `kernel`."""
    height, width = 2 * small.shape[1], 2 * small.shape[2]
    y, x = random.integers(height, size=PIXELS), random.integers(width, size=PIXELS)
    padded = np.pad(small, ((0, 0), (1, 1), (1, 1)))
    features, seen = [], []
    for dy, dx in TAPS:
        shifted = padded[:, 1 + dy :, 1 + dx :][:, : small.shape[1], : small.shape[2]]
        features.append(enlarged(shifted, y, x))
        inside = (y + dy >= 0) & (y + dy < height) & (x + dx >= 0) & (x + dx < width)
        seen.append(inside * enlarged(small, np.clip(y + dy, 0, height - 1), np.clip(x + dx, 0, width - 1)))
    taps = kernel.transpose(0, 2, 3, 1).reshape(len(kernel), -1)
    return np.concatenate(features), taps @ np.concatenate(seen)


def enlarged(small: Array, y: NDArray[np.int64], x: NDArray[np.int64]) -> Array:
    """Pixels of a map (C, h, w) as a linear Resize to twice its size has them (half_pixel)."""

    def neighbours(at: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
        place = (at + 0.5) / 2 - 0.5
        low = np.floor(place).astype(np.int64)
        return np.clip(low, 0, size - 1), np.clip(low + 1, 0, size - 1), place - low

    top, bottom, down = neighbours(y, small.shape[1])
    left, right, across = neighbours(x, small.shape[2])
    above = small[:, top, left] * (1 - across) + small[:, top, right] * across
    below = small[:, bottom, left] * (1 - across) + small[:, bottom, right] * across
    pixels: Array = above * (1 - down) + below * down
    return pixels


def moved(network: Network, kernels: Mapping[str, Array]) -> ModelProto:
    """A copy of the network with these kernels (O, I, 3, 3) before the enlargement, by the edge that is made."""
    pieces = {
        place.node.output[0]: replacement(network, place, kernels[place.node.output[0]])
        for place in places(network)
        if place.node.output[0] in kernels
    }
    return replaced(network.model, pieces)


def replacement(network: Network, place: Place, kernel: Array) -> Iterator[Piece]:
    """The nodes that take a convolution's place, with their constants."""
    node, resize = place.node, place.doubled.resize
    assert resize is not None
    (edge,) = node.output
    like, weight = attributes(node), network.weight(node)
    yield convolution(place.doubled.before, f"{edge}/low", kernel, None, like)
    yield enlargement(f"{edge}/low", f"{edge}/high", resize)
    source = place.others[0].edge
    if len(place.others) > 1:
        source = f"{edge}/rest/in"
        yield concatenation([part.edge for part in place.others], source)
    rest = np.concatenate([weight[:, part.start : part.stop] for part in place.others], 1)
    bias = network.bias(node) if len(node.input) > 2 else None
    yield convolution(source, f"{edge}/rest", rest, bias, like)
    yield helper.make_node("Add", [f"{edge}/high", f"{edge}/rest"], [edge], name=edge), []
