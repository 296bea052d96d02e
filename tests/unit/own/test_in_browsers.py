"""What browsers keep of networks gives the same in their runtime as the file gives in the package's."""

import shutil
import subprocess

import numpy as np
import pytest
from onnx import TensorProto

from bright import bright
from mattebox import native
from mattebox.own.arriving import Arriving, Source
from taken_apart import HEIGHT, WIDTH, Kernel, network
from tools.here import ROOT
from toy_networks import SIDE

RUNNER = ROOT / "tests" / "support" / "web_network.mjs"

DEFORMED = {
    "mask": Kernel(),
    "plain": Kernel(masked=False),
    "one": Kernel(side=1),
    "five": Kernel(side=5),
    "strides": Kernel(stride=2),
    "dilations": Kernel(dilation=2),
    "groups": Kernel(groups=2),
    "bias": Kernel(bias=True),
    "elements": Kernel(way="elements"),
    "reshaped": Kernel(way="nd-reshaped"),
    "later": Kernel(opset=20),
}
BRIGHT = {
    "half": {"kind": TensorProto.FLOAT16},
    "int8": {"weights": "int8"},
    "external": {"external": "external.data"},
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """By name: what the file says natively, and what that which is kept of it says in onnxruntime-web."""
    originals, kept = tmp_path_factory.mktemp("originals"), tmp_path_factory.mktemp("kept")
    for name, kernel in DEFORMED.items():
        (originals / f"{name}.onnx").write_bytes(network(kernel).SerializeToString())
    for name, how in BRIGHT.items():
        bright(originals / f"{name}.onnx", **how)
    wanted = {}
    random = np.random.default_rng(5)
    for path in sorted(originals.glob("*.onnx")):
        files = [path, *originals.glob(f"{path.stem}.data")]
        sources = {file.name: Source(file.stat().st_size, reader(file)) for file in files}
        with (kept / path.name).open("wb") as out:
            Arriving(sources).copy(out.write)
        for data in files[1:]:
            shutil.copy(data, kept)
        session = native.session(path)
        (given,) = session.get_inputs()
        question = random.normal(size=given.shape).astype(np.float32)
        (kept / f"{path.stem}.in").write_bytes(question.tobytes())
        kind = np.float16 if "float16" in given.type else np.float32
        wanted[path.stem] = session.run(None, {given.name: question.astype(kind)})[0].astype(np.float32)
    subprocess.run([shutil.which("node") or "node", RUNNER, kept], check=True)
    return {
        name: (each, np.frombuffer((kept / f"{name}.out").read_bytes(), np.float32).reshape(each.shape))
        for name, each in wanted.items()
    }


def reader(path):
    return lambda start, stop: path.read_bytes()[start:stop]


@pytest.mark.parametrize("name", DEFORMED)
def test_deformable_convolutions_that_are_put_together_compute_the_same(answers, name):
    wanted, found = answers[name]
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-4 * float(np.abs(wanted).max()))
    assert wanted.std() > 0.1 and wanted.shape[2:] == ((HEIGHT, WIDTH) if name != "strides" else (8, 9))


@pytest.mark.parametrize("name", BRIGHT)
def test_other_kinds_of_weights_compute_the_same(answers, name):
    wanted, found = answers[name]
    assert wanted.shape == (1, 1, SIDE, SIDE) and wanted.std() > 0.1
    np.testing.assert_allclose(found, wanted, rtol=2e-3 if name == "half" else 1e-5, atol=1e-2)
