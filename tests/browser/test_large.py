"""A photo as cameras make them: 12 megapixels, lying on its side, and the page stays alive."""

from pathlib import Path

import numpy as np
from playwright.sync_api import Page

import blockage
from mattebox.decode import open_image
from native_cut import NativeCut, iou, mean_difference
from pictures import enlarged
from visitor import cut

LONGEST_TASK_MS = 50


def test_twelve_megapixels(page: Page, photos: dict[str, Path], native: NativeCut, tmp_path: Path) -> None:
    photo = enlarged(photos["astronaut"], 3000, 4000, tmp_path / "IMG_1234.jpg", orientation=6)
    blockage.watch(page)
    result = cut(page, photo)
    page.wait_for_timeout(500)  # until it is on the screen
    block = blockage.seen(page)
    print(block)
    assert block.task <= LONGEST_TASK_MS

    assert result.image.size == (3000, 4000)
    pixels = np.asarray(result.image)
    expected = native(photo)
    assert mean_difference(pixels[..., 3], expected.alpha) <= 1
    assert iou(pixels[..., 3], expected.alpha) >= 0.995
    source, _ = open_image(photo.read_bytes())
    opaque = pixels[..., 3] == 255
    # Two JPEG decoders may round differently.
    assert np.abs(pixels[opaque][:, :3].astype(np.int16) - source[opaque][:, :3]).max() <= 2
