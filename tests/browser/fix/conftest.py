"""The astronaut, cut out, with the tools at hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import spy
from brush import tool
from visitor import Cut, cut, latest, results, wait_until


@pytest.fixture(scope="module")
def desk(regular: Any, photos: dict[str, Path]) -> Iterator[Page]:
    """The page with a finished cut-out and the tools at hand."""
    page = regular.open()
    page.set_viewport_size({"width": 1280, "height": 860})
    page.select_option("#mode", "standard")
    spy.watch(page)
    cut(page, photos["astronaut"])
    page.keyboard.press("b")
    expect(page.locator("#fixes")).to_be_visible()
    yield page
    page.close()


@pytest.fixture(scope="module")
def first(desk: Page) -> Cut:
    return latest(desk)


@pytest.fixture(autouse=True)
def as_it_was(desk: Page, first: Cut) -> Iterator[None]:
    """Each test begins with the first cut-out, a brush of one size that restores, nothing exact."""
    tool(desk, "brush", "restore", hard=False, size=40)
    yield
    reset = desk.locator("#reset")
    if reset.get_attribute("aria-disabled") == "false":
        before = results(desk)
        reset.click()
        wait_until(desk, lambda: results(desk) > before, "the first cut-out again")
        assert latest(desk).png == first.png
