"""Each rewriting step on graphs of a few nodes."""

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from model import graph

FLOAT, HALF = TensorProto.FLOAT, TensorProto.FLOAT16
RANDOM = np.random.default_rng(0)


def build(nodes, outputs, *, size=(8, 8), channels=2, constants=(), kind=FLOAT, opset=15) -> ModelProto:
    """A model from `picture`, 1×channels×size, to `outputs` {name: shape}."""
    picture = helper.make_tensor_value_info("picture", kind, [1, channels, *size])
    ends = [helper.make_tensor_value_info(name, kind, shape) for name, shape in outputs.items()]
    tensors = [numpy_helper.from_array(np.asarray(array), name) for name, array in dict(constants).items()]
    body = helper.make_graph(nodes, "test", [picture], ends, tensors)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def run(model: ModelProto, picture: NDArray[np.floating]) -> NDArray[np.floating]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run([session.get_outputs()[0].name], {session.get_inputs()[0].name: picture})[0]


def picture(height=8, width=8, channels=2) -> NDArray[np.float32]:
    return RANDOM.standard_normal((1, channels, height, width)).astype(np.float32)


def operators(model: ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]


def test_side_outputs_go_with_all_that_only_they_needed():
    nodes = [
        helper.make_node("Relu", ["picture"], ["kept"]),
        helper.make_node("Mul", ["kept", "side weight"], ["side"]),
        helper.make_node("Add", ["kept", "weight"], ["mask"]),
    ]
    shape = [1, 2, 8, 8]
    constants = {"weight": np.float32([3]), "side weight": np.float32([2])}
    model = build(nodes, {"mask": shape, "side": shape}, constants=constants)
    x = picture()
    before = run(model, x)
    graph.keep_first_output(model)
    assert [output.name for output in model.graph.output] == ["mask"]
    assert operators(model) == ["Relu", "Add"]
    assert [tensor.name for tensor in model.graph.initializer] == ["weight"]
    np.testing.assert_array_equal(run(model, x), before)


def test_prune_puts_nodes_in_order():
    """Exporters that insert casts leave them at the end of the list."""
    nodes = [
        helper.make_node("Relu", ["picture"], ["a"]),
        helper.make_node("Neg", ["a"], ["b"]),
        helper.make_node("Concat", ["b", "a"], ["c"], axis=1),
        helper.make_node("Sigmoid", ["c"], ["mask"]),
    ]
    model = build(nodes, {"mask": [1, 4, 8, 8]})
    x = picture()
    before = run(model, x)
    del model.graph.node[:]
    model.graph.node.extend(nodes[::-1])
    graph.prune(model)
    onnx.checker.check_model(model)
    np.testing.assert_array_equal(run(model, x), before)


def test_constants_become_initializers():
    constant = helper.make_node("Constant", [], ["two"], value=numpy_helper.from_array(np.float32([2])))
    vector = helper.make_node("Constant", [], ["axes"], value_ints=[0, 1])
    nodes = [
        constant,
        vector,
        helper.make_node("Mul", ["picture", "two"], ["double"]),
        helper.make_node("Squeeze", ["double", "axes"], ["mask"]),
    ]
    model = build(nodes, {"mask": [8, 8]}, channels=1)
    x = picture(channels=1)
    graph.constants_to_initializers(model)
    assert operators(model) == ["Mul", "Squeeze"]
    np.testing.assert_array_equal(run(model, x), 2 * x[0, 0])


def half_precision_model() -> ModelProto:
    weight = RANDOM.standard_normal((3, 2, 3, 3)).astype(np.float16)
    nodes = [
        helper.make_node("Cast", ["picture"], ["half"], to=HALF),
        helper.make_node("Conv", ["half", "weight"], ["conv"], pads=[1, 1, 1, 1]),
        helper.make_node("Cast", ["conv"], ["single"], to=FLOAT),
        helper.make_node("Cast", ["single"], ["half again"], to=HALF),
        helper.make_node("Identity", ["half again"], ["same"]),
        helper.make_node("Cast", ["same"], ["mask"], to=FLOAT),
    ]
    return build(nodes, {"mask": [1, 3, 8, 8]}, constants={"weight": weight})


def test_half_precision_is_widened():
    model = half_precision_model()
    x = picture()
    before = run(model, x)
    graph.to_float32(model)
    graph.drop_identities(model)
    assert operators(model) == ["Conv"]
    assert {tensor.data_type for tensor in model.graph.initializer} == {FLOAT}
    assert [output.name for output in model.graph.output] == ["mask"]
    onnx.checker.check_model(model, full_check=True)
    np.testing.assert_allclose(run(model, x), before, atol=0.02)


def test_casts_from_integers_stay():
    nodes = [
        helper.make_node("Shape", ["picture"], ["shape"]),
        helper.make_node("Cast", ["shape"], ["size"], to=FLOAT),
        helper.make_node("ReduceProd", ["size"], ["area"], keepdims=0),
        helper.make_node("Div", ["picture", "area"], ["mask"]),
    ]
    model = build(nodes, {"mask": [1, 2, 8, 8]})
    graph.to_float32(model)
    assert "Cast" in operators(model)


def resizing_model(opset: int) -> ModelProto:
    """Pools to half the size, then back to the size that the input had, as PyTorch exports it."""
    sizes = [
        helper.make_node("Shape", ["picture"], ["shape"]),
        helper.make_node("Slice", ["shape", "two", "four"], ["height width"]),
        helper.make_node("Shape", ["pooled"], ["pooled shape"]),
        helper.make_node("Slice", ["pooled shape", "zero", "two"], ["batch channels"]),
        helper.make_node("Concat", ["batch channels", "height width"], ["sizes"], axis=0),
    ]
    pool = helper.make_node("MaxPool", ["picture"], ["pooled"], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
    resize = helper.make_node(
        "Resize",
        ["pooled", "none", "none", "sizes"],
        ["mask"],
        mode="linear",
        coordinate_transformation_mode="half_pixel",
    )
    numbers = {name: np.int64([value]) for name, value in (("zero", 0), ("two", 2), ("four", 4))}
    constants = numbers | {"none": np.float32([])}
    return build([pool, *sizes, resize], {"mask": [1, 1, 8, 8]}, channels=1, constants=constants, opset=opset)


@pytest.mark.parametrize("opset", [11, 15])
def test_sizes_become_scales_and_free(opset: int):
    model = resizing_model(opset)
    rewritten = graph.rewrite(model, multiple=4)
    assert operators(rewritten) == ["MaxPool", "Resize"]
    x = picture(channels=1)
    np.testing.assert_array_equal(run(rewritten, x), run(model, x))
    assert run(rewritten, picture(12, 20, 1)).shape == (1, 1, 12, 20)


def test_rewrite_names_the_ends_and_leaves_the_original():
    original = half_precision_model()
    bytes_before = original.SerializeToString(deterministic=True)
    rewritten = graph.rewrite(original, 1, "in", "out")
    assert [value.name for value in (*rewritten.graph.input, *rewritten.graph.output)] == ["in", "out"]
    assert original.SerializeToString(deterministic=True) == bytes_before


def test_rounding_up_is_dropped_only_where_nothing_is_rounded():
    model = resizing_model(15)
    graph.resize_by_scales(model)
    graph.prune(model)
    graph.make_dynamic(model)
    with pytest.raises(ValueError, match="do not divide"):
        graph.clear_ceil_mode(model, 3)
    graph.clear_ceil_mode(model, 2)
    assert all(attribute.name != "ceil_mode" for node in model.graph.node for attribute in node.attribute)
