"""The site with toys for networks, for tests of what the page does with a cut-out, whatever it is like.

All but the networks is dist/, file by file. The toys answer in a few milliseconds. Three photographs and their mirror
images they know by some of their colours, and say what the real networks see there, coarsely (masks/, which this module
makes when it is run by itself); in every other picture what is nearly white is the subject.
"""

import asyncio
import gzip
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper
from onnxruntime import InferenceSession
from PIL import Image

from mattebox.files.decode import open_image
from mattebox.subject.models import ModelSpec
from mattebox.subject.tensor import to_tensor
from model import __main__ as networks
from model import catalog
from model.fetch import sha256
from tools import site
from tools.here import DIST
from tools.samples import PHOTOS, photo
from web_segmenter import WebSegmenter, pipeline

Float = NDArray[np.float32]

MASKS = Path(__file__).with_name("masks")

SIDES = {"main": 320, "draft": 256}
MASK_SIDES = {"main": 128, "draft": 64}  # so that one can be told from the other
MEAN, STD = (128,) * 3, (256,) * 3
# A picture is known by so many colours a side, and is the one from which they are no farther than this in the mean.
KEY_SIDE = 8
ALIKE = 0.05
# After mean and std: what is brighter is the subject of a picture that is not known, and how sharp the line is.
BRIGHT, STEEP = 0.35, 40

make, FLOAT = helper.make_node, TensorProto.FLOAT
KEY = [
    make("AveragePool", ["input"], ["pooled"], kernel_shape=[8, 8], strides=[8, 8]),
    make("Resize", ["pooled", "", "", "of a key"], ["key"], mode="linear"),
]


def put_small_site(target: Path) -> Path:
    """A folder as a host serves it."""
    shutil.copytree(DIST, target, ignore=lambda folder, _: ["models"] if Path(folder) == DIST else [])
    (target / "models").mkdir()
    assets = json.loads((target / "assets.json").read_bytes())
    files = [file for file in assets["files"] if not file["path"].startswith("models/")]
    models = {name: _described(model) for name, model in catalog.shipped().items()}
    for name, toy in models.items():
        data = _network(toy).SerializeToString(deterministic=True)
        entry = networks.entry(toy) | networks.files(name, data, toy, target / "models")
        files += [_packed(file, target) for file in (entry["graphs"]["wasm"], entry["weights"])]  # one graph for both
        assets["models"][name] = entry
    text = json.dumps(assets | {"files": files, "version": sha256(json.dumps(files).encode())[:16]})
    (target / "assets.json").write_text(text)
    (target / "precache.js").write_bytes(site.precache(text))
    return target


def _packed(file: dict[str, Any], target: Path) -> dict[str, Any]:
    """A network's file in the one part that it needs; how assets.json tells of that."""
    raw = target / "models" / file["file"]
    data = gzip.compress(raw.read_bytes(), mtime=0)
    raw.unlink()
    part = {"path": f"models/{raw.name}.bin", "bytes": len(data), "sha256": sha256(data)}
    (target / part["path"]).write_bytes(data)
    file["parts"] = [part]
    return part | {"gzip_bytes": len(data), "group": "engine"}


def _described(model: catalog.Model) -> catalog.Model:
    given = replace(model.input, width=SIDES[model.role], height=SIDES[model.role], scale="none", mean=MEAN, std=STD)
    return replace(model, title=f"Toy of {model.title}", input=given, output=replace(model.output, range="unit"))


def _network(toy: catalog.Model) -> ModelProto:
    """Which of the pictures it knows it is asked about gives the mask; where it is none of them, brightness does."""
    tensors, masks = zip(*_known(toy), strict=True)
    constants = {
        "keys": _keys(tensors),
        "masks": np.stack([mask.ravel() for mask in masks]),
        "alike": np.float32(ALIKE),
        "bright": np.float32(BRIGHT),
        "steep": np.float32(STEEP),
        "one": np.float32(1),
        "rows": np.int64([0]),
        "channels": np.int64([1]),
        "all": np.int64([1, 2, 3]),
        "one mask": np.int64([1, 1]),
        "of a mask": np.int64([1, 1, *masks[0].shape]),
    }
    nodes = [
        *KEY,
        make("Sub", ["key", "keys"], ["differences"]),
        make("Abs", ["differences"], ["distances"]),
        make("ReduceMean", ["distances", "all"], ["distance"], keepdims=0),
        make("Less", ["distance", "alike"], ["is it"]),
        make("Cast", ["is it"], ["which"], to=FLOAT),
        make("Unsqueeze", ["which", "rows"], ["row"]),
        make("MatMul", ["row", "masks"], ["chosen"]),
        make("Reshape", ["chosen", "of a mask"], ["coarse"]),
        make("Shape", ["input"], ["sides"], start=2, end=4),
        make("Concat", ["one mask", "sides"], ["size"], axis=0),
        make("Resize", ["coarse", "", "", "size"], ["remembered"], mode="linear"),
        make("ReduceMean", ["input", "channels"], ["grey"], keepdims=1),
        make("Sub", ["grey", "bright"], ["brighter"]),
        make("Mul", ["brighter", "steep"], ["sharper"]),
        make("Sigmoid", ["sharper"], ["light"]),
        make("ReduceSum", ["which"], ["known"], keepdims=0),
        make("Sub", ["one", "known"], ["unknown"]),
        make("Mul", ["light", "unknown"], ["guessed"]),
        make("Add", ["remembered", "guessed"], ["output"]),
    ]
    return _model(nodes, constants, helper.make_tensor_value_info("output", FLOAT, [1, 1, "height", "width"]))


def _keys(tensors: Sequence[Float]) -> Float:
    out = helper.make_tensor_value_info("key", FLOAT, [1, 3, KEY_SIDE, KEY_SIDE])
    session = InferenceSession(_model(KEY, {}, out).SerializeToString())
    return np.concatenate([session.run(["key"], {"input": np.ascontiguousarray(tensor)})[0] for tensor in tensors])


def _model(nodes: list[NodeProto], constants: dict[str, NDArray[Any]], out: ValueInfoProto) -> ModelProto:
    given = helper.make_tensor_value_info("input", FLOAT, [1, 3, "height", "width"])
    values = constants | {"of a key": np.int64([1, 3, KEY_SIDE, KEY_SIDE])}
    tensors = [numpy_helper.from_array(np.asarray(value), name) for name, value in values.items()]
    graph = helper.make_graph(nodes, "toy", [given], [out], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


def _known(toy: catalog.Model) -> Iterator[tuple[Float, Float]]:
    """Tensors of the photographs and their mirror images, and what is to be seen there."""
    spec = ModelSpec.from_dict("toy", networks.entry(toy))
    side = MASK_SIDES[toy.role]
    for name in PHOTOS:
        with Image.open(photo(name)) as picture, Image.open(MASKS / f"{name}.png") as mask:
            tensor = to_tensor(picture.convert("RGB"), spec)
            seen = np.asarray(mask.resize((side, side), Image.Resampling.BOX), np.float32) / 255
        yield tensor, seen
        yield tensor[..., ::-1], seen[:, ::-1]


def bake(models: Path) -> None:
    """Write down what the real networks see in the photographs."""
    with WebSegmenter(models) as segmenter:
        for name in PHOTOS:
            image, _ = open_image(photo(name).read_bytes())
            sight = asyncio.run(pipeline(models, segmenter).find(image))
            mask = Image.fromarray(np.round(255 * sight.subject.mask).astype(np.uint8))
            mask.resize((MASK_SIDES["main"],) * 2, Image.Resampling.BOX).save(MASKS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    bake(site.MODELS)
