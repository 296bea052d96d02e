"""Weights that are added in pairs: none can saturate, little is lost, and kernels come to what they should."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from mattebox import native
from mattebox.graph import pairs


def sums(weights):
    """Of neighbours, as kernels read them."""
    rows = weights.transpose(0, 2, 3, 1).reshape(len(weights), -1).astype(int)
    return np.pad(rows, ((0, 0), (0, rows.shape[1] % 2))).reshape(len(weights), -1, 2).sum(2)


@pytest.mark.parametrize("inputs", [1, 3, 4, 17])
def test_no_two_neighbours_are_too_large(inputs):
    weights = np.random.default_rng(inputs).integers(-127, 128, (40, inputs, 3, 3), dtype=np.int8)
    found, factors = pairs.bounded(weights)
    assert np.abs(sums(weights)).max() > pairs.LARGEST_SUM >= np.abs(sums(found)).max()
    assert found.dtype == np.int8 and found.shape == weights.shape and factors.min() >= 1
    assert np.abs(found * factors[:, None, None, None] - weights.astype(int)).max() <= 64


def test_channels_that_need_nothing_stay_as_they_are():
    weights = np.random.default_rng(1).integers(-64, 65, (8, 6, 3, 3), dtype=np.int8)
    weights[3, :2, 1, 1] = 127, 100
    weights[5, :4, 1, 1] = 0, 127, 100, 0  # no neighbours
    weights[6, :2, 1, 1] = 127, -100  # of two signs
    found, factors = pairs.bounded(weights)
    others = np.arange(8) != 3
    np.testing.assert_array_equal(found[others], weights[others])
    assert (factors[others] == 1).all() and sums(found)[3].max() <= pairs.LARGEST_SUM


def test_one_large_pair_costs_the_other_weights_nothing():
    """Their channel keeps its scale where that is the lesser loss."""
    weights = np.random.default_rng(2).integers(-40, 41, (1, 64, 3, 3), dtype=np.int8)
    weights[0, :2, 0, 0] = 70, 61
    found, factors = pairs.bounded(weights)
    assert factors.tolist() == [1] and np.argwhere(found != weights).tolist() == [[0, 0, 0, 0], [0, 1, 0, 0]]
    assert found[0, :2, 0, 0].tolist() == [68, 60]


def quantised(weights, biases):
    """A convolution of u8 pictures in eight bits, as onnxruntime takes them into integers."""

    def made(name, values):
        return numpy_helper.from_array(np.asarray(values), name)

    outputs = len(weights)
    scales = np.linspace(0.001, 0.002, outputs, dtype=np.float32)
    constants = [
        *(made("w", weights), made("ws", scales), made("b", biases), made("bs", scales / np.float32(255))),
        *(
            made("s", np.float32(1 / 255)),
            made("z", np.uint8(0)),
            made("ys", np.float32(0.05)),
            made("yz", np.uint8(9)),
        ),
    ]
    nodes = [
        helper.make_node("QuantizeLinear", ["input", "s", "z"], ["xq"]),
        helper.make_node("DequantizeLinear", ["xq", "s", "z"], ["x"]),
        helper.make_node("DequantizeLinear", ["w", "ws"], ["wf"], axis=0),
        helper.make_node("DequantizeLinear", ["b", "bs"], ["bf"], axis=0),
        helper.make_node("Conv", ["x", "wf", "bf"], ["y"], pads=[1, 1, 1, 1]),
        helper.make_node("QuantizeLinear", ["y", "ys", "yz"], ["yq"]),
        helper.make_node("DequantizeLinear", ["yq", "ys", "yz"], ["output"]),
    ]
    given = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, weights.shape[1], 6, 6])
    answer = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, outputs, 6, 6])
    graph = helper.make_graph(nodes, "quantised", [given], [answer], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


@pytest.mark.parametrize("outside", [False, True], ids=["in one file", "external data"])
def test_integers_come_to_what_floats_come_to(tmp_path, monkeypatch, outside):
    chance = np.random.default_rng(3)
    weights = chance.integers(-20, 21, (16, 16, 3, 3), dtype=np.int8)
    weights[:, 4:6] = 127
    path = tmp_path / "network.onnx"
    model = quantised(weights, chance.integers(-9000, 9001, 16, dtype=np.int32))
    onnx.save(model, path, save_as_external_data=outside, location="network.weights", size_threshold=64)
    files = {each: each.read_bytes() for each in tmp_path.iterdir()}
    white = np.ones((1, 16, 6, 6), np.float32)
    exact = native.session(path, 1).run(None, {"input": white})[0]
    plain = onnxruntime.InferenceSession(path, providers=[native.CPU]).run(None, {"input": white})[0]
    assert native.saturates() == (np.abs(plain - exact).max() > 1)
    monkeypatch.setattr(native, "saturates", lambda: True)  # on all processors they give the same
    bounded = native.session(path, 1, kernels="integer").run(None, {"input": white})[0]
    assert np.abs(bounded - exact).max() <= 0.11  # one or two steps
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == files


def test_networks_without_such_convolutions_stay_as_they_are():
    weights = helper.make_tensor("w", TensorProto.FLOAT, [1, 1, 1, 1], [2.0])
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 4, 4])
    nodes = [helper.make_node("Conv", ["x", "w"], ["y"])]
    answer = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 1, 4, 4])
    plain = helper.make_model(helper.make_graph(nodes, "plain", [value], [answer], [weights])).SerializeToString()
    data = bytearray(plain)
    pairs.bound(data, {})
    assert data == plain


def test_the_question_for_kernels_is_a_network():
    onnx.checker.check_model(onnx.load_from_string(pairs.product()), full_check=True)
    product = onnxruntime.InferenceSession(pairs.product(), providers=[native.CPU])
    a, b = np.array([[1, 2, 3, 4]], np.uint8), np.array([[5], [-6], [7], [8]], np.int8)
    assert product.run(None, {"a": a, "b": b})[0].tolist() == [[1 * 5 - 2 * 6 + 3 * 7 + 4 * 8]]
