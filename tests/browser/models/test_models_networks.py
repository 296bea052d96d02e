"""Real networks, and all kinds of files, brought as somebody's own: the page cuts as the package does."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto
from playwright.sync_api import Page, expect

from bright import CONTRACT, bright
from mattebox.arrays import Float
from mattebox.files.decode import open_image
from mattebox.own import library
from mattebox.own.library import Kept
from mattebox.own.running import OwnNetworks
from mattebox.pipeline import Cutout, Pipeline
from mattebox.subject import models
from mode_menu import pick
from native_cut import mean_difference
from own_networks import add
from taken_apart import HEIGHT, WIDTH, Kernel, network
from tools.here import CACHE
from visitor import cut
from web_segmenter import WebSegmenter

# In 8-bit levels: a share of 1/255 of alpha.
CLOSE = 1.0

DEFORMED = {**CONTRACT, "size": [HEIGHT, WIDTH], "kind": "alpha", "post": "minmax", "title": "Deformed"}


def natively(file: Path, photo: Path, models_dir: Path, ours: WebSegmenter) -> Cutout:
    """The package's pipeline with that network, and the page's own numbers for the draft."""
    spec = library.contracts(file)[0]
    foreign = OwnNetworks(Kept(spec, file))

    async def segment(role: str, tensor: Float) -> NDArray[Any]:
        return ours.run("draft", tensor) if role == "draft" else foreign.answer(tensor, spec)

    specs = {**models.read(models_dir / "models.json"), "main": spec}
    image, _ = open_image(photo.read_bytes())
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, Pipeline(specs, segment).cut(image)).result()


def original(name: str, folder: Path) -> list[Path]:
    """One of the files that ours are made of, called as people have it."""
    (kept,) = CACHE.glob(f"{name}-*.onnx")
    path = folder / f"{name}.onnx"
    path.symlink_to(kept)
    return [path]


def made(path: Path, contract: dict[str, Any]) -> list[Path]:
    beside = path.with_name(f"{path.name}.json")
    beside.write_text(json.dumps(contract))
    return [path, beside]


def deformed(folder: Path, kernel: Kernel) -> list[Path]:
    path = folder / "deformed.onnx"
    path.write_bytes(network(kernel).SerializeToString())
    return made(path, DEFORMED)


def external(folder: Path) -> list[Path]:
    path = bright(folder / "away.onnx", external="weights.bin")
    return [*made(path, CONTRACT), folder / "weights.bin"]


FILES = {
    "U²-Net-p": lambda folder: original("u2netp", folder),
    "ISNet": lambda folder: original("isnet", folder),
    "half": lambda folder: made(bright(folder / "half.onnx", kind=TensorProto.FLOAT16), CONTRACT),
    "int8": lambda folder: made(bright(folder / "int8.onnx", weights="int8"), CONTRACT),
    "external": external,
    "GatherND": lambda folder: deformed(folder, Kernel()),
    "GatherND, reshaped": lambda folder: deformed(folder, Kernel(way="nd-reshaped", stride=1, groups=2)),
    "GatherElements": lambda folder: deformed(folder, Kernel(way="elements", masked=False, bias=True)),
}


@pytest.fixture(scope="module")
def ours(models_dir: Path) -> Any:
    with WebSegmenter(models_dir) as segmenter:
        yield segmenter


@pytest.mark.parametrize("kind", FILES)
def test_the_page_cuts_as_the_package_does(
    page: Page, photos: dict[str, Path], tmp_path: Path, models_dir: Path, ours: WebSegmenter, kind: str
) -> None:
    files = FILES[kind](tmp_path)
    mode = add(page, *files)
    pick(page, mode)
    result = cut(page, photos["chelsea"])
    assert result.notices == [] and "inference" in result.timings
    expected = natively(files[0], photos["chelsea"], models_dir, ours)
    alpha = np.asarray(result.image)[..., 3]
    apart = mean_difference(alpha, expected.alpha)
    print(f"{kind}: mean |Δα| {apart:.4f}/255, {result.timings['inference']:.0f} ms")
    assert result.found == expected.found and apart <= CLOSE
    page.click("#open-about")
    page.click("#open-models")
    rewritten = "deformable convolutions were rewritten" in page.locator("#models-list").inner_text()
    assert rewritten == kind.startswith("Gather")
    expect(page.locator("#models-list li")).not_to_have_count(0)
    page.keyboard.press("Escape")
