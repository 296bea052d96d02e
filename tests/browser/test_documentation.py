"""The documentation: led to by the page, read by everybody, and there without a network once it was opened."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from looks import axe_faults
from static_host import StaticHost
from tools.docs.contents import PAGES
from visitor import NO_NETWORK, Visitor, visiting, wait_until

pytestmark = pytest.mark.toys

THREE = ["index", "how", "javascript"]
KEPT = """async (part) => {
  const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().filter(({ url }) => url.includes(part)).length;
}"""


@pytest.fixture(scope="module")
def docs(browser: Browser, static_host: StaticHost, visitors: list[Visitor]) -> Iterator[Page]:
    """Opened from the page that leads to it."""
    with visiting(browser, static_host, visitors) as visitor:
        page = visitor.open()
        page.click("#open-about")
        with visitor.context.expect_page() as opened:
            page.get_by_role("link", name="Documentation").click()
        page.close()
        yield opened.value


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
@pytest.mark.parametrize("name", THREE)
def test_everybody_can_read_it(docs: Page, name: str, scheme: Literal["dark", "light"], width: int) -> None:
    docs.emulate_media(color_scheme=scheme)
    docs.set_viewport_size({"width": width, "height": 900})
    docs.goto(docs.url.rsplit("/", 1)[0] + f"/{name}.html")
    assert docs.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert docs.locator("img").evaluate_all("all => all.every((image) => image.complete && image.naturalWidth > 0)")
    assert axe_faults(docs) == []


def test_it_can_be_used_by_keyboard(docs: Page) -> None:
    docs.set_viewport_size({"width": 360, "height": 800})
    docs.goto(docs.url.rsplit("/", 1)[0] + "/index.html")
    docs.keyboard.press("Tab")
    docs.keyboard.press("Enter")
    assert docs.evaluate("document.activeElement.id") == "text"
    contents = docs.locator(".contents details")
    assert contents.get_attribute("open") is None
    docs.locator("summary").focus()
    docs.keyboard.press("Enter")
    link = docs.get_by_role("navigation", name="Documentation").get_by_role("link", name="Questions")
    link.focus()
    docs.keyboard.press("Enter")
    docs.wait_for_url("**/faq.html")
    docs.get_by_role("link", name="Back: How it works").click()
    docs.wait_for_url("**/how.html")


def test_one_page_brings_all_of_it_onto_the_device(
    browser: Browser, own_host: StaticHost, visitors: list[Visitor]
) -> None:
    with visiting(browser, own_host, visitors) as visitor:
        page = visitor.open()
        wait_until(page, lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"), "the service worker")
        wait_until(page, lambda: page.evaluate(KEPT, "samples/portrait.jpg"), "the page itself")
        assert page.evaluate(KEPT, "group=docs") == 0
        page.goto(own_host.url + "docs/")
        files = page.evaluate("fetch('../assets.json').then((answer) => answer.json())")["files"]
        wanted = sum(file["group"] == "docs" for file in files)
        wait_until(page, lambda: page.evaluate(KEPT, "group=docs") == wanted, "all of the documentation")
        own_host.stop()
        visitor.forgive(NO_NETWORK)
        for each in PAGES:
            page.goto(f"{own_host.url}docs/{each.name}.html")
            assert page.locator("h1").count() == 1, each.name
            assert page.locator("img").evaluate_all("all => all.every((image) => image.naturalWidth > 0)"), each.name
        page.goto(own_host.url + "docs/")
        assert page.title() == "Guide · Mattebox"
