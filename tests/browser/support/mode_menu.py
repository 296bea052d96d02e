"""The menu of modes, as somebody uses it who then waits for the result."""

from playwright.sync_api import Page

from visitor import Cut, latest, settle


def pick(page: Page, mode: str) -> None:
    page.select_option("#mode", mode)


def picked(page: Page) -> str:
    return page.locator("#mode").input_value()


def switched(page: Page, mode: str) -> Cut:
    pick(page, mode)
    assert settle(page) == "done", page.locator("#message").inner_text()
    return latest(page)


def undo(page: Page) -> Cut:
    page.keyboard.press("Control+z")
    assert settle(page) == "done"
    return latest(page)
