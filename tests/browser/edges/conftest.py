"""The astronaut, cut out, with the panel of the edges beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import spy
from edge_panel import reset
from visitor import Cut, cut, latest


@pytest.fixture(scope="module")
def first(page: Page, photos: dict[str, Path]) -> Cut:
    """The astronaut as it comes."""
    spy.watch(page)
    return cut(page, photos["astronaut"])


@pytest.fixture
def panel(page: Page, first: Cut) -> Iterator[Page]:
    """The panel open, everything at its default."""
    page.bring_to_front()
    if page.locator("#edges").is_hidden():
        page.keyboard.press("e")
    reset(page)
    assert latest(page).png == first.png
    yield page
    page.keyboard.press("Escape")
