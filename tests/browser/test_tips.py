"""Tips on the input: made-up pictures that must and must not bring them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect

from visitor import choose, cut, latest, settle, wait_until


def ball(
    target: Path,
    *,
    side: int = 1600,
    at: float = 0.5,
    inside: tuple[int, int, int] = (200, 60, 40),
    outside: tuple[int, int, int] = (60, 110, 170),
    quality: int = 0,
) -> Path:
    """A shaded ball before a plain wall; `at` its centre as a share of the width. `quality`: a JPEG, else a PNG."""
    y, x = np.mgrid[0 : 1 : side * 1j, 0 : 1 : side * 1j]
    distance = np.hypot(y - 0.5, x - at)
    share = np.clip((0.3 - distance) * side / 3 + 0.5, 0, 1)[..., None]
    light = (1.15 - 0.8 * np.hypot(y - 0.4, x - at + 0.1))[..., None]
    rng = np.random.default_rng(1)
    rgb = share * np.array(inside) * light + (1 - share) * np.array(outside) + rng.normal(0, 6, (side, side, 1))
    picture = Image.fromarray(np.clip(rgb, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1))
    if quality:
        picture.save(target, "JPEG", quality=quality)
    else:
        picture.save(target)
    return target


@pytest.fixture(scope="module")
def page(page: Page) -> Page:
    """In the fast mode: who looks for the subject makes no difference here."""
    page.select_option("#mode", "fast")
    return page


def test_a_good_picture_brings_none(page: Page, tmp_path: Path) -> None:
    result = cut(page, ball(tmp_path / "good.png"))
    assert result.found and result.tips == []
    expect(page.locator("#tips")).to_be_hidden()


def test_a_small_one_that_was_compressed(page: Page, tmp_path: Path) -> None:
    result = cut(page, ball(tmp_path / "small.jpg", side=700, quality=8))
    assert result.tips == [
        {"code": "jpeg-blocks", "values": {}},
        {"code": "small", "values": {"side": 700, "least": 1500}},
    ]
    expect(page.locator("#tips summary")).to_have_text("2 tips")
    page.locator("#tips summary").click()
    expect(page.locator("#tip-list li").first).to_contain_text("strongly compressed as a JPEG")
    expect(page.locator("#tip-list li").last).to_contain_text("its short side has 700 pixels")
    expect(page.locator("#message .card")).to_have_count(0)  # quiet: no message covers the picture
    page.keyboard.press("Escape")
    expect(page.locator("#tip-list")).to_be_hidden()


def test_one_cut_by_the_frame(page: Page, tmp_path: Path) -> None:
    result = cut(page, ball(tmp_path / "cut.png", at=0.1))
    assert result.tips == [{"code": "cut-by-frame", "values": {"sides": ["left"]}}]
    alpha = np.asarray(result.image)[..., 3]
    assert (alpha[:, 0] > 200).mean() > 0.2 and not alpha[:, -1].any()  # that is what the tip says


def test_one_that_looks_like_its_background(page: Page, tmp_path: Path) -> None:
    result = cut(page, ball(tmp_path / "alike.png", inside=(190, 170, 150), outside=(150, 135, 120)))
    assert result.found and [tip["code"] for tip in result.tips] == ["low-contrast"]


def test_tips_come_early_and_go_when_dismissed(page: Page, photos: dict[str, Path]) -> None:
    page.select_option("#mode", "standard")
    choose(page, photos["astronaut"])
    page.locator("#tips:not([hidden])").wait_for(state="attached")
    assert page.locator("html").get_attribute("data-state") == "working"
    assert settle(page) == "done"
    expect(page.locator("#tips summary")).to_have_text("2 tips")
    page.locator("#tips summary").click()
    page.click("#dismiss-tips")
    expect(page.locator("#tips")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "stage"
    page.keyboard.press("e")
    page.locator("#shift").press("ArrowRight")
    wait_until(page, lambda: "inference" not in latest(page).timings, "the edited cut-out")
    expect(page.locator("#tips")).to_be_hidden()  # what was dismissed stays away from this picture
    assert [tip["code"] for tip in latest(page).tips] == ["cut-by-frame", "small"]
    page.keyboard.press("Escape")
    cut(page, photos["chelsea"])
    expect(page.locator("#tips")).to_be_visible()
    page.click("#start-over")
    expect(page.locator("#tips")).to_be_hidden()
