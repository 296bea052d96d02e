"""Kernels are trusted when they answer right, and only then."""

import json

import numpy as np
import pytest

from mattebox import InvalidOption, NoNetworks, native

# What ISNet in eight bits answers on a processor with AVX2 and without VNNI where nothing is done about it (onnxruntime
# 1.31.1 under QEMU's "Haswell").
SATURATED = [
    *(0.0321, 0.0510, 0.0934, 0.1187, 0.0720, 0.1824, 0.0918, 0.0115),
    *(0.1828, 0.0648, 0.0724, 0.2513, 0.1901, 0.2047, 0.3591, 0.2984),
]


class Answers:
    """A network that says so at the points that it is asked about."""

    def __init__(self, test, values):
        self._mask = np.zeros((1, 1, test["height"], test["width"]), np.float32)
        rows, columns = np.array(test["points"]).T
        self._mask[0, 0, rows, columns] = values

    def get_inputs(self):
        return [type("Input", (), {"name": "input"})]

    def run(self, _, given):
        assert given["input"].shape[2:] == self._mask.shape[2:]
        return [self._mask]


@pytest.fixture
def test(models_dir):
    return json.loads((models_dir / "models.json").read_text())["isnet_int8"]["graphs"]["wasm"]["self_test"]


def test_saturated_answers_are_told_from_right_ones(test):
    right = np.array(test["values"])
    assert native.is_right(Answers(test, right), test)
    assert native.is_right(Answers(test, right + 0.002), test), "other rounding"
    assert not native.is_right(Answers(test, SATURATED), test)
    assert not native.is_right(Answers(test, right.mean()), test)
    assert not native.is_right(Answers(test, np.nan), test)


def test_kernels_here_are_right(models_dir):
    networks = native.Networks(models_dir, threads=1)
    for role in ("main", "draft"):
        networks._session(role)
    assert networks.kernels == {"main": "integer", "draft": "integer"}


def test_where_integers_are_wrong_floats_take_their_place(models_dir, monkeypatch, test):
    real = native.session

    def saturating(path, threads, provider, kernels):
        return Answers(test, SATURATED) if kernels == "integer" else real(path, threads, provider, kernels)

    monkeypatch.setattr(native, "session", saturating)
    networks = native.Networks(models_dir, threads=1)
    found = native._run(networks._session("main"), native.question(64, 64))
    assert networks.kernels == {"main": "exact"}
    np.testing.assert_array_equal(found, native._run(real(models_dir / "isnet_int8.onnx", 1), native.question(64, 64)))


def test_where_nothing_is_right_nobody_gets_a_mask(models_dir, monkeypatch, test):
    monkeypatch.setattr(native, "session", lambda *_: Answers(test, SATURATED))
    with pytest.raises(NoNetworks, match="answers are wrong on this machine"):
        native.Networks(models_dir)._session("main")


def test_a_closed_session_says_so(models_dir):
    networks = native.Networks(models_dir, threads=1)
    networks._session("draft")
    networks.close()
    with pytest.raises(NoNetworks, match="closed"):
        networks._session("draft")


def test_what_cannot_be_had_is_refused_at_once(models_dir, tmp_path):
    for threads in (0, -1, 1.5, True, "2"):
        with pytest.raises(InvalidOption, match="threads is"):
            native.Networks(models_dir, threads=threads)
    with pytest.raises(InvalidOption, match=r"provider is 'Abacus'; it can be .*CPUExecutionProvider"):
        native.Networks(models_dir, provider="Abacus")
    with pytest.raises(NoNetworks, match="no folder of networks"):
        native.Networks(tmp_path)
    (tmp_path / "models.json").write_text("{}")
    (tmp_path / "models.json").write_text('{"a": {}}')
    with pytest.raises(NoNetworks, match="no folder of networks"):
        native.Networks(tmp_path)


def test_a_package_without_networks_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(native, "files", lambda _: tmp_path)
    with pytest.raises(NoNetworks, match=r"build\.py build"):
        native.own_networks()
