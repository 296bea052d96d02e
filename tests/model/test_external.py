"""Weights in a file of their own, which several graphs read."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, TensorProto, helper, numpy_helper

from model.external import ALIGNMENT, share_weights

RANDOM = np.random.default_rng(0)
LARGE, ODD, OTHER = (RANDOM.normal(size=size).astype(np.float32) for size in ((16, 25), (1, 301), (1, 301)))


def graph(**tensors: np.ndarray) -> ModelProto:
    """The sum over each, and over all."""
    nodes = [helper.make_node("ReduceSum", [name], [f"{name} sum"], keepdims=0) for name in tensors]
    nodes.append(helper.make_node("Sum", ["input", *(f"{name} sum" for name in tensors)], ["output"]))
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, []) for name in ("input", "output")]
    inits = [numpy_helper.from_array(array, name) for name, array in tensors.items()]
    body = helper.make_graph(nodes, "test", ends[:1], ends[1:], inits)
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def places(model: ModelProto) -> dict[str, dict[str, str]]:
    return {
        tensor.name: {entry.key: entry.value for entry in tensor.external_data}
        for tensor in model.graph.initializer
        if tensor.data_location == TensorProto.EXTERNAL
    }


def test_large_tensors_that_all_have_are_shared():
    small = np.zeros(8, np.float32)
    models = [graph(odd=ODD, large=LARGE, own=ODD, small=small), graph(large=LARGE, odd=ODD, own=OTHER, small=small)]
    data = share_weights(models, "w")
    assert places(models[0]) == places(models[1])
    assert places(models[0]).keys() == {"odd", "large"}
    for name, array in (("odd", ODD), ("large", LARGE)):
        place = places(models[0])[name]
        offset, length = int(place["offset"]), int(place["length"])
        assert place["location"] == "w" and offset % ALIGNMENT == 0
        assert data[offset : offset + length] == array.tobytes()


def test_a_runtime_computes_the_same(tmp_path: Path):
    model = graph(odd=ODD, large=LARGE)
    x = {"input": np.array(3, np.float32)}
    (before,) = onnxruntime.InferenceSession(model.SerializeToString()).run(None, x)
    (tmp_path / "w").write_bytes(share_weights([model], "w"))
    onnx.save(model, tmp_path / "m.onnx")
    assert (tmp_path / "m.onnx").stat().st_size < 1000
    assert onnxruntime.InferenceSession(tmp_path / "m.onnx").run(None, x) == [before]
