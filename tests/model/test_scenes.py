"""Training scenes: the same from the same seed, of every sort, and within bounds."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.compress.scenes import Pictures, scene

RED, GREEN, BLUE = (220, 30, 30), (30, 220, 30), (30, 30, 220)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    """Photographs left half green, right half blue; a red disc on a clear ground."""
    folder = tmp_path_factory.mktemp("pictures")
    for i, size in enumerate([(400, 300), (90, 700), (640, 640)]):
        photo = Image.new("RGB", size, GREEN)
        photo.paste(BLUE, (size[0] // 2, 0, *size))
        photo.save(folder / f"photo{i}.png")
    y, x = np.mgrid[-100:100, -100:100]
    disc = np.zeros((200, 200, 4), np.uint8)
    disc[..., :3] = RED
    disc[..., 3] = np.where(x * x + y * y < 95**2, 255, 0)
    Image.fromarray(disc).save(folder / "cutout.png")
    return Pictures(sorted(folder.glob("photo*.png")), [folder / "cutout.png"])


def test_the_same_seed_gives_the_same_scene(pictures: Pictures):
    first = [scene(seed, pictures, 96).tobytes() for seed in range(40)]
    assert first == [scene(seed, pictures, 96).tobytes() for seed in range(40)]
    assert len(set(first)) > 30


def test_every_scene_is_an_rgb_square(pictures: Pictures):
    for seed in range(60):
        picture = scene(seed, pictures, 64)
        assert picture.size == (64, 64) and picture.mode == "RGB"


def test_some_scenes_have_a_cutout_and_some_are_grey(pictures: Pictures):
    scenes = [np.asarray(scene(seed, pictures, 64), np.int16) for seed in range(300)]
    red = [((s[..., 0] - s[..., 1:].max(-1)) > 80).mean() for s in scenes]
    assert 0.15 < np.mean([share > 0.01 for share in red]) < 0.4
    grey = [np.abs(s - s.mean(-1, keepdims=True)).max() < 1 for s in scenes]
    assert 0.05 < np.mean(grey) < 0.25


def test_without_cutouts_there_are_photographs_alone(pictures: Pictures):
    for seed in range(60):
        values = np.asarray(scene(seed, Pictures(pictures.photos, []), 64), np.int16)
        assert ((values[..., 0] - values[..., 1:].max(-1)) > 80).mean() < 0.01


def test_files_are_left_alone(pictures: Pictures):
    before = {path: path.read_bytes() for path in (*pictures.photos, *pictures.cutouts)}
    for seed in range(20):
        scene(seed, pictures, 64)
    assert {path: path.read_bytes() for path in before} == before
    assert all(isinstance(path, Path) for path in before)
