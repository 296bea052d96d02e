"""With the real networks and photographs: the command gives what the library gives, by however many processes."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import mattebox
from mattebox import cli
from mattebox.catalogue import manifest


@pytest.fixture(scope="module")
def expected(models_dir: Path, photos: dict[str, Path]) -> dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]"]:
    with mattebox.Session() as session:
        return {name: session.cut(path).rgba for name, path in photos.items()}


def test_one_and_many_are_the_librarys(
    tmp_path: Path, photos: dict[str, Path], expected: dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]"]
) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name, path in photos.items():
        shutil.copyfile(path, source / f"{name}{path.suffix}")
    assert cli.main(["batch", str(source), "--out", str(out), "--workers", "2", "--name", "{name}"]) == 0
    astronaut = photos["astronaut"]
    assert cli.main(["cut", str(astronaut), str(tmp_path / "one.png")]) == 0
    for line in manifest.read(out / "manifest.jsonl"):
        assert (line.status, line.found, line.model) == ("ok", True, "isnet_int8, u2netp_small")
    for path, name in [*((out / f"{name}.png", name) for name in photos), (tmp_path / "one.png", "astronaut")]:
        with Image.open(path) as image:
            made = np.asarray(image)
        # Threads add up in another order: a level of alpha now and then.
        assert np.abs(made[..., 3].astype(np.int16) - expected[name][..., 3]).mean() <= 0.1, path
        solid = (made[..., 3] == 255) & (expected[name][..., 3] == 255)
        assert (made[solid] == expected[name][solid]).all() and solid.mean() > 0.1, path
