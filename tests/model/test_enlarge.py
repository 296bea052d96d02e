"""Moving convolutions before an enlargement."""

import numpy as np
import pytest
from onnx import ModelProto, numpy_helper

from model.compress.enlarge import PIXELS, Equations, enlarged, fits, move, places, sample
from model.compress.network import Network, cost
from small_network import RANDOM, build, picture, run

JOINT = "joint"  # the convolution of the small network that reads an enlarged map
FROM_SMALL = slice(0, 32)


@pytest.fixture(scope="module")
def model() -> ModelProto:
    return build()


def with_joint_weight(model: ModelProto, weight: np.ndarray) -> ModelProto:
    copy = ModelProto()
    copy.CopyFrom(model)
    (tensor,) = (tensor for tensor in copy.graph.initializer if tensor.name == "joint weight")
    tensor.CopyFrom(numpy_helper.from_array(weight.astype(np.float32), tensor.name))
    return copy


def test_pixels_of_an_enlarged_map_are_the_runtimes(model: ModelProto):
    x = picture()
    small, whole = run(model, x, "coarser")[0], run(model, x, "enlarged")[0]
    y, x = np.indices(whole.shape[1:]).reshape(2, -1)
    np.testing.assert_allclose(enlarged(small.astype(np.float64), y, x), whole.reshape(len(whole), -1), atol=1e-5)


def test_targets_are_what_the_kernel_makes(model: ModelProto):
    """Of the enlarged map alone: the convolution without its other part and its bias."""
    network = Network(model)
    (place,) = places(network)
    kernel = network.weight(place.node)
    kernel[:, FROM_SMALL.stop :] = 0
    x = picture()
    made = run(with_joint_weight(model, kernel), x, JOINT)[0] - network.bias(place.node)[:, None, None]
    small = run(model, x, "coarser")[0].astype(np.float64)
    _, targets = sample(small, kernel[:, FROM_SMALL], np.random.default_rng(3))
    random = np.random.default_rng(3)
    y, x = random.integers(made.shape[1], size=PIXELS), random.integers(made.shape[2], size=PIXELS)
    np.testing.assert_allclose(targets, made[:, y, x], atol=1e-4)


def test_a_kernel_of_one_tap_is_moved_exactly(model: ModelProto):
    weight = Network(model).weight(next(places(Network(model))).node)
    taps = np.zeros((3, 3), bool)
    taps[1, 1] = True
    weight[:, FROM_SMALL] *= taps
    pointed = with_joint_weight(model, weight)
    pictures = [picture(256) for _ in range(3)]
    result = move(pointed, pictures, 1e-4)
    assert cost(result) < cost(pointed)
    for x in (picture(), picture(128)):
        np.testing.assert_allclose(run(result, x), run(pointed, x), atol=1e-3)


def test_what_is_missed_is_what_the_network_then_misses(model: ModelProto):
    """Over all pixels instead of those that were drawn."""
    pictures = [picture(128) for _ in range(4)]
    (missed,) = (missed for _, missed in fits(Network(model), pictures).values())
    assert 0.001 < missed < 1
    result = move(model, pictures, 1)
    weight = Network(model).weight(next(places(Network(model))).node)
    weight[:, FROM_SMALL] = 0
    without = with_joint_weight(model, weight)
    wrong, moved, bare = (np.stack([run(m, x, JOINT)[0] for x in pictures]) for m in (model, result, without))
    of_small = wrong - bare
    error = ((moved - wrong) ** 2).sum() / ((of_small - of_small.mean((0, 2, 3), keepdims=True)) ** 2).sum()
    assert error == pytest.approx(missed, rel=0.15)


def test_nothing_is_moved_at_a_price_that_nobody_pays(model: ModelProto):
    result = move(model, [picture()], 1e-9)
    assert [node.name for node in result.graph.node] == [node.name for node in model.graph.node]


def test_equations_of_pieces_are_those_of_the_whole():
    features, targets = RANDOM.normal(size=(5, 400)), RANDOM.normal(size=(2, 400)) + 3
    pieces = Equations.of(features[:, :150], targets[:, :150]) + Equations.of(features[:, 150:], targets[:, 150:])
    weights, missed = pieces.solve()
    expected, residual, *_ = np.linalg.lstsq(features.T, targets.T, rcond=None)
    np.testing.assert_allclose(weights, expected.T, atol=1e-4)
    assert missed == pytest.approx(residual.sum() / (targets.var(1) * 400).sum(), rel=1e-4)
