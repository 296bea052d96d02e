"""The same pixels become the same file in browsers and here; what floats come to differs by their last bits at most."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

import web_python
from mattebox import Recipe
from recipes import RECIPES
from tools.here import ROOT

SCRIPT = ROOT / "tests" / "support" / "made_here.py"
# Of mattes: share of the pixels that may differ, and levels by which.
SHARE, LEVELS = 1e-3, 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, photos: dict[str, Path]) -> tuple[Path, Path]:
    """Folders: what Pyodide makes, what this Python makes."""
    folders = tmp_path_factory.mktemp("web"), tmp_path_factory.mktemp("here")
    for folder in folders:
        put_inputs(folder, photos)
    web_python.run(SCRIPT, folders[0])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "py")}
    subprocess.run([sys.executable, SCRIPT], cwd=folders[1], env=environment, check=True)
    return folders


def put_inputs(folder: Path, photos: dict[str, Path]) -> None:
    """As made_here.py wants them."""
    with Image.open(photos["coffee"]) as coffee, Image.open(photos["chelsea"]) as chelsea:
        original, ground = (np.asarray(image.convert("RGBA")) for image in (coffee, chelsea))
    y, x = np.ogrid[-1 : 1 : original.shape[0] * 1j, -1 : 1 : original.shape[1] * 1j]
    alpha = np.clip((0.8 - np.hypot(x, y)) * 255 / 0.1, 0, 255).astype(np.uint8)
    cutout = np.where(alpha[..., None] > 0, np.dstack([original[..., :3], alpha]), 0).astype(np.uint8)
    mask = np.asarray(Image.fromarray(alpha).resize((320, 320)))
    for name, pixels in {"original": original, "cutout": cutout, "ground": ground, "mask": mask}.items():
        np.save(folder / f"{name}.npy", pixels)
    recipes = {name: Recipe.from_dict(recipe).to_dict() for name, recipe in RECIPES.items()}
    (folder / "recipes.json").write_text(json.dumps(recipes))


def frames(file: Path) -> list[NDArray[np.uint8]]:
    with Image.open(io.BytesIO(file.read_bytes())) as image:
        return [np.asarray(each) for each in ImageSequence.Iterator(image)]


@pytest.mark.parametrize("name", RECIPES)
def test_the_same_pixels_become_the_same_file(made: tuple[Path, Path], name: str) -> None:
    theirs, ours = (folder / f"{name}.file" for folder in made)
    print(f"{name}: {'each byte of the file, too' if theirs.read_bytes() == ours.read_bytes() else 'packed otherwise'}")
    for one, other in zip(frames(theirs), frames(ours), strict=True):
        np.testing.assert_array_equal(one, other)
    with Image.open(theirs) as one, Image.open(ours) as other:
        assert (one.mode, one.size, one.getpalette()) == (other.mode, other.size, other.getpalette())
        assert one.info.get("transparency") == other.info.get("transparency")


@pytest.mark.parametrize("name", RECIPES)
def test_the_same_mask_becomes_nearly_the_same_matte(made: tuple[Path, Path], name: str) -> None:
    one, other = (np.load(folder / f"{name}.cut.npy").astype(np.int16) for folder in made)
    apart = np.abs(one - other).max(2)
    print(f"{name}: {(apart > 0).mean():.1e} of the pixels differ, by {apart.max()} levels at most")
    assert (apart > 0).mean() <= SHARE and apart.max() <= LEVELS
    np.testing.assert_array_equal(one[..., 3] == 255, other[..., 3] == 255)
