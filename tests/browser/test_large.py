"""A photo as cameras make them: 12 megapixels, lying on its side, and the page stays alive."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

import blockage
from mattebox.decode import open_image
from native_cut import NativeCut, iou, mean_difference
from pictures import enlarged
from visitor import choose, latest, settle

LONGEST_TASK_MS = 50

# Another program may take the core away from the page for a moment. What the page itself does, it does every time.
ATTEMPTS = 3


@pytest.fixture(scope="module")
def photo(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("large") / "IMG_1234.jpg"
    return enlarged(photos["astronaut"], 3000, 4000, target, orientation=6)


def test_the_page_is_never_blocked(page: Page, photo: Path) -> None:
    seen = []
    for _ in range(ATTEMPTS):
        blockage.watch(page)
        choose(page, photo)
        assert settle(page) == "done"
        page.wait_for_timeout(500)  # until it is on the screen
        seen.append(blockage.seen(page))
        if seen[-1].task <= LONGEST_TASK_MS:
            return
    pytest.fail(f"tasks of more than {LONGEST_TASK_MS} ms each time: {seen}")


def test_twelve_megapixels(page: Page, photo: Path, native: NativeCut) -> None:
    """Goes on with what the test before has on the screen."""
    result = latest(page)
    assert result.image.size == (3000, 4000)
    pixels = np.asarray(result.image)
    expected = native(photo)
    assert mean_difference(pixels[..., 3], expected.alpha) <= 1
    assert iou(pixels[..., 3], expected.alpha) >= 0.995
    source, _ = open_image(photo.read_bytes())
    opaque = pixels[..., 3] == 255
    # Two JPEG decoders may round differently.
    assert np.abs(pixels[opaque][:, :3].astype(np.int16) - source[opaque][:, :3]).max() <= 2
