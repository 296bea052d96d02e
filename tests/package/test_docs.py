"""Every example of docs/library.md runs, one after the other, as somebody would who reads it."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

import mattebox
from tools.here import ROOT

EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(photos, tmp_path, monkeypatch):
    """Where the examples find their pictures."""
    monkeypatch.chdir(tmp_path)
    for name, photo in (("photo", "chelsea"), ("wall", "coffee")):
        with Image.open(photos[photo]) as image:
            image.convert("RGB").resize((225, 150)).save(f"{name}.jpg")
    Path("catalogue").mkdir()
    for number in range(2):
        shutil.copy("photo.jpg", f"catalogue/{number}.jpg")
    Path("broken.jpg").write_text("no picture")
    Path("input.png").write_bytes(Path("photo.jpg").read_bytes())
    return tmp_path


def test_the_library(folder, capsys):
    examples = EXAMPLE.findall((ROOT / "docs" / "library.md").read_text("utf-8"))
    assert len(examples) > 7
    names = {"mattebox": mattebox}
    for example in examples:
        exec(compile(example, "docs/library.md", "exec"), names)
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix != ".json"} - {"catalogue"}
    named = {*re.findall(r'save\("([^"]+)"\)', "".join(examples)), "output.png", "catalogue/0.png", "catalogue/1.png"}
    given = {"photo.jpg", "wall.jpg", "broken.jpg", "input.png", "catalogue/0.jpg", "catalogue/1.jpg"}
    assert made == named | given
    for name in named:
        with Image.open(name) as image:
            image.load()
    told = capsys.readouterr().out
    assert "segment" in told and "not a picture in a known format" in told
    assert mattebox.Recipe.from_json(Path("recipe.json").read_text()).output.quality == 92
