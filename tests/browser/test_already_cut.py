"""Pictures that are cut out already, and pictures without a subject, with a finish."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pictures import gradient
from visible import visible
from visitor import cut, latest, results, settle, wait_until

pytestmark = pytest.mark.toys


def white_mug(target: Path) -> Path:
    """White on transparency, with a dark rim above."""
    y, x = np.mgrid[:400, :500]
    alpha = np.clip((110 - np.hypot(x - 200, y - 220)) * 128, 0, 255).astype(np.uint8)
    rgba = np.dstack([np.full((400, 500, 3), 250, np.uint8), alpha])
    rgba[:150, :, :3] = 30
    rgba[alpha == 0] = 0
    Image.fromarray(rgba).save(target)
    return target


def finished(page: Page, preset: str) -> np.ndarray:
    page.keyboard.press("e")
    page.click("#tab-finish")
    before = results(page)
    page.select_option("#preset", preset)
    wait_until(page, lambda: results(page) > before, "the finished picture")
    assert settle(page) == "done"
    out = np.asarray(latest(page).image)
    page.select_option("#preset", "cutout")
    assert settle(page) == "done"
    page.keyboard.press("Escape")
    return out


def test_what_is_white_on_transparency_stays_and_is_framed(page: Page, tmp_path: Path) -> None:
    mug = white_mug(tmp_path / "mug.png")
    result = cut(page, mug)
    with Image.open(mug) as picture:
        source = np.asarray(picture)
    np.testing.assert_array_equal(visible(np.asarray(result.image)), source)
    assert result.found and {"already-transparent", "already-cut"} == {each["code"] for each in result.notices}
    expect(page.locator("#message .card.notice")).to_contain_text("cut out already, so nothing else was taken away")
    assert "draft_inference" not in result.timings  # nobody was asked
    out = finished(page, "marketplace")
    assert out.shape == (2000, 2000, 4) and (out[..., 3] == 255).all()
    dark = np.flatnonzero((out[..., 0] < 100).any(0))
    assert dark[-1] - dark[0] > 1000  # the rim fills the frame as the mug does


def test_without_a_subject_the_finish_is_made_and_told(page: Page, tmp_path: Path) -> None:
    result = cut(page, gradient(tmp_path / "wall.png"))
    assert not result.found
    expect(page.locator("#message .card.notice")).to_contain_text("No subject was found")
    out = finished(page, "marketplace")
    assert out.shape == (2000, 2000, 4)
    grey = out[1000, :, 0]
    assert ((grey > 95) & (grey < 165)).mean() > 0.8  # the slope, as wide as the frame lets it be
