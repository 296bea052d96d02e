"""Every example of the documents does what it says."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from catalogues import put_pictures
from mattebox import cli, native
from mattebox.own import library
from signing_key import put_key
from tools.here import ROOT
from toy_networks import picture

DOCS = ROOT / "docs"
# What the networks are told where nobody tells: toys.
OF_NETWORKS = {"cut", "batch", "models", "doctor", "info"}
SHELL = set("|<>")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (DOCS / name).read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, toys: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the files that the examples speak of, and `mattebox` in it."""
    monkeypatch.chdir(tmp_path)
    Image.fromarray(picture(60, 40)).save("photo.jpg", quality=95)
    Image.fromarray(np.full((40, 40, 3), (90, 160, 220), np.uint8)).save("beach.png")
    put_pictures(tmp_path / "photos", 2, names=["a.jpg", "a.png"])
    put_key(tmp_path / "key.pem")
    shutil.copy(toys / "toy_main.onnx", "BiRefNet_lite.onnx")
    monkeypatch.setattr(library, "folder", lambda: tmp_path / "data")
    monkeypatch.setattr(native, "own_networks", lambda: toys)
    (recipe,) = blocks("recipes.md", "json")
    Path("shop.json").write_text(recipe)
    Path("beach.json").write_text('{"finish": {"background": {"kind": "picture"}}}')
    run = f"exec {sys.executable} -m mattebox.cli"
    cases = f'case $1 in {"|".join(sorted(OF_NETWORKS))}) word=$1; shift; {run} "$word" --model {toys} "$@";; esac'
    script = f'#!/bin/sh\n{cases}\n{run} "$@"\n'
    Path("mattebox").write_text(script)
    Path("mattebox").chmod(0o700)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "py"))
    monkeypatch.setenv("PATH", f"{tmp_path}:{Path('/usr/bin')}:/bin")
    yield tmp_path


def do(line: str, toys: Path) -> int:
    """In a shell only what needs one: to start a process takes long."""
    words = shlex.split(line)
    if SHELL & set(words):
        return subprocess.run(["sh", "-c", line], check=False).returncode
    assert words[0] == "mattebox", line
    network = ["--model", str(toys)] if words[1] in OF_NETWORKS else []
    return cli.main([words[1], *network, *words[2:]])


@pytest.mark.skipif(sys.platform == "win32" or shutil.which("sh") is None, reason="the examples are for a Unix shell")
@pytest.mark.parametrize("name", ["command.md", "recipes.md"])
def test_every_line_ends_well(name: str, desk: Path, toys: Path) -> None:
    lines = [line for block in blocks(name, "sh") for line in block.splitlines()]
    assert len(lines) >= 4
    for line in lines:
        assert do(line, toys) == 0, line
    made = {path.relative_to(desk).as_posix() for path in desk.rglob("*") if path.is_file()}
    expected = {
        "command.md": {
            *{"photo-cutout.png", "shoe.webp", "results/photo-cutout.png", "results/a-cutout-2.png", "some/a-free.png"},
            *{"piped.png", "id.jpg", "catalogue/manifest.jsonl", "white/a-cutout-2.png", "signed.png", "own.png"},
        },
        "recipes.md": {"photo-cutout.jpg", "shop/a-cutout-2.jpg", "soft/a-cutout.webp", "on-beach.jpg"},
    }
    assert expected[name] <= made


def test_python_in_recipes(desk: Path, toys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import mattebox

    usual = mattebox.Session
    monkeypatch.setattr(mattebox, "Session", lambda: usual(model=toys), raising=False)
    (code,) = blocks("recipes.md", "python")
    exec(
        compile(code.replace('open("shop.json").read()', 'Path("shop.json").read_text()'), "recipes.md", "exec"),
        {"Path": Path},
    )
    with Image.open("shop.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (2000, 2000))


def test_lines_for_several_machines(desk: Path, toys: Path) -> None:
    shards, engine = (block.splitlines() for block in blocks("ray.md", "sh"))
    assert [do(line, toys) for line in shards] == [0, 0]
    assert len(list((desk / "catalogue").glob("*.png"))) == 2
    pytest.importorskip("ray", reason="Ray is not installed")
    for line in engine:  # in a process of its own, whose cluster ends with it
        (desk / "line.sh").write_text(line)
        for _ in range(3):  # Ray gives itself 30 s to start, which is little on a machine that other tests keep busy
            ended = subprocess.run(["sh", "line.sh"], check=False, capture_output=True, text=True)
            if "Ray has not started" not in ended.stderr:
                break
        assert ended.returncode == 0, ended.stderr
    assert len(list((desk / "ray").glob("*.png"))) == 2
