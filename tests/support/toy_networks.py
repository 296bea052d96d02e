"""Networks that answer in a millisecond, for tests of all that is around them: what is bright is the subject."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from mattebox import native

SIDE = 32
BRIGHT, STEEP = 0.1, 40


def put_toys(folder: Path) -> Path:
    """A folder of networks, as the build makes one."""
    folder.mkdir(parents=True, exist_ok=True)
    entries: dict[str, Any] = {}
    for role in ("main", "draft"):
        name = f"toy_{role}"
        path = folder / f"{name}.onnx"
        path.write_bytes(_network().SerializeToString())
        size = {"width": SIDE, "height": SIDE, "multiple": SIDE}
        tensor = {**size, "scale": "none", "mean": [128] * 3, "std": [256] * 3}
        graph = {"file": path.name, "self_test": _self_test(path)}
        told = {"role": role, "title": f"Toy, {role}", "graphs": {"wasm": graph, "webgpu": graph}}
        entries[name] = {**told, "input": tensor, "output": {"range": "unit"}}
    (folder / "models.json").write_text(json.dumps(entries))
    return folder


def _self_test(path: Path) -> dict[str, Any]:
    """What it answers when it is right."""
    network = native.session(path)
    (answer,) = network.run(None, {"input": native.question(SIDE, SIDE)})
    points = [[row, column] for row in range(0, SIDE, 8) for column in range(0, SIDE, 8)]
    values = [float(answer[0, 0, row, column]) for row, column in points]
    return {"width": SIDE, "height": SIDE, "points": points, "values": values}


def _network() -> onnx.ModelProto:
    constants = {"channels": np.int64([1]), "bright": np.float32(BRIGHT), "steep": np.float32(STEEP)}
    nodes = [
        helper.make_node("ReduceMean", ["input", "channels"], ["grey"], keepdims=1),
        helper.make_node("Sub", ["grey", "bright"], ["brighter"]),
        helper.make_node("Mul", ["brighter", "steep"], ["sharper"]),
        helper.make_node("Sigmoid", ["sharper"], ["mask"]),
    ]
    given = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, SIDE, SIDE])
    answer = helper.make_tensor_value_info("mask", TensorProto.FLOAT, [1, 1, SIDE, SIDE])
    initial = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "toy", [given], [answer], initial)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def picture(width: int = 24, height: int = 16, seed: int = 0) -> np.ndarray[Any, Any]:
    """uint8 (H, W, 3): a bright block before a dark ground, of colours that depend on the seed."""
    image = np.empty((height, width, 3), np.uint8)
    image[:] = [seed % 40, seed // 40 % 40, 30]
    image[height // 4 : -height // 4, width // 4 : -width // 4] = [250, 240 - seed % 30, 230]
    return image
