"""Weight-only int8 on small tensors."""

import numpy as np
import onnxruntime
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from model.quantize import quantize, quantize_weights, round_keeping_sums

RANDOM = np.random.default_rng(0)


def test_round_keeping_sums_against_every_other_rounding():
    """Of all ways to round up or down, none with as good a sum has a smaller squared error."""
    for exact in RANDOM.uniform(-4, 4, (200, 5)):
        rounded = round_keeping_sums(exact)
        assert np.all(np.abs(rounded - exact) <= 1)
        assert abs((rounded - exact).sum()) <= 0.5 + 1e-12
        ways = np.stack(np.meshgrid(*zip(np.floor(exact), np.ceil(exact), strict=True)), -1).reshape(-1, 5)
        right = ways[ways.sum(1) == np.rint(exact.sum())]
        assert ((rounded - exact) ** 2).sum() <= ((right - exact) ** 2).sum(1).min() + 1e-12


def test_codes_stay_within_a_step_of_the_weights():
    weights = RANDOM.standard_normal((16, 8, 3, 3)).astype(np.float32)
    codes, scales = quantize(weights)
    assert codes.dtype == np.int8 and codes.shape == weights.shape and scales.shape == (16,)
    assert np.abs(codes.astype(int)).max() == 127
    error = codes * scales.reshape(-1, 1, 1, 1).astype(np.float64) - weights
    assert np.all(np.abs(error) <= scales.reshape(-1, 1, 1, 1) * (1 + 1e-6))
    assert np.all(np.abs(error.sum((2, 3))) <= scales[:, None] * (0.5 + 1e-6))


def test_a_channel_of_zeros_stays_zero():
    weights = np.zeros((2, 1, 3, 3), np.float32)
    weights[1] = 1
    codes, scales = quantize(weights)
    assert not codes[0].any() and (codes[1] == 127).all() and np.isfinite(scales).all()


def two_convolutions() -> ModelProto:
    shapes = {"big": (32, 16, 3, 3), "small": (2, 32, 1, 1)}
    weights = {name: RANDOM.standard_normal(shape).astype(np.float32) / 10 for name, shape in shapes.items()}
    nodes = [
        helper.make_node("Conv", ["input", "big"], ["middle"], pads=[1, 1, 1, 1]),
        helper.make_node("Conv", ["middle", "small"], ["output"]),
    ]
    ends = [
        helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, c, 8, 8]) for n, c in (("input", 16), ("output", 2))
    ]
    tensors = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    body = helper.make_graph(nodes, "test", ends[:1], ends[1:], tensors)
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def test_large_weights_alone_are_quantized_and_the_result_is_near():
    model = two_convolutions()
    x = RANDOM.standard_normal((1, 16, 8, 8)).astype(np.float32)

    def run() -> np.ndarray:
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        return session.run(None, {"input": x})[0]

    before, size = run(), model.ByteSize()
    quantize_weights(model)
    assert [node.op_type for node in model.graph.node] == ["DequantizeLinear", "Conv", "Conv"]
    types = {tensor.name: tensor.data_type for tensor in model.graph.initializer}
    assert types == {"big_int8": TensorProto.INT8, "big_scale": TensorProto.FLOAT, "small": TensorProto.FLOAT}
    assert model.ByteSize() < size / 2
    assert run() == pytest.approx(before, abs=0.03)


def test_the_bytes_are_always_the_same():
    model = two_convolutions()
    first, second = ModelProto(), ModelProto()
    for copy in (first, second):
        copy.CopyFrom(model)
        quantize_weights(copy)
    assert first.SerializeToString(deterministic=True) == second.SerializeToString(deterministic=True)
