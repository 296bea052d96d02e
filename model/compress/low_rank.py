"""How few channels a 3×3 convolution needs: projections of its inputs and of its output.

What a layer sees on real pictures fills only a part of its channels. Both sides are cut by what that costs the layer's
own output, in the least squares sense: the inputs by the singular values of the weights times the root of the inputs'
second moments, the output by its principal components (Zhang, Zou, He, Sun, "Accelerating Very Deep Convolutional
Networks for Classification and Detection", 2015). Cut on both sides it is a Tucker-2 decomposition (Kim et al.,
"Compression of Deep Convolutional Neural Networks for Fast and Low Power Mobile Applications", 2016).

All arrays are float64; C, I, O count channels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RANK_STEP = 4  # ranks are multiples of what a SIMD register holds
NARROW = 64  # up to as many channels the smaller of these least ranks holds
LEAST_INPUTS = 8, 16
LEAST_OUTPUTS = 12, 24
FLOOR = 1e-9  # eigenvalues below this share of the largest are noise: raised to it, so that roots can be inverted


@dataclass(frozen=True)
class Moments:
    """Of the channels of an edge, over pixels of many pictures: mean (C,) and second moment about zero (C, C)."""

    mean: Array
    second: Array

    @property
    def covariance(self) -> Array:
        return self.second - np.outer(self.mean, self.mean)


@dataclass(frozen=True)
class Projection:
    """`down` (r, I) leaves r of I channels, from which `up` (I, r) gives back what counts."""

    down: Array
    up: Array

    @property
    def rank(self) -> int:
        return int(self.down.shape[0])


@dataclass(frozen=True)
class Basis:
    """Orthonormal `vectors` (O, r) that an output stays in, about its `mean` (O,)."""

    vectors: Array
    mean: Array

    @property
    def rank(self) -> int:
        return int(self.vectors.shape[1])


def input_projection(weight: Array, moments: Moments, share: float) -> Projection:
    """The channels to keep of an input with `moments`, which `weight` (O, I, …) reads.

    `share` is the part of the output's variance, taken tap by tap, that may be given up. Moments about zero weigh the
    error, so that constant offsets, which zero padding cuts off at the border, come through as well.
    """
    taps = weight.reshape(*weight.shape[:2], -1)
    gain = np.einsum("oit,ojt->ij", taps, taps)
    root, inverse = roots(moments.second)
    _, values, vectors = np.linalg.svd(roots(gain)[0] @ root)
    variance = float(np.trace(gain @ moments.covariance))
    rank = least_rank(values**2, share * variance, LEAST_INPUTS)
    kept = vectors[:rank]
    return Projection(kept @ inverse, root @ kept.T)


def output_basis(moments: Moments, share: float) -> Basis:
    """The leading principal components of an output, all but `share` of its variance."""
    values, vectors = np.linalg.eigh(moments.covariance)
    rank = least_rank(values[::-1], share * float(values.sum()), LEAST_OUTPUTS)
    return Basis(vectors[:, ::-1][:, :rank], moments.mean)


def least_rank(energies: Array, given_up: float, least: tuple[int, int]) -> int:
    """How many of the falling `energies` to keep so that those left out add up to at most `given_up`."""
    left = np.cumsum(energies[::-1])[::-1]  # what is left out if this one and all after it are
    rank = int((left > given_up).sum())
    rank = max(least[len(energies) > NARROW], -(-rank // RANK_STEP) * RANK_STEP)
    return min(rank, len(energies))


def roots(matrix: Array) -> tuple[Array, Array]:
    """The symmetric square root of a symmetric, positive matrix, and that root's inverse."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    root = np.sqrt(np.maximum(values, max(values.max() * FLOOR, np.finfo(np.float64).tiny)))
    return (vectors * root) @ vectors.T, (vectors / root) @ vectors.T
