"""The catalogue, and models.json which the build derives from it."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from model import catalog
from model.__main__ import convert

CATALOG = catalog.load()


@pytest.mark.parametrize("name", CATALOG)
def test_entries_are_complete(name: str):
    model = CATALOG[name]
    assert re.fullmatch(r"[0-9a-f]{64}", model.source.sha256)
    assert model.source.bytes > 1e6
    assert (model.source.download_bytes > 1e6) != (model.source.kind == "file")
    assert len(model.input.mean) == len(model.input.std) == 3 and all(model.input.std)
    assert model.licence and len(model.licence_note) > 40


def test_each_role_is_filled_once():
    assert sorted(model.role for model in CATALOG.values()) == ["draft", "main", "original", "original"]
    assert sorted(model.role for model in catalog.shipped().values()) == ["draft", "main"]


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('role = "original"', 'role = "chief"', ValueError),
        ('range = "unit"', "", TypeError),
        ('title = "ISNet general use"', 'titel = "ISNet general use"', TypeError),
        ("width = 1024", "width = 1000", ValueError),
        ('weights = "int8"', 'weights = "int4"', ValueError),
        ('kind = "npm"', 'kind = "deb"', ValueError),
        ('member = "/models/medium"', 'member = ""', ValueError),
        ('kind = "npm"', 'kind = "file"', ValueError),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, old: str, new: str, error: type[Exception]):
    text = catalog.PATH.read_text("utf-8")
    assert old in text
    path = tmp_path / "catalog.toml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(error):
        catalog.load(path)


COMMITTED = """
[thin]
title = "A network that was fitted here"
role = "main"
weights = "stored"
licence = "MIT"
licence_note = "Fitted to the answers of another."
source = { kind = "file", member = "weights/thin.onnx", bytes = 12, sha256 = "00" }
input = { name = "input", width = 64, height = 64, multiple = 64, scale = "none", mean = [0, 0, 0], std = [1, 1, 1] }
output = { name = "output", range = "unit" }
"""


def test_a_committed_file_needs_no_package(tmp_path: Path):
    path = tmp_path / "catalog.toml"
    path.write_text(COMMITTED, "utf-8")
    model = catalog.load(path)["thin"]
    assert (model.source.kind, model.source.member, model.source.bytes) == ("file", "weights/thin.onnx", 12)
    assert str(model.source) == "file: model/weights/thin.onnx"
    path.write_text(COMMITTED.replace("bytes = 12", 'bytes = 12, version = "1.0"'), "utf-8")
    with pytest.raises(ValueError, match="version"):
        catalog.load(path)
    path.write_text(COMMITTED.replace("bytes = 12,", ""), "utf-8")
    with pytest.raises(TypeError, match="bytes"):
        catalog.load(path)


def test_stored_weights_are_taken_as_they_are(tmp_path: Path):
    path = tmp_path / "catalog.toml"
    path.write_text(COMMITTED, "utf-8")
    assert convert(b"whatever it is", catalog.load(path)["thin"]) == b"whatever it is"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (catalog.Source("npm", "@scope/name", "1.2", "/models/x", 1, 1, ""), "npm: @scope/name@1.2, /models/x"),
        (catalog.Source("pypi", "name", "1.2", "x.onnx", 1, 1, ""), "pypi: name==1.2, x.onnx"),
        (catalog.Source("deb", "name", "1:2-3", "", 1, 1, ""), "deb: name=1:2-3"),
    ],
)
def test_a_source_says_how_to_ask_for_it(source: catalog.Source, text: str):
    assert str(source) == text


def test_models_json_describes_the_files(models_dir: Path):
    entries = json.loads((models_dir / "models.json").read_text("utf-8"))
    assert entries.keys() == catalog.shipped().keys()
    for name, entry in entries.items():
        for file in (*entry["graphs"].values(), entry["weights"]):
            data = (models_dir / file["file"]).read_bytes()
            assert len(data) == file["bytes"] and hashlib.sha256(data).hexdigest() == file["sha256"]
        model = CATALOG[name]
        assert entry["role"] == model.role and entry["licence_note"] == model.licence_note
        assert entry["input"]["multiple"] == model.input.multiple and entry["output"]["range"] == model.output.range
        assert entry["source"] == str(model.source)
