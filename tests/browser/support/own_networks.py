"""A person who adds networks of their own to the page."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect


def open_dialog(page: Page) -> None:
    """By way of the dialog about the page."""
    page.click("#open-about")
    page.click("#open-models")
    expect(page.locator("#models")).to_be_visible()


def bring(page: Page, *files: Path) -> None:
    """Choose files, and wait until they are read or refused."""
    page.set_input_files("#models-file", list(files))
    expect(page.locator("#models-work")).to_be_hidden()


def told(page: Page) -> str:
    return page.locator("#models-state").inner_text()


def try_out(page: Page) -> None:
    """On the photo; wait for the outcome."""
    page.click("#models-try")
    expect(page.locator("#models-work")).to_be_hidden()


def add(page: Page, *files: Path) -> str:
    """All of it; the mode that comes of it."""
    open_dialog(page)
    before = modes(page)
    bring(page, *files)
    try_out(page)
    assert page.locator("#models-add").is_enabled(), told(page)
    page.click("#models-add")
    expect(page.locator("#models-state")).to_contain_text("was added")
    page.click("#close-models")
    (mode,) = set(modes(page)) - set(before)
    return mode


def modes(page: Page) -> Sequence[str]:
    values: list[str] = page.evaluate("[...document.getElementById('mode').options].map(({ value }) => value)")
    return values
