"""A tab with the cat, cut out in the fast mode."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from mode_menu import pick
from visitor import Cut, Visitor, cut, settle


@pytest.fixture(scope="module")
def own(regular: Visitor) -> Iterator[Page]:
    page = regular.open()
    yield page
    page.close()


@pytest.fixture
def finished_in_fast(own: Page, photos: dict[str, Path]) -> Cut:
    """The cat, on the screen."""
    pick(own, "fast")
    settle(own)
    return cut(own, photos["chelsea"])
