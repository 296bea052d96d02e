"""The catalogue, and models.json which the build derives from it."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from model import catalog

CATALOG = catalog.load()


@pytest.mark.parametrize("name", CATALOG)
def test_entries_are_complete(name: str):
    model = CATALOG[name]
    assert re.fullmatch(r"[0-9a-f]{64}", model.source.sha256)
    assert model.source.bytes > 1e6 and model.source.download_bytes > 1e6
    assert len(model.input.mean) == len(model.input.std) == 3 and all(model.input.std)
    assert model.licence and len(model.licence_note) > 40


def test_each_role_is_filled_once():
    assert sorted(model.role for model in CATALOG.values()) == ["draft", "main"]


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('role = "main"', 'role = "chief"', ValueError),
        ('range = "unit"', "", TypeError),
        ('title = "ISNet general use"', 'titel = "ISNet general use"', TypeError),
        ("width = 1024", "width = 1000", ValueError),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, old: str, new: str, error: type[Exception]):
    text = catalog.PATH.read_text("utf-8")
    assert old in text
    path = tmp_path / "catalog.toml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(error):
        catalog.load(path)


def test_models_json_describes_the_files(models_dir: Path):
    entries = json.loads((models_dir / "models.json").read_text("utf-8"))
    assert entries.keys() == CATALOG.keys()
    for name, entry in entries.items():
        data = (models_dir / entry["file"]).read_bytes()
        assert len(data) == entry["bytes"] and hashlib.sha256(data).hexdigest() == entry["sha256"]
        model = CATALOG[name]
        assert entry["role"] == model.role and entry["licence_note"] == model.licence_note
        assert entry["input"]["multiple"] == model.input.multiple and entry["output"]["range"] == model.output.range
        assert model.source.package in entry["source"] and model.source.version in entry["source"]
