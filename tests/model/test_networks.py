"""The networks themselves, on real photos: what the rewriting and the quantising change."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import ModelProto
from PIL import Image

from model import catalog, graph
from model.__main__ import build, convert
from model.fetch import fetch
from model.quantizers import has_quantizers
from model.self_test import question

ISNET, U2NETP = (catalog.load()[name] for name in ("isnet", "u2netp"))
Mask = NDArray[np.float32]


def session(model: bytes | Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def run(model: bytes | Path, tensor: NDArray[np.float32]) -> Mask:
    """The first output: H×W."""
    network = session(model)
    mask = network.run([network.get_outputs()[0].name], {network.get_inputs()[0].name: tensor})[0]
    return mask[0, 0]


def tensor(photo: Path, model: catalog.Model, size: tuple[int, int]) -> NDArray[np.float32]:
    """What the catalogue says that the network wants to see; size is (width, height)."""
    with Image.open(photo) as image:
        pixels = np.asarray(image.convert("RGB").resize(size, Image.Resampling.BILINEAR), np.float32)
    if model.input.scale == "max":
        pixels = pixels / pixels.max()
    pixels = (pixels - np.float32(model.input.mean)) / np.float32(model.input.std)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])


@pytest.fixture(scope="module")
def full(cache_dir: Path) -> dict[str, bytes]:
    """The full networks as the build would write them."""
    return {
        name: convert(fetch(name, model.source, cache_dir).read_bytes(), model)
        for name, model in (("isnet", ISNET), ("u2netp", U2NETP))
    }


@pytest.fixture(scope="module")
def original(cache_dir: Path) -> ModelProto:
    return onnx.load(fetch("isnet", ISNET.source, cache_dir))


@pytest.fixture(scope="module")
def rewritten(original: ModelProto) -> bytes:
    return graph.rewrite(original, ISNET.input.multiple).SerializeToString()


@pytest.fixture(scope="module")
def astronaut(photos: dict[str, Path]) -> NDArray[np.float32]:
    return tensor(photos["astronaut"], ISNET, (ISNET.input.width, ISNET.input.height))


@pytest.fixture(scope="module")
def exact_mask(rewritten: bytes, astronaut: NDArray[np.float32]) -> Mask:
    """The astronaut by the float32 network."""
    mask = run(rewritten, astronaut)
    assert mask.min() < 0.01 and mask.max() > 0.99 and 0.3 < mask.mean() < 0.7
    return mask


def test_rewriting_changes_nothing(original: ModelProto, exact_mask: Mask, astronaut: NDArray[np.float32]):
    """Against the original with its constants and edges widened to float32: the same numbers."""
    widened = ModelProto()
    widened.CopyFrom(original)
    graph.to_float32(widened)
    np.testing.assert_allclose(run(widened.SerializeToString(), astronaut), exact_mask, rtol=0, atol=1e-4)


def test_original_differs_only_by_its_own_rounding(
    original: ModelProto, exact_mask: Mask, astronaut: NDArray[np.float32]
):
    """As published it rounds some edges to half precision, whose step is 4.9e-4 just below one."""
    difference = np.abs(run(original.SerializeToString(), astronaut) - exact_mask)
    assert difference.mean() < 1e-5
    assert np.mean(difference > 1e-4) < 0.01
    assert difference.max() < 1e-3


def test_int8_weights_move_the_mask_little(full: dict[str, bytes], exact_mask: Mask, astronaut: Mask):
    difference = np.abs(run(full["isnet"], astronaut) - exact_mask)
    assert difference.mean() < 2e-4  # measured 0.8e-4; plain rounding to nearest gives 2.9e-4
    assert difference.max() < 0.05


def test_other_sizes(full: dict[str, bytes], photos: dict[str, Path], exact_mask: Mask):
    mask = run(full["isnet"], tensor(photos["astronaut"], ISNET, (768, 1024)))
    assert mask.shape == (1024, 768)
    squeezed = np.asarray(Image.fromarray(exact_mask).resize((768, 1024), Image.Resampling.BILINEAR))
    assert np.abs(mask - squeezed).mean() < 0.05, "the same subject"


def test_u2netp_is_as_published(full: dict[str, bytes], cache_dir: Path, photos: dict[str, Path]):
    published = fetch("u2netp", U2NETP.source, cache_dir).read_bytes()
    built = full["u2netp"]
    for photo in photos.values():
        picture = tensor(photo, U2NETP, (U2NETP.input.width, U2NETP.input.height))
        np.testing.assert_allclose(run(built, picture), run(published, picture), rtol=0, atol=1e-4)
    picture = tensor(photos["astronaut"], U2NETP, (256, 320))
    assert run(built, picture).shape == (320, 256)


@pytest.mark.parametrize("name", catalog.load())
def test_graphs_are_plain(models_dir: Path, full: dict[str, bytes], name: str):
    files = [full[name]] if name in full else [path.read_bytes() for path in sorted(models_dir.glob(f"{name}*.onnx"))]
    for data in files:
        is_plain(onnx.load_model_from_string(data), catalog.load()[name])


def is_plain(model: ModelProto, expected: catalog.Model) -> None:
    (source,), (sink,) = model.graph.input, model.graph.output
    assert (source.name, sink.name) == (expected.input.name, expected.output.name)
    for value, channels in ((source, 3), (sink, 1)):
        assert value.type.tensor_type.elem_type == onnx.TensorProto.FLOAT
        dims = value.type.tensor_type.shape.dim
        assert [dim.dim_value or dim.dim_param for dim in dims] == [1, channels, "height", "width"]
    operators = {node.op_type for node in model.graph.node}
    plain = {"Conv", "Relu", "MaxPool", "Add", "Concat", "Resize", "Sigmoid"}
    relus = {"Relu"} if "QuantizeLinear" in operators else set()  # a range from zero may stand for each of them
    assert (operators - {"QuantizeLinear", "DequantizeLinear"}) | relus == plain
    assert expected.weights != "float32" or operators == plain
    attributes = {attribute.name for node in model.graph.node for attribute in node.attribute}
    assert "ceil_mode" not in attributes


@pytest.mark.parametrize("device", ["wasm", "webgpu"])
@pytest.mark.parametrize("name", catalog.shipped())
def test_self_test_tells_a_right_answer_from_a_wrong_one(models_dir: Path, name: str, device: str):
    graph = json.loads((models_dir / "models.json").read_text("utf-8"))[name]["graphs"][device]
    test = graph["self_test"]
    rows, columns = np.array(test["points"]).T
    answer = run(models_dir / graph["file"], question(test["height"], test["width"]))[rows, columns]
    assert np.abs(answer - test["values"]).max() < test["tolerance"] / 5
    rounded = has_quantizers(onnx.load(models_dir / graph["file"], load_external_data=False))
    assert np.ptp(test["values"]) > (4 if rounded else 10) * test["tolerance"], "no constant would pass: it needs 2"


@pytest.mark.parametrize("name", catalog.shipped())
def test_what_is_shipped_is_the_file_that_was_committed(models_dir: Path, cache_dir: Path, name: str):
    """Taking the weights out of it, and on a GPU the quantisers of activations, leaves the function as it was."""
    model = catalog.shipped()[name]
    entry = json.loads((models_dir / "models.json").read_text("utf-8"))[name]
    committed = fetch(name, model.source, cache_dir).read_bytes()
    picture = question(4 * model.input.multiple, 2 * model.input.multiple)
    wasm, gpu = (run(models_dir / entry["graphs"][device]["file"], picture) for device in ("wasm", "webgpu"))
    np.testing.assert_array_equal(wasm, run(committed, picture))
    if entry["graphs"]["wasm"]["file"] == entry["graphs"]["webgpu"]["file"]:
        assert not has_quantizers(onnx.load_model_from_string(committed))
    else:
        assert not has_quantizers(onnx.load(models_dir / entry["graphs"]["webgpu"]["file"], load_external_data=False))
        assert np.abs(wasm - gpu).mean() < 0.05, "the same subject"


def test_converting_again_gives_the_same_bytes(full: dict[str, bytes], cache_dir: Path):
    for name, model in (("isnet", ISNET), ("u2netp", U2NETP)):
        source = fetch(name, model.source, cache_dir).read_bytes()
        assert convert(source, model) == full[name]


def test_what_is_committed_is_what_would_be_made_again(models_dir: Path, tmp_path: Path):
    build(tmp_path)
    made, kept = (json.loads((folder / "models.json").read_text("utf-8")) for folder in (tmp_path, models_dir))
    for name, entry in made.items():
        for file in (*entry["graphs"].values(), entry["weights"]):
            assert (models_dir / file["file"]).read_bytes() == (tmp_path / file["file"]).read_bytes()
        for mine, its in zip(entry["graphs"].values(), kept[name]["graphs"].values(), strict=True):
            mine, its = mine["self_test"], its["self_test"]
            assert mine.pop("values") == pytest.approx(its.pop("values"), abs=0.02 * its["tolerance"])
            assert mine.pop("tolerance") == pytest.approx(its.pop("tolerance"), rel=0.02)
    assert made == kept
