"""Putting together what is shipped, without the libraries that made it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import ModelProto, helper, numpy_helper

import model.assemble
from model.assemble import GRAPHS, put_networks, weights
from model.external import share_weights
from model.fetch import FetchError
from tools.here import ROOT

RANDOM = np.random.default_rng(0)
TENSORS = {
    "first": RANDOM.normal(size=(16, 33)).astype(np.float32),
    "small": np.ones(8, np.float32),
    "bytes": RANDOM.integers(-128, 127, 1999, np.int8),
    "last": RANDOM.normal(size=900),
}


def graph() -> ModelProto:
    ends = [helper.make_tensor_value_info(name, 1, []) for name in ("input", "output")]
    node = helper.make_node("Scale", ["input", *TENSORS], ["output"], alpha=0.5, axis=-1)
    inits = [numpy_helper.from_array(array, name) for name, array in TENSORS.items()]
    return helper.make_model(helper.make_graph([node], "test", ends[:1], ends[1:], inits), producer_version="ü")


def test_weights_are_those_that_onnx_takes_out():
    whole = graph().SerializeToString()
    outside = onnx.load_model_from_string(whole)
    expected = share_weights([outside], "w")
    assert len(expected) > 9000
    assert weights(whole, outside.SerializeToString()) == expected


def test_what_is_whole_is_left_alone_and_what_is_not_is_made_again(models_dir: Path, tmp_path: Path):
    put_networks(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in models_dir.iterdir()}
    kept, damaged = tmp_path / "isnet_int8.weights", tmp_path / "u2netp_small.weights"
    before = kept.stat().st_mtime_ns
    damaged.write_bytes(damaged.read_bytes()[:-1])
    put_networks(tmp_path)
    assert kept.stat().st_mtime_ns == before
    assert damaged.read_bytes() == (models_dir / damaged.name).read_bytes()


def test_graphs_that_do_not_fit_end_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    graphs = tmp_path / "graphs"
    graphs.mkdir()
    for path in GRAPHS.iterdir():
        (graphs / path.name).write_bytes(path.read_bytes())
    (graphs / "isnet_int8.gpu.onnx").write_bytes(b"another")
    monkeypatch.setattr(model.assemble, "GRAPHS", graphs)
    with pytest.raises(FetchError, match=r"isnet_int8\.gpu\.onnx: .* do not fit together"):
        put_networks(tmp_path)


def test_it_takes_the_standard_library_only(tmp_path: Path):
    program = (
        "import sys; from pathlib import Path; sys.path.append('.'); from model.assemble import put_networks;"
        f"put_networks(Path({str(tmp_path)!r}))"
    )
    without_packages = ["-I", "-S", "-c", program]
    subprocess.run([sys.executable, *without_packages], cwd=ROOT, check=True)
    assert (tmp_path / "isnet_int8.weights").stat().st_size > 40e6
