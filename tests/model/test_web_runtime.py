"""The shipped networks in onnxruntime-web, as the page runs them, beside the same graphs natively, in floats."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps

from mattebox import native
from mattebox.subject import models
from mattebox.subject.models import ModelSpec
from mattebox.subject.tensor import to_tensor
from model.self_test import question
from web_segmenter import WebSegmenter

Float = NDArray[np.float32]

# Rounding to eight bits: kernels that sum in another order fall on the other side now and then.
MEAN_LIMIT = 1.5 / 255
THREADS_LIMIT = 0.1 / 255
# Of integer kernels natively: measured 0.00 to 0.03.
KERNELS_LIMIT = 0.1 / 255
ROLES = ("main", "draft")


@pytest.fixture(scope="module")
def specs(models_dir: Path) -> dict[str, ModelSpec]:
    return models.read(models_dir / "models.json")


@pytest.fixture(scope="module")
def web(models_dir: Path) -> Iterator[WebSegmenter]:
    with WebSegmenter(models_dir, threads=2) as segmenter:
        yield segmenter


@pytest.fixture(scope="module")
def pictures(photos: dict[str, Path]) -> dict[str, Image.Image]:
    """Ten of three: as they are, mirrored, parts of them, and one before another."""
    whole = {name: Image.open(path).convert("RGB") for name, path in photos.items()}
    mirrored = {f"{name}, mirrored": ImageOps.mirror(photo) for name, photo in whole.items()}
    part = {name: photo.crop(tuple(np.array(photo.size * 2) // 6 * (1, 0, 5, 4))) for name, photo in whole.items()}
    parts = {f"{name}, a part": photo for name, photo in part.items()}
    both = whole["coffee"].copy()
    both.paste(whole["chelsea"].resize((300, 200)), (20, 180))
    return whole | mirrored | parts | {"chelsea before coffee": both}


def test_a_small_tensor(
    web: WebSegmenter, specs: dict[str, ModelSpec], models_dir: Path, pictures: dict[str, Image.Image]
) -> None:
    """Of a picture: what has no subject at all leaves a network undecided, and then each rounding shows."""
    own = native.segmenter(specs, models_dir)
    for role in ROLES:
        small = replace(specs[role], width=192, height=256)
        tensor = to_tensor(pictures["astronaut"], small)
        mask = web.run(role, tensor)
        assert mask.dtype == np.float32 and mask.shape == tensor.shape[2:]
        assert np.abs(mask - asyncio.run(own(role, tensor))).mean() <= MEAN_LIMIT
        other = web.run(role, tensor + np.float32(0.2))
        assert not np.array_equal(mask, other)
        mask[:] = 7
        assert web.run(role, tensor).max() <= 1, "what is remembered is nobody's to write to"


def test_what_is_asked_again_is_not_computed_again(web: WebSegmenter, monkeypatch: pytest.MonkeyPatch) -> None:
    mask = web.run("draft", question(64, 96))
    monkeypatch.setattr(web, "_ask", None)
    np.testing.assert_array_equal(web.run("draft", question(64, 96)), mask)


def test_its_end_is_told(models_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with WebSegmenter(models_dir) as segmenter, pytest.raises(RuntimeError, match="has ended"):
        segmenter.run("nobody", question(64, 64))
    assert "Error" in capfd.readouterr().err


@pytest.mark.parametrize("role", ROLES)
def test_masks_are_those_of_the_float_simulation(
    web: WebSegmenter,
    specs: dict[str, ModelSpec],
    models_dir: Path,
    photos: dict[str, Path],
    pictures: dict[str, Image.Image],
    role: str,
) -> None:
    """The photographs at the network's own size, what is made of them at half of it: the same kernels are at work."""
    whole = specs[role]
    half = replace(whole, width=whole.width // 2, height=whole.height // 2)
    own = native.segmenter({role: whole}, models_dir)
    means = []
    for name, picture in pictures.items():
        tensor = to_tensor(picture, whole if name in photos else half)
        difference = np.abs(web.run(role, tensor) - asyncio.run(own(role, tensor)))
        means.append(float(difference.mean()))
        print(f"{role}, {name}: mean |Δmask| {255 * means[-1]:.4f}/255, largest {255 * difference.max():.1f}/255")
    assert len(means) == 10
    assert np.mean(means) <= MEAN_LIMIT


def test_integer_kernels_are_the_pages(
    web: WebSegmenter, specs: dict[str, ModelSpec], models_dir: Path, pictures: dict[str, Image.Image]
) -> None:
    """Those of the library say what WebAssembly's say, and both are about as far from the float simulation."""
    networks = native.Networks(models_dir)
    means = []
    for name, picture in pictures.items():
        tensor = to_tensor(picture, replace(specs["main"], width=256, height=192))
        difference = np.abs(web.run("main", tensor) - asyncio.run(networks.segment("main", tensor)))
        means.append(float(difference.mean()))
        print(f"{name}: mean |Δmask| {255 * means[-1]:.4f}/255, largest {255 * difference.max():.1f}/255")
    assert networks.kernels["main"] == "integer"
    assert np.mean(means) <= KERNELS_LIMIT


def test_threads_change_nothing(
    web: WebSegmenter, specs: dict[str, ModelSpec], models_dir: Path, photos: dict[str, Path]
) -> None:
    photo = Image.open(photos["coffee"]).convert("RGB")
    with WebSegmenter(models_dir, threads=1) as single:
        for role in ROLES:
            tensor = to_tensor(photo, specs[role])
            assert np.abs(single.run(role, tensor) - web.run(role, tensor)).max() <= THREADS_LIMIT
