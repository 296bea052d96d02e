"""The Python package makes of a picture what the page makes of it, and reads the same recipes."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence
from playwright.sync_api import Page

from mattebox import Recipe, Session
from native_cut import mean_difference
from pictures import gradient
from recipes import RECIPES
from visitor import cut
from web_segmenter import WebSegmenter

# The last bit of a float is not the same in WebAssembly: so many pixels, of the edge, may differ, by so many levels.
SHARE, LEVELS = 1e-3, 4
# Of 256 colours dithering makes other dots of one such pixel: what is alike is how near the picture they come. What the
# same pixels make is the same: tests/package/test_same_anywhere.py.
PALETTE_SHARE = 0.05
# JPEG tells neighbours of what one pixel has more.
JPEG_LEVELS = 16

PHOTOS = ("astronaut", "chelsea", "coffee")

FIXES = [
    {"type": "tidy", "what": "specks"},
    {"type": "stroke", "effect": "erase", "tool": "brush", "points": [150, 150, 20], "hard": True, "softness": 0.3},
]

ENGINE = """async () => {
  const { Engine } = await import("./engine/index.js");
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "theirs" });
  document.body.append(input);
  globalThis.theirs = new Engine({ base: new URL("./", location.href) });
}"""

CUT = """async ({ finish, fixes, ...options }) => {
  const [file, picture] = document.querySelector("#theirs").files;
  const background = { ...finish.background, ...(finish.background.kind === "picture" && { picture }) };
  const { blob } = await theirs.cut(file, { ...options, fixes, finish: { ...finish, background } });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


@pytest.fixture(scope="module")
def tab(page: Page, photos: dict[str, Path]) -> Page:
    """With one picture, and one for its background, for all recipes: the networks run once a mode."""
    page.evaluate(ENGINE)
    page.set_input_files("#theirs", [photos["coffee"], photos["chelsea"]])
    return page


@pytest.fixture(scope="module")
def own(models_dir: Path) -> Iterator[Session]:
    with Session(model=models_dir) as session:
        yield session


@pytest.fixture(scope="module")
def on_the_pages_masks(models_dir: Path) -> Iterator[Session]:
    """The package with onnxruntime-web's numbers: of quantised networks no two kernels round alike."""
    with Session(model=models_dir) as session, WebSegmenter(models_dir) as web:
        session._networks.segment = web  # type: ignore[method-assign]
        yield session


def seen(image: Image.Image) -> NDArray[np.uint8]:
    """Colours times alpha: near alpha 0 one level of it is many levels of colour."""
    return np.asarray(image.convert("RGBA").convert("RGBa"))


def frames(file: bytes) -> list[NDArray[np.uint8]]:
    with Image.open(io.BytesIO(file)) as image:
        return [seen(each) for each in ImageSequence.Iterator(image)]


@pytest.mark.parametrize("name", PHOTOS)
def test_photos_by_the_packages_own_kernels(page: Page, photos: dict[str, Path], own: Session, name: str) -> None:
    theirs = np.asarray(cut(page, photos[name]).image)
    ours = own.cut(photos[name])
    difference = mean_difference(ours.alpha, theirs[..., 3])
    print(f"{name}: mean |Δalpha| {difference:.4f} levels, kernels {own._networks.kernels}")
    assert difference <= 1
    both = (ours.alpha == 255) & (theirs[..., 3] == 255)
    assert both.mean() > 0.05
    np.testing.assert_array_equal(ours.rgba[both], theirs[both])


@pytest.mark.parametrize(("number", "name"), list(enumerate(RECIPES)), ids=list(RECIPES))
def test_recipes_pixel_for_pixel(
    tab: Page, photos: dict[str, Path], on_the_pages_masks: Session, number: int, name: str
) -> None:
    recipe = Recipe.from_dict(RECIPES[name])
    fixes = FIXES if number % 4 == 3 else []
    answer = tab.evaluate(CUT, {**recipe.to_dict(), "fixes": fixes})
    ours = on_the_pages_masks.cut(photos["coffee"], fixes=fixes, background=photos["chelsea"], **recipe.options)
    theirs = base64.b64decode(answer)
    for one, other in zip(frames(theirs), frames(ours.encoded()), strict=True):
        assert one.shape == other.shape
        apart = np.abs(one.astype(np.int16) - other)
        share = float((apart > 0).any(axis=2).mean())
        print(f"{name}: {share:.1e} of the pixels differ, by {apart.max()} levels at most")
        if recipe.output.format == "png8":
            picture = seen(Image.fromarray(ours.rgba)).astype(np.float32)
            theirs_off, ours_off = (float(np.sqrt(np.square(each - picture).mean())) for each in (one, other))
            print(f"{name}: off by {theirs_off:.3f} and {ours_off:.3f} levels (RMS)")
            assert abs(theirs_off - ours_off) <= PALETTE_SHARE * ours_off
        else:
            assert share <= SHARE
            assert apart.max() <= (JPEG_LEVELS if recipe.output.format == "jpeg" else LEVELS)


@pytest.mark.parametrize("finish", ["marketplace", "sticker", "identity"])
def test_without_a_subject_the_finish_is_the_same(tab: Page, tmp_path: Path, own: Session, finish: str) -> None:
    """No network has a say in it, so every bit is."""
    wall = gradient(tmp_path / "wall.png")
    tab.set_input_files("#theirs", [wall])
    recipe = Recipe.from_dict({"mode": "fast", "finish": finish, "output": {"format": "png8"}})
    theirs = base64.b64decode(tab.evaluate(CUT, {**recipe.to_dict(), "fixes": []}))
    ours = own.cut(wall, **recipe.options)
    assert not ours.found
    for one, other in zip(frames(theirs), frames(ours.encoded()), strict=True):
        np.testing.assert_array_equal(one, other)
