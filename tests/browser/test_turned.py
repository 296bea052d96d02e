"""Pictures that lie on their sides are upright wherever the page shows them, also where the browser turns none."""

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

import hostile_files
from mattebox.files.decode import open_image
from tools.samples import photo
from visitor import cut

pytestmark = pytest.mark.toys

# What an element shows, as a PNG of its own size.
SEEN = """(seen) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [seen.naturalWidth ?? seen.width, seen.naturalHeight ?? seen.height];
  canvas.getContext("2d").drawImage(seen, 0, 0);
  return canvas.toDataURL().split(",")[1];
}"""

THUMBNAIL = """async () => {
  const { Thumbnails } = await import("./app/batch-view/thumbnails.js");
  const image = new Image();
  await new Promise((made) => {
    const thumbnails = new Thumbnails(async () => document.getElementById("lying").files[0], made);
    image.made = () => thumbnails.url(1);
    thumbnails.want([1]);
  });
  image.src = image.made();
  await image.decode();
  return image;
}"""

SLIDE = """async ([width, height]) => {
  const { Slide } = await import("./app/batch-view/slide.js");
  const file = document.getElementById("lying").files[0];
  const slide = new Slide({ path: "a/b", made: { width, height } }, file, file);
  await slide.ready;
  const seen = slide.surface.querySelector(".before > *");
  await seen.decode?.();
  return seen;
}"""


def lying(kind: str, orientation: int, folder: Path) -> tuple[Path, np.ndarray]:
    with Image.open(photo("astronaut")) as source:
        picture = source.convert("RGB").resize((240, 180), Image.Resampling.LANCZOS, box=(0, 0, 512, 384))
    path = folder / f"lying-{orientation}.{kind}"
    path.write_bytes(hostile_files.lies(picture, orientation, kind))
    return path, open_image(path.read_bytes())[0][..., :3].astype(np.int16)


def off(png: str, expected: np.ndarray) -> float:
    """How far what is seen is from what it should be; infinitely, if it lies otherwise."""
    with Image.open(io.BytesIO(base64.b64decode(png))) as seen:
        small = Image.fromarray(expected.astype(np.uint8)).resize(seen.size)
        if (seen.width > seen.height) != (expected.shape[1] > expected.shape[0]):
            return float("inf")
        return float(np.abs(np.asarray(seen.convert("RGB")).astype(np.int16) - small).mean())


@pytest.mark.parametrize("kind", ["tiff", "webp", "png", "late.png", "mpo"])
def test_cut_and_original(page: Page, kind: str, tmp_path: Path) -> None:
    for orientation in (2, 6):
        path, expected = lying(kind, orientation, tmp_path)
        result = cut(page, path)
        pixels = np.asarray(result.image)
        assert pixels.shape[:2] == expected.shape[:2]
        opaque = pixels[..., 3] == 255
        assert opaque.any()
        assert np.abs(pixels[opaque][:, :3] - expected[opaque]).mean() < 3
        shown = page.locator("#before > :not([hidden])").last
        assert off(shown.evaluate(SEEN), expected) < 6


@pytest.mark.parametrize("kind", ["webp", "png", "late.png", "mpo"])
def test_thumbnail_and_review(page: Page, kind: str, tmp_path: Path) -> None:
    """In the batch, straight from the file."""
    page.evaluate("document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'lying' }))")
    for orientation in (4, 7):
        path, expected = lying(kind, orientation, tmp_path)
        page.set_input_files("#lying", path)
        height, width = expected.shape[:2]
        for made, given in ((THUMBNAIL, None), (SLIDE, [width, height])):
            assert off(page.evaluate_handle(made, given).evaluate(SEEN), expected) < 8
