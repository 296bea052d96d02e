"""Taking quantisers of activations out of a small network."""

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

from model.quantizers import has_quantizers, without_quantizers

RANDOM = np.random.default_rng(0)
CHANNELS = 4


def pair(source: str, scale: float, zero: int) -> tuple[list[NodeProto], dict[str, np.generic]]:
    """Rounds an edge to uint8; the result is called like it, with a dash."""
    numbers = [f"{source} scale", f"{source} zero"]
    nodes = [
        helper.make_node("QuantizeLinear", [source, *numbers], [f"{source} codes"], name=f"{source} quantize"),
        helper.make_node("DequantizeLinear", [f"{source} codes", *numbers], [f"{source}-"], name=f"{source} back"),
    ]
    return nodes, dict(zip(numbers, (np.float32(scale), np.uint8(zero)), strict=True))


def network(*, quantized: bool, relus: bool) -> ModelProto:
    """Two convolutions, between them a Relu, pooling and a sum; a quantised one may leave the Relu to its ranges."""
    codes = np.random.default_rng(1).integers(-127, 128, (2, CHANNELS, CHANNELS, 3, 3)).astype(np.int8)
    scales = np.full(CHANNELS, 1 / 500, np.float32)
    steps = np.full(CHANNELS, 1 / 4096, np.float32)
    bias_codes = np.random.default_rng(2).integers(-4096, 4096, CHANNELS).astype(np.int32)
    constants: dict[str, NDArray] = {"scales": scales, "steps": steps, "bias codes": bias_codes}
    constants |= {"codes 0": codes[0], "codes 1": codes[1]}
    nodes = []

    def add(op: str, sources: list[str], name: str, **attributes: object) -> None:
        nodes.append(helper.make_node(op, sources, [name], name=name, **attributes))

    def rounded(edge: str, scale: float, zero: int) -> str:
        if not quantized:
            return edge
        made, numbers = pair(edge, scale, zero)
        nodes.extend(made)
        constants.update(numbers)
        return f"{edge}-"

    def conv(source: str, number: int, name: str, *more: str) -> None:
        add("DequantizeLinear", [f"codes {number}", "scales"], f"weights {number}", axis=0)
        add("Conv", [source, f"weights {number}", *more], name, pads=[1, 1, 1, 1])

    add("DequantizeLinear", ["bias codes", "steps"], "bias", axis=0)
    conv(rounded("input", 1 / 64, 128), 0, "first", "bias")
    if relus:
        add("Relu", ["first"], "positive")
    positive = rounded("positive" if relus else "first", 1 / 16, 0)
    add("MaxPool", [positive], "pooled", kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    add("Add", [positive, rounded("pooled", 1 / 16, 0)], "sum")
    conv(rounded("sum", 1 / 8, 0), 1, "output inside")
    add("Sigmoid", ["output inside"], "mask")
    add("Identity", [rounded("mask", 1 / 255, 0)], "output")
    ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, CHANNELS, 8, 8]) for n in ("input", "output")]
    tensors = [numpy_helper.from_array(np.asarray(array), name) for name, array in constants.items()]
    body = helper.make_graph(nodes, "test", ends[:1], ends[1:], tensors)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model, full_check=True)
    return model


def run(model: ModelProto, x: NDArray[np.float32]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"input": x})[0]


@pytest.fixture(scope="module")
def x() -> NDArray[np.float32]:
    return RANDOM.uniform(-1, 1, (1, CHANNELS, 8, 8)).astype(np.float32)


@pytest.mark.parametrize("relus", [True, False])
def test_what_is_left_is_the_network_in_floats(x: NDArray[np.float32], relus: bool):
    stripped = without_quantizers(network(quantized=True, relus=relus))
    np.testing.assert_allclose(run(stripped, x), run(network(quantized=False, relus=True), x), rtol=0, atol=1e-5)
    operators = [node.op_type for node in stripped.graph.node]
    assert "QuantizeLinear" not in operators and operators.count("Relu") == 1
    assert operators.count("DequantizeLinear") == 2, "the weights'"
    types = {tensor.name: tensor.data_type for tensor in stripped.graph.initializer}
    assert types["codes 0"] == types["codes 1"] == TensorProto.INT8 and types["bias"] == TensorProto.FLOAT
    assert types.keys() == {"codes 0", "codes 1", "scales", "bias"}


def test_without_its_relu_it_is_another_network(x: NDArray[np.float32]):
    """Or the test above would not see whether a Relu is put in."""
    with_relu, without = (run(network(quantized=False, relus=relus), x) for relus in (True, False))
    assert np.abs(with_relu - without).max() > 0.1


def test_rounding_changes_little(x: NDArray[np.float32]):
    model = network(quantized=True, relus=False)
    assert run(without_quantizers(model), x) == pytest.approx(run(model, x), abs=0.2)


def test_the_original_stays_and_the_bytes_are_always_the_same():
    model = network(quantized=True, relus=False)
    before = model.SerializeToString(deterministic=True)
    first, second = (without_quantizers(model).SerializeToString(deterministic=True) for _ in range(2))
    assert first == second and model.SerializeToString(deterministic=True) == before


def test_only_quantisers_of_activations_count():
    assert has_quantizers(network(quantized=True, relus=True))
    assert not has_quantizers(network(quantized=False, relus=True))


def test_integers_that_something_else_reads_are_refused():
    model = network(quantized=True, relus=True)
    pool = next(node for node in model.graph.node if node.op_type == "MaxPool")
    pool.input[0] = "positive codes"
    with pytest.raises(ValueError, match="pooled: MaxPool reads integers"):
        without_quantizers(model)
