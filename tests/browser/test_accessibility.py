"""axe-core finds nothing serious, and everything can be done by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from looks import axe_faults
from visitor import Cut, Visitor

pytestmark = pytest.mark.toys

# All but the colour field, which its swatch opens.
CONTROLS = """() => [
  ...document.querySelectorAll("button, a, input:not(#colour), select, summary, [role=slider], #stage"),
]
  .filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }))
  .filter((e) => e.type !== "radio" || e.checked)  // the arrow keys lead to the others
  .filter((e) => e.role !== "tab" || e.ariaSelected === "true")  // likewise
  .map((e) => (e.dataset.probe ??= e.id || e.outerHTML.slice(0, 99)))"""

FOCUSED = "() => document.activeElement.dataset.probe ?? null"


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page, finished: tuple[Page, Cut]) -> Iterator[None]:
    for each in (page, finished[0]):
        each.emulate_media(color_scheme=request.param)
    yield
    for each in (page, finished[0]):
        each.emulate_media(color_scheme="light")


def faults(page: Page) -> list[str]:
    page.bring_to_front()
    return axe_faults(page)


@pytest.mark.usefixtures("scheme")
def test_axe_before_a_picture(page: Page) -> None:
    assert faults(page) == []


@pytest.mark.usefixtures("scheme")
def test_axe_with_a_result(finished: tuple[Page, Cut]) -> None:
    assert faults(finished[0]) == []


@pytest.mark.usefixtures("scheme")
def test_axe_with_the_edges(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.keyboard.press("e")
    assert faults(page) == []
    page.keyboard.press("Escape")


OPEN_PARTS = "() => document.querySelectorAll('#finish details').forEach((part) => (part.open = true))"


@pytest.mark.usefixtures("scheme")
def test_axe_with_the_finish(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.click("#open-panel")
    page.click("#tab-finish")
    page.evaluate(OPEN_PARTS)
    assert faults(page) == []
    page.click("#tab-edges")
    page.keyboard.press("Escape")


@pytest.mark.usefixtures("scheme")
def test_axe_on_the_choice_of_the_file(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.click("#open-output")
    assert faults(page) == []
    page.keyboard.press("Escape")


@pytest.mark.usefixtures("scheme")
def test_axe_on_the_dialog(page: Page) -> None:
    page.click("#open-about")
    assert faults(page) == []
    page.keyboard.press("Escape")


@pytest.mark.usefixtures("scheme")
def test_axe_on_the_sheet_and_the_tips(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.keyboard.press("?")
    page.locator("#sheet").wait_for()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.locator("#tips summary").click()
    assert faults(page) == []
    page.locator("#tips summary").click()


def reached_by_tab(page: Page) -> tuple[set[str], set[str]]:
    """What should be reached, and what is."""
    wanted = page.evaluate(CONTROLS)
    reached = set()
    for _ in range(2 * len(wanted)):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    return set(wanted), reached - {None}


def test_tab_reaches_everything(page: Page, finished: tuple[Page, Cut]) -> None:
    for each, least in ((page, 6), (finished[0], 15)):
        each.bring_to_front()
        wanted, reached = reached_by_tab(each)
        assert reached == wanted
        assert len(wanted) >= least


def test_tab_reaches_the_edges(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.keyboard.press("e")
    wanted, reached = reached_by_tab(page)
    assert reached == wanted
    assert {"undo", "redo", "reset", "close-panel", "shift", "feather", "contrast", "decontaminate"} < wanted
    page.keyboard.press("Escape")


def test_all_of_fixing_is_reached_by_keys(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.keyboard.press("e")
    page.focus("#tab-edges")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#tab-fixes")).to_be_focused()
    expect(page.locator("#fixes")).to_be_visible()
    wanted, reached = reached_by_tab(page)
    assert reached == wanted
    assert {"brush-size", "brush-hard", "brush-loupe", "fill-holes", "remove-specks"} < wanted
    page.keyboard.press("Escape")


def test_tab_reaches_the_finish(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.click("#open-panel")
    page.click("#tab-finish")
    page.evaluate(OPEN_PARTS)
    wanted, reached = reached_by_tab(page)
    assert reached == wanted
    assert {"preset", "shadow-opacity", "outline-width", "frame-tilt", "turn-left", "keep-preset"} < wanted
    page.click("#tab-edges")
    page.keyboard.press("Escape")


def test_focus_is_seen(page: Page) -> None:
    page.bring_to_front()
    page.keyboard.press("Tab")
    focused = page.locator(":focus-visible")
    style, width = focused.evaluate("e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]")
    assert style != "none" and float(width.removesuffix("px")) >= 2


def test_slider_moves_by_keys(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    slider = page.locator("#compare")
    slider.focus()
    values = []
    for key in ("Home", "ArrowRight", "PageUp", "ArrowLeft", "End"):
        page.keyboard.press(key)
        values.append(int(slider.get_attribute("aria-valuenow") or -1))
    assert values == [0, 2, 12, 10, 100]
    assert slider.get_attribute("aria-valuetext") == "100 % original"
    page.keyboard.press("Home")


def test_a_sample_by_keyboard_alone(regular: Visitor) -> None:
    """Enter on a sample begins, the focus is not lost, Escape ends it."""
    page = regular.open()
    page.locator("[data-sample]").first.focus()
    page.keyboard.press("Enter")
    page.locator("html[data-state=working]").wait_for(state="attached")
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("Escape")
    page.locator("html[data-state=empty]").wait_for(state="attached")
    page.close()
