"""Networks that somebody could bring, of three nodes: what is brighter than half way is the subject."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from toy_networks import SIDE

CONTRACT = {"size": [SIDE, SIDE], "mean": [0.5] * 3, "std": [1] * 3, "kind": "logits", "title": "Mine"}


def bright(
    path: Path,
    *,
    kind: int = TensorProto.FLOAT,
    steep: float = 40.0,
    external: str | None = None,
    op: str = "Sub",
    side: int = SIDE,
    weights: str = "float",
) -> Path:
    """Written there; its answer are logits."""
    dtype = helper.tensor_dtype_to_np_dtype(kind)
    nodes = [
        helper.make_node("ReduceMean", ["picture", "channels"], ["grey"], keepdims=1),
        helper.make_node("Mul", ["grey", "steep"], ["steeper"]),
        helper.make_node(op, ["steeper", "zero"], ["answer"]),
    ]
    constants: dict[str, Any] = {
        "channels": np.int64([1]),
        "steep": np.full((1, 1, side, side), steep, dtype),
        "zero": dtype.type(0),
    }
    if weights == "int8":  # and a scale
        constants |= {"whole": np.full((1, 1, side, side), 100, np.int8), "scale": dtype.type(steep / 100)}
        del constants["steep"]
        nodes.insert(0, helper.make_node("DequantizeLinear", ["whole", "scale"], ["steep"]))
    initial = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    given = helper.make_tensor_value_info("picture", kind, [1, 3, side, side])
    answer = helper.make_tensor_value_info("answer", kind, [1, 1, side, side])
    graph = helper.make_graph(nodes, "bright", [given], [answer], initial)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    if external:
        onnx.save(model, path, save_as_external_data=True, location=external, size_threshold=100)
    else:
        path.write_bytes(model.SerializeToString())
    return path
