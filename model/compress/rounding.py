"""Weights rounded so that what a convolution makes of real pictures changes least.

Rounding weight by weight leaves errors that add up. Here each weight's error is made good by the weights of the same
output channel that are still to be rounded, as far as what they read goes together (E. Frantar et al., "GPTQ: Accurate
Post-Training Quantization for Generative Pre-trained Transformers", ICLR 2023, section 3). An output channel's scale is
the one of a few that leaves the least.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto
from scipy import linalg

from ..quantize import Codes
from .activations import TOP, Float, Quantizer
from .low_rank import Array
from .moments import edge_values
from .network import Network, attributes

PLACES = 500  # of a convolution's output in one picture
DAMPING = 0.01  # of the mean square of what is read, added to each: pictures show only so much
BLOCK = 128  # weights of a channel whose errors are handed on at once
TINY = 1e-12
PEAKS = 1.0, 0.9, 0.8, 0.7, 0.6, 0.5  # shares of the largest weight that the largest code may stand for


def collect(
    model: ModelProto, pictures: Iterable[NDArray[np.float32]], quantizers: Mapping[str, Quantizer]
) -> dict[str, Float]:
    """By what a convolution makes: float32 (K, K), the second moments of the K numbers an output pixel is made of.

    They are ordered as the weights of an output channel, and clipped as the quantisers will clip them. Left out are
    convolutions that read an edge without a quantiser.
    """
    network = Network(model)
    nodes = [node for node in network.convolutions() if node.input[0] in quantizers]
    names = sorted({node.input[0] for node in nodes})
    random = np.random.default_rng(0)
    sums: dict[str, Float] = {}
    for values in edge_values(model, names, pictures):
        for node in nodes:
            (edge, weight, *_), (name,) = node.input, node.output
            read = patches(values[edge][0], node, tuple(network.tensors[weight].dims[2:]), random)
            read = clipped(read, quantizers[edge])
            moments = read @ read.T / read.shape[1]
            sums[name] = sums[name] + moments if name in sums else moments
    return sums


def patches(values: Float, node: NodeProto, kernel: tuple[int, ...], random: np.random.Generator) -> Float:
    """What a convolution reads at `PLACES` random places: float32 (C·h·w, n) of `values` (C, H, W)."""
    given = attributes(node)
    top, left, bottom, right = given.get("pads", (0, 0, 0, 0))
    steps, holes = given.get("strides", (1, 1)), given.get("dilations", (1, 1))
    sides = values.shape[1] + top + bottom, values.shape[2] + left + right
    height, width = ((sides[axis] - holes[axis] * (kernel[axis] - 1) - 1) // steps[axis] + 1 for axis in (0, 1))
    places = np.arange(height * width)
    if len(places) > PLACES:
        places = random.choice(len(places), PLACES, replace=False)
    rows, columns = places // width * steps[0] - top, places % width * steps[1] - left
    taps = [(rows + i * holes[0], columns + j * holes[1]) for i in range(kernel[0]) for j in range(kernel[1])]
    return np.ascontiguousarray(np.stack([_at(values, y, x) for y, x in taps], 1).reshape(-1, len(places)))


def _at(values: Float, y: NDArray[np.intp], x: NDArray[np.intp]) -> Float:
    """The channels at some pixels, 0 outside: float32 (C, n)."""
    height, width = values.shape[1:]
    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    found: Float = values[:, y.clip(0, height - 1), x.clip(0, width - 1)] * inside.astype(np.float32)
    return found


def clipped(values: Float, quantizer: Quantizer) -> Float:
    low, high = (-quantizer.zero * quantizer.scale, (TOP - quantizer.zero) * quantizer.scale)
    return values.clip(np.float32(low), np.float32(high))


def rounded(weights: NDArray[np.float32], moments: Float, levels: int) -> Codes:
    """Codes −levels … levels shaped like the `weights` O×I×h×w, and O scales: weights ≈ codes · scale."""
    rows = weights.reshape(len(weights), -1).astype(np.float64)
    order = np.argsort(-np.diag(moments), kind="stable")  # what is read most is rounded first, with all others to help
    rows, energy = rows[:, order], moments[np.ix_(order, order)].astype(np.float64)
    energy[np.diag_indices_from(energy)] += DAMPING * np.diag(energy).mean() + TINY
    scales = _scales(rows, np.diag(energy), levels)
    codes = np.empty(rows.shape, np.int8)
    codes[:, order] = _handed_on(rows / scales[:, None], _inverse_factor(energy), levels)
    return codes.reshape(weights.shape), scales.astype(np.float32)


def _inverse_factor(moments: Array) -> Array:
    """The upper triangular U with Uᵀ U = moments⁻¹."""
    inverse, _ = linalg.lapack.dpotri(linalg.cholesky(moments, lower=True), lower=1)
    upper: Array = linalg.cholesky(np.tril(inverse) + np.tril(inverse, -1).T)
    return upper


def _scales(rows: Array, energy: Array, levels: int) -> Array:
    """Of each row the scale whose nearest codes miss least, weighed by the energy (K,) of what is read."""
    peaks = np.abs(rows).max(1)
    peaks[peaks == 0] = levels
    scales = np.stack([peaks * share / levels for share in PEAKS]).astype(np.float32).astype(np.float64)
    missed = [np.square(_nearest(rows / each[:, None], levels) * each[:, None] - rows) @ energy for each in scales]
    best: Array = scales[np.argmin(missed, 0), np.arange(len(rows))]
    return best


def _nearest(exact: Array, levels: int) -> Array:
    return np.rint(exact).clip(-levels, levels)


def _handed_on(exact: Array, upper: Array, levels: int) -> Array:
    """Codes of `exact` (O, K), each column's error handed on to the columns behind it."""
    exact, codes = exact.copy(), np.empty(exact.shape)
    for start in range(0, exact.shape[1], BLOCK):
        stop = min(start + BLOCK, exact.shape[1])
        errors = np.empty((len(exact), stop - start))
        for i in range(start, stop):
            codes[:, i] = _nearest(exact[:, i], levels)
            errors[:, i - start] = (exact[:, i] - codes[:, i]) / upper[i, i]
            exact[:, i + 1 : stop] -= np.outer(errors[:, i - start], upper[i, i + 1 : stop])
        exact[:, stop:] -= errors @ upper[start:stop, stop:]
    return codes
