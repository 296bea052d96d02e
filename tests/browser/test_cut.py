"""The main job: a photo in, a cut-out out, the same as without a browser."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from native_cut import NativeCut, iou, mean_difference
from visitor import Cut, cut


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
    difference, overlap = mean_difference(pixels[..., 3], expected.alpha), iou(pixels[..., 3], expected.alpha)
    print(f"{name}: mean |Δalpha| {difference:.4f} levels, IoU {overlap:.5f}")
    assert difference <= 1
    assert overlap >= 0.995
    assert result.found
    opaque = pixels[..., 3] == 255
    assert 0.05 < opaque.mean() < 0.9
    np.testing.assert_array_equal(pixels[opaque][:, :3], source[opaque])


def test_runs_isolated_with_threads_and_says_so(finished: tuple[Page, Cut]) -> None:
    page, result = finished
    assert page.evaluate("crossOriginIsolated")
    cores = page.evaluate("navigator.hardwareConcurrency")
    assert result.info["threads"] == min(cores, max(4, cores // 2), 8)
    assert result.info["isolated"] and result.info["device"] == "wasm"
    status = page.locator("#status").inner_text()
    assert f"CPU, {result.info['threads']} thread" in status
    assert result.info["model"] in status and "512 × 512" in status
