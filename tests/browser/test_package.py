"""The Python package makes of a picture what the page makes of it, and reads the same recipes."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence
from playwright.sync_api import Page

from mattebox import Recipe, Session
from native_cut import mean_difference
from visitor import cut
from web_segmenter import WebSegmenter

# The last bit of a float is not the same in WebAssembly: so many pixels, of the edge, may differ, by so many levels.
SHARE, LEVELS = 1e-3, 4
# Each of 256 colours is a mean, rounded: it may be one off wherever it stands, and the next one is farther away.
PALETTE_MEAN, PALETTE_LEVELS = 0.5, 32
# JPEG tells neighbours of what one pixel has more.
JPEG_LEVELS = 16

PHOTOS = ("astronaut", "chelsea", "coffee")

SHADOWS = {"shadow": {"opacity": 0.4}, "contact": {"opacity": 0.5}}
RECIPES: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "marketplace": {"finish": "marketplace"},
    "square": {"finish": "square"},
    "identity": {"finish": "identity"},
    "sticker": {"finish": "sticker"},
    "gradient": {"finish": {"background": {"kind": "gradient", "angle": 30}, **SHADOWS}},
    "picture": {"finish": {"background": {"kind": "picture", "fit": "contain", "x": 0.2}, "match": 0.7}},
    "turned": {"finish": {"frame": {"turn": 90, "tilt": -7.5}}},
    "hair": {"edges": {"edge": "hair", "shift": -1.5, "decontaminate": 0.4}},
    "clean": {"edges": {"edge": "clean", "feather": 2, "contrast": 0.5}},
    "webp": {"edges": {"shift": 3}, "output": {"format": "webp", "lossless": True}},
    "few colours": {"mode": "fast", "output": {"format": "png8"}},
    "mask": {"edges": {"edge": "soft"}, "output": {"format": "mask"}},
    "best": {"mode": "best", "finish": {"background": {"kind": "blur"}, "outline": {"width": 0.01}}},
    "tiff": {"output": {"format": "tiff", "metadata": "all"}},
    "jpeg": {"finish": {"background": {"kind": "colour", "colour": "#336699"}}, "output": {"format": "jpeg"}},
}
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


def frames(file: bytes) -> list[NDArray[np.uint8]]:
    """As they are seen, colours times alpha: near alpha 0 one level of it is many levels of colour."""
    with Image.open(io.BytesIO(file)) as image:
        return [np.asarray(each.convert("RGBA").convert("RGBa")) for each in ImageSequence.Iterator(image)]


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
            assert apart.mean() <= PALETTE_MEAN and apart.max() <= PALETTE_LEVELS
        else:
            assert share <= SHARE
            assert apart.max() <= (JPEG_LEVELS if recipe.output.format == "jpeg" else LEVELS)
