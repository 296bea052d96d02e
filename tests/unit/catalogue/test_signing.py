"""Content Credentials with a key of one's own: what the command signs its own reader, and the page's words, tell."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from catalogues import Run, put_pictures
from mattebox import credentials
from signing_key import put_key
from tools.here import WEB


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_key(tmp_path_factory.mktemp("key") / "key.pem")


@pytest.mark.parametrize(("name", "kind"), [("b.png", "image/png"), ("b.jpg", "image/jpeg"), ("b.webp", "image/webp")])
def test_what_is_signed_says_what_was_done(tmp_path: Path, run: Run, key: Path, name: str, kind: str) -> None:
    source, target = put_pictures(tmp_path, 1) / "000.png", tmp_path / name
    words = ["--key", key, "--background", "#ffffff", "--crop", "subject"]
    assert run("cut", source, target, *words) == 0
    told = credentials.read(target.read_bytes(), kind)
    assert told is not None
    assert (told["signer"], told["state"]) == ("Signer", "Valid")
    assert told["actions"] == [
        "c2pa.opened",
        "Background removed by a neural network",
        "Plain colours put behind the subject",
        "Cropped, resized or rotated",
    ]
    with Image.open(target) as image:
        image.load()


def test_only_what_was_done_is_stated(tmp_path: Path, run: Run, key: Path) -> None:
    source, target = put_pictures(tmp_path, 1, dark=True) / "000.png", tmp_path / "b.png"
    assert run("cut", source, target, "--key", key, "--background", "#ffffff") == 0
    told = credentials.read(target.read_bytes(), "image/png")
    assert told is not None and told["actions"] == ["c2pa.opened", "Plain colours put behind the subject"]
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[10:30, 10:30] = (200, 100, 50, 255)
    Image.fromarray(pixels).save(source)
    assert run("cut", source, target, "--key", key, "--overwrite", "--format", "mask") == 0
    told = credentials.read(target.read_bytes(), "image/png")
    assert told is not None and told["actions"] == ["c2pa.opened", "Saved as the mask alone"], "it was cut out already"


def test_a_change_is_seen(tmp_path: Path, run: Run, key: Path) -> None:
    source, target = put_pictures(tmp_path, 1) / "000.png", tmp_path / "b.png"
    assert run("cut", source, target, "--key", key) == 0
    data = bytearray(target.read_bytes())
    data[-20] ^= 1
    told = credentials.read(bytes(data), "image/png")
    assert told is not None and told["state"] == "Invalid"


def test_a_batch_signs_every_picture(tmp_path: Path, run: Run, key: Path) -> None:
    source, out = put_pictures(tmp_path / "in", 2), tmp_path / "out"
    assert run("batch", source, "--out", out, "--workers", 1, "--key", key) == 0
    for number in range(2):
        assert credentials.read((out / f"00{number}-cutout.png").read_bytes(), "image/png") is not None


def test_what_is_no_key_is_told(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source = put_pictures(tmp_path, 1) / "000.png"
    (tmp_path / "key.pem").write_text("no key")
    assert run("cut", source, "--key", tmp_path / "key.pem") == 1
    assert "is no PEM file of a private key" in capsys.readouterr().err
    assert not (tmp_path / "000-cutout.png").exists()
    (tmp_path / "r.json").write_text('{"output": {"credentials": true}}')
    assert run("cut", source, "--recipe", tmp_path / "r.json") == 2
    assert "give the signer's key as --key FILE" in capsys.readouterr().err


def test_the_words_are_the_pages() -> None:
    text = (WEB / "engine" / "credentials" / "manifest.js").read_text()
    page = dict(re.findall(r'^  (\w+): \{ action: "[\w.]+", description: "([^"]+)"', text, re.MULTILINE))
    page.pop("corrected")  # by hand, which the command does not do
    assert {step: said for step, (_, said, _) in credentials._STEPS.items()} == page
