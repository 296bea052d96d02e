"""The page at three widths: pictures of it to look at, and nothing that sticks out."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from looks import overflowing
from visitor import Cut

pytestmark = pytest.mark.toys

SIZES = {1440: 900, 768: 1024, 360: 740}
NARROWEST = {320: 640}

OFFER = "(hidden) => { for (const id of ['update', 'install']) document.getElementById(id).hidden = hidden; }"


BOXES = """() => ["stage", "edges"].map((id) => {
  const { left, top, right, bottom } = document.getElementById(id).getBoundingClientRect();
  return { left, top, right, bottom };
})"""


def picture(page: Page, width: int, target: Path) -> None:
    page.bring_to_front()
    page.set_viewport_size({"width": width, "height": (SIZES | NARROWEST)[width]})
    page.wait_for_timeout(400)  # for what moves
    page.screenshot(path=target)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert overflowing(page) == []


@pytest.mark.parametrize("width", SIZES)
def test_before_a_picture(page: Page, artefacts: Path, width: int) -> None:
    picture(page, width, artefacts / f"empty-{width}.png")


def test_with_every_offer_on_the_narrowest(page: Page, finished: tuple[Page, Cut], artefacts: Path) -> None:
    """A new version and an installation are offered at the same time."""
    for name, each in (("empty", page), ("page", finished[0])):
        each.evaluate(OFFER, False)
        picture(each, 360, artefacts / f"{name}-offers-360.png")
        each.evaluate(OFFER, True)


@pytest.mark.parametrize("width", SIZES)
def test_with_a_result(finished: tuple[Page, Cut], artefacts: Path, width: int) -> None:
    page, _ = finished
    page.locator("#compare").focus()
    for key in ("Home", "PageUp", "PageUp", "PageUp", "PageUp"):  # part of both to be seen
        page.keyboard.press(key)
    page.evaluate("document.activeElement.blur()")
    picture(page, width, artefacts / f"page-{width}.png")


@pytest.mark.parametrize("width", SIZES)
def test_with_the_edges(finished: tuple[Page, Cut], artefacts: Path, width: int) -> None:
    """The panel stands beside the picture, which keeps enough room."""
    page, _ = finished
    page.keyboard.press("e")
    picture(page, width, artefacts / f"edges-{width}.png")
    stage, edges = page.evaluate(BOXES)
    assert edges["left"] >= stage["right"] or edges["top"] >= stage["bottom"]
    assert stage["right"] - stage["left"] > 0.6 * width and stage["bottom"] - stage["top"] > 0.3 * SIZES[width]
    page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [*SIZES, *NARROWEST])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_the_finish_and_the_choice_of_the_file(
    finished: tuple[Page, Cut], artefacts: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    page, _ = finished
    page.emulate_media(color_scheme=scheme)
    page.bring_to_front()
    page.keyboard.press("e")
    page.click("#tab-finish")
    for part in ("background", "shadow", "frame"):
        title = page.locator("#finish summary", has_text=part.capitalize())
        opened = title.locator("..")
        opened.evaluate("(part) => (part.open = true)")
        title.scroll_into_view_if_needed()
        picture(page, width, artefacts / f"finish-{part}-{width}-{scheme}.png")
        opened.evaluate("(part) => (part.open = false)")
    page.click("#tab-edges")
    page.keyboard.press("Escape")
    page.click("#open-output")
    picture(page, width, artefacts / f"output-{width}-{scheme}.png")
    page.keyboard.press("Escape")
    page.emulate_media(color_scheme="light")


def test_dark(finished: tuple[Page, Cut], artefacts: Path) -> None:
    page, _ = finished
    page.emulate_media(color_scheme="dark")
    picture(page, 1440, artefacts / "dark-1440.png")
    page.emulate_media(color_scheme="light")
