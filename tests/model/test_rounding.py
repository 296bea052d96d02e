"""Weights rounded for what a convolution reads: the patches, and how much less is missed than by plain rounding."""

import numpy as np
import pytest
from onnx import ModelProto

from model.compress import rounding
from model.compress.activations import Quantizer
from model.compress.network import Network
from small_network import build, picture, run

RANDOM = np.random.default_rng(3)


@pytest.fixture(scope="module")
def model() -> ModelProto:
    return build()


@pytest.mark.parametrize("name", ["in", "first", "small", "joint"])
def test_patches_are_what_a_convolution_sums(model: ModelProto, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rounding, "PLACES", 10**6)
    network, x = Network(model), picture(64)
    node = next(node for node in network.convolutions() if node.output[0] == name)
    values = x[0] if node.input[0] == "input" else run(model, x, node.input[0])[0]
    weight, bias = network.weight(node), network.bias(node)
    read = rounding.patches(values, node, weight.shape[2:], RANDOM)
    found = weight.reshape(len(weight), -1) @ read + bias[:, None]
    np.testing.assert_allclose(found, run(model, x, name)[0].reshape(len(weight), -1), atol=2e-4)


def test_places_are_drawn_once_each(model: ModelProto):
    node = next(node for node in Network(model).convolutions() if node.output[0] == "first")
    values = np.arange(64 * 64, dtype=np.float32).reshape(1, 64, 64)
    read = rounding.patches(values, node, (3, 3), RANDOM)
    assert read.shape == (9, rounding.PLACES) and len(set(read[4])) == rounding.PLACES


def test_what_is_read_is_clipped_as_it_will_be():
    values = np.float32([-9, -1, 0, 1, 9])
    np.testing.assert_allclose(rounding.clipped(values, Quantizer(0.01, 100)), [-1, -1, 0, 1, 1.55], rtol=1e-6)


@pytest.mark.parametrize("levels", [7, 31, 127])
def test_less_is_missed_than_by_rounding_to_nearest(levels: int):
    read = (RANDOM.normal(size=(72, 12)) @ RANDOM.normal(size=(12, 900)) + RANDOM.normal(size=(72, 900))).astype(
        np.float32
    )
    weights = RANDOM.normal(size=(16, 8, 3, 3)).astype(np.float32)
    rows = weights.reshape(16, -1)
    codes, scales = rounding.rounded(weights, read @ read.T / 900, levels)
    assert codes.dtype == np.int8 and codes.shape == weights.shape and np.abs(codes).max() <= levels
    missed = np.square((codes.reshape(16, -1) * scales[:, None] - rows) @ read).mean()
    steps = np.abs(rows).max(1, keepdims=True) / levels
    nearest = np.square((np.rint(rows / steps) * steps - rows) @ read).mean()
    assert missed < 0.5 * nearest


def test_whole_codes_stay_and_channels_of_zeros_are_no_trouble():
    codes = RANDOM.integers(-31, 32, (4, 2, 3, 3))
    codes[:, 0, 0, 0] = 31
    codes[3] = 0
    read = RANDOM.normal(size=(18, 500)).astype(np.float32)
    read[5] = 0
    found, scales = rounding.rounded((codes * 0.25).astype(np.float32), read @ read.T / 500, 31)
    np.testing.assert_array_equal(found, codes)
    np.testing.assert_allclose(scales[:3], 0.25)
