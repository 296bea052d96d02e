"""The main job: a photo in, a cut-out out, the same as without a browser."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from native_cut import NativeCut, iou, mean_difference
from visitor import cut, state


@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee"])
def test_cut_equals_the_native_one(page: Page, photos: dict[str, Path], native: NativeCut, name: str) -> None:
    result = cut(page, photos[name])
    with Image.open(photos[name]) as photo:
        source = np.asarray(photo.convert("RGB"))
    assert result.type == "image/png"
    assert (result.image.mode, result.image.format) == ("RGBA", "PNG")
    assert result.image.size == (result.width, result.height) == (source.shape[1], source.shape[0])
    pixels = np.asarray(result.image)
    expected = native(photos[name])
    assert mean_difference(pixels[..., 3], expected.alpha) <= 1
    assert iou(pixels[..., 3], expected.alpha) >= 0.995
    assert result.found
    opaque = pixels[..., 3] == 255
    assert 0.05 < opaque.mean() < 0.9
    np.testing.assert_array_equal(pixels[opaque][:, :3], source[opaque])
    assert state(page) == "done"


def test_runs_isolated_with_threads_and_says_so(page: Page, finished: tuple[Page, object]) -> None:
    assert page.evaluate("crossOriginIsolated")
    threads = page.evaluate("navigator.hardwareConcurrency")
    tab, result = finished
    assert result.info["isolated"] and result.info["device"] == "wasm"
    assert result.info["threads"] == min(threads, max(4, threads // 2), 8)
    status = tab.locator("#status").inner_text()
    assert f"CPU, {result.info['threads']} thread" in status
    assert result.info["model"] in status and "512 × 512" in status
