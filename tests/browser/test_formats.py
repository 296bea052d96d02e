"""Pictures out of the ordinary: other formats, more bits, transparency, nothing in them."""

from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from native_cut import NativeCut, mean_difference
from pictures import gradient, translucent
from visitor import cut


def test_tiff(page: Page, photos: dict[str, Path], native: NativeCut, tmp_path: Path) -> None:
    """No browser but Safari knows TIFF: Pillow reads it."""
    tiff = tmp_path / "scan.tiff"
    with Image.open(photos["chelsea"]) as photo:
        photo.save(tiff, compression="tiff_lzw")
    pixels = np.asarray(cut(page, tiff).image)
    expected = native(tiff)
    assert mean_difference(pixels[..., 3], expected.alpha) <= 1
    both = (pixels[..., 3] == 255) & (expected.alpha == 255)
    np.testing.assert_array_equal(pixels[both], expected.rgba[both])
    expect(page.locator("#stage .before > :not([hidden])")).to_be_visible()  # the original, although <img> cannot


def test_sixteen_bits(page: Page, photos: dict[str, Path], tmp_path: Path) -> None:
    png = tmp_path / "deep.png"
    with Image.open(photos["astronaut"]) as photo:
        grey = np.asarray(photo.convert("L"))
    Image.fromarray(grey.astype(np.uint16) * 257).save(png)
    pixels = np.asarray(cut(page, png).image)
    opaque = pixels[..., 3] == 255
    assert opaque.mean() > 0.1
    np.testing.assert_array_equal(pixels[opaque][:, :3], np.repeat(grey[opaque][:, None], 3, axis=1))


def test_transparency_is_kept(page: Page, photos: dict[str, Path], tmp_path: Path) -> None:
    """Alpha does not grow, and the subject keeps its colours to the bit: no canvas multiplies them with alpha."""
    png = translucent(photos["astronaut"], tmp_path / "cut-already.png")
    with Image.open(png) as picture:
        source = np.asarray(picture)
    result = cut(page, png)
    pixels = np.asarray(result.image)
    assert (pixels[..., 3] <= source[..., 3]).all()
    subject = (pixels[..., 3] == source[..., 3]) & (source[..., 3] > 0)
    assert (subject & (source[..., 3] < 255)).sum() > 1000
    assert (subject & (source[..., 3] == 255)).sum() > 10_000
    np.testing.assert_array_equal(pixels[subject], source[subject])
    assert {"code": "already-transparent"} in result.notices


def test_no_subject(page: Page, tmp_path: Path) -> None:
    picture = gradient(tmp_path / "wall.png")
    result = cut(page, picture)
    assert not result.found
    with Image.open(picture) as source:
        np.testing.assert_array_equal(np.asarray(result.image), np.asarray(source.convert("RGBA")))
    expect(page.locator("#message .card.notice")).to_contain_text("No subject was found")
