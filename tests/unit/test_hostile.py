"""Damaged, mislabelled and odd files, natively: a picture or one sentence that says what to do, and nothing else."""

import re

import numpy as np
import pytest
from PIL import Image

import hostile_files
from mattebox import cli
from mattebox.errors import MatteboxError
from mattebox.files import decode
from toy_networks import put_toys
from web_modules import evaluate

SNIFF = """async (hexes) => {
  const { sniff } = await import("./engine/python/sniff.js");
  return hexes.map((hex) => {
    const { format, pixels, animated } = sniff(Uint8Array.from(Buffer.from(hex, "hex")).buffer);
    return [format, pixels, animated];
  });
}"""

# What every sentence tells the person to do.
ADVICE = re.compile(r"save (a smaller copy|it as JPEG or PNG)|finished copying")


pytestmark = pytest.mark.usefixtures("heif")


@pytest.fixture(scope="module")
def files(photos, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    written = hostile_files.write(folder, photos["astronaut"])
    return {path.name: path for path in written}


def test_each_is_read_or_refused_with_advice(files):
    refused = 0
    for name, path in files.items():
        try:
            rgba, _ = decode.open_image(path.read_bytes())
        except MatteboxError as error:
            refused += 1
            assert ADVICE.search(str(error)) and "\n" not in str(error), f"{name}: {error}"
        else:
            assert rgba.dtype == np.uint8 and rgba.ndim == 3 and rgba.shape[2] == 4, name
    assert 100 < refused < len(files) - 50


def test_what_is_whole_is_read_as_what_it_is(files):
    """Within what each format loses."""
    usual = decode.open_image(files["usual.png"].read_bytes())[0].astype(np.int16)
    loses = {"gif": 30, "palette": 30, "bilevel": 128, "cmyk": 40, "lab": 6, "lossless": 0}
    loses |= dict.fromkeys(("clear.webp", "moving.png", "moving.webp"), 3) | dict.fromkeys(
        ("jpg", "mpo", "jfif", "jpe"), 6
    )
    loses |= dict.fromkeys(("webp", "heic", "avif", "HIF"), 6)
    for name in hostile_files.WHOLE:
        rgba, _ = decode.open_image(files[name].read_bytes())
        like = usual[..., :3].mean(axis=2, keepdims=True) if name.startswith(("grey", "bilevel")) else usual
        expected = 6 if name.startswith("grey") else next((loss for key, loss in loses.items() if key in name), 0)
        off = np.abs(rgba[..., :3] - like[..., :3])[rgba[..., 3] > 128]
        assert rgba.shape == usual.shape and np.median(off) <= expected, f"{name}: {np.median(off)}"


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif", "heic"])
def test_orientation(files, ending):
    upright, _ = decode.open_image(files[f"usual.{ending}"].read_bytes())
    for orientation, turn in {2: Image.Transpose.FLIP_LEFT_RIGHT, 6: Image.Transpose.ROTATE_270}.items():
        turned, _ = decode.open_image(files[f"turned-{orientation}.{ending}"].read_bytes())
        expected = np.asarray(Image.fromarray(upright).transpose(turn))
        assert turned.shape == expected.shape
        assert np.abs(turned.astype(np.int16) - expected).mean() < 4


def test_a_large_header_is_refused_before_memory_is_taken(files):
    for ending in ("png", "gif", "bmp", "jpg", "avif"):
        with pytest.raises(MatteboxError, match=r"too large|damaged"):
            decode.open_image(files[f"claims-280mp.{ending}"].read_bytes())


def test_heic_without_its_reader_says_what_it_needs(files):
    Image.ID.remove("HEIF")
    del Image.OPEN["HEIF"]
    with pytest.raises(MatteboxError, match=r"pillow-heif.*or save it as JPEG or PNG"):
        decode.open_image(files["usual.heic"].read_bytes())


def test_the_rest_of_a_folder_is_finished(files, tmp_path, capsys):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("usual.jpg", "cut-08.png", "empty.jpg", "text.png", "moving.gif"):
        (source / name).write_bytes(files[name].read_bytes())
    toys = str(put_toys(tmp_path / "toys"))
    assert cli.main(["batch", "--model", toys, str(source), "--out", str(target), "--workers", "1"]) == 1
    made = {path.name for path in target.iterdir() if path.suffix == ".png"}
    print(made, capsys.readouterr())
    assert made == {"moving-cutout.png", "usual-cutout.png"}


def test_what_first_bytes_tell_the_page(files):
    size = 192 * 144
    expected = {
        "usual.heic": ["heif", size, False],
        "turned-6.heic": ["heif", size, False],
        "usual.avif": ["avif", size, False],
        "moving.png": ["png", size, True],
        "usual.png": ["png", size, False],
        "turned-6.webp": ["webp", size, False],
        "moving.webp": ["webp", size, True],
        "cut-08.heic": ["heif", size, False],
    }
    assert evaluate(SNIFF, [files[name].read_bytes().hex() for name in expected]) == list(expected.values())
