"""The page in the reader's language: which, how much of it is loaded, and that it fits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from looks import overflowing
from static_host import StaticHost
from visitor import Visitor, cut, visiting

pytestmark = pytest.mark.toys

# Texts that their boxes cut off: buttons and labels, not names of files.
CUT_OFF = """() => [...document.querySelectorAll("button, label, h2, .reading, .tips summary")]
  .filter((e) => e.checkVisibility() && e.getClientRects().length && e.clientWidth && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 90))"""


def language_of(page: Page) -> str | None:
    return page.locator("html").get_attribute("lang")


def test_only_the_readers_language_is_loaded(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    """Before the engine is there, and without the others."""
    page = new_visitor(own_host, locale="de-AT", service_workers="block").open(ready=False)
    expect(page.locator("#choose")).to_have_text("Bilder auswählen")
    assert language_of(page) == "de" and page.locator("html").get_attribute("dir") == "ltr"
    assert page.title() == "Mattebox: Hintergrund entfernen, auf dem eigenen Gerät"
    loaded = [path for path in own_host.asked if path.startswith("app/messages/")]
    assert sorted(loaded) == ["app/messages/de.js", "app/messages/format.js", "app/messages/index.js"]


def test_a_choice_is_kept(new_visitor: Callable[..., Visitor]) -> None:
    visitor = new_visitor(locale="en-GB", service_workers="block")
    page = visitor.open(ready=False)
    page.click("#open-about")
    assert page.locator("#language option").all_inner_texts() == [
        *("English", "Deutsch", "Español", "Français", "日本語", "简体中文")
    ]
    with page.expect_navigation():
        page.select_option("#language", "ja")
    expect(page.locator("#choose")).to_have_text("画像を選ぶ")
    page.close()
    page = visitor.open(ready=False)
    expect(page.locator("#choose")).to_have_text("画像を選ぶ")
    assert language_of(page) == "ja" and page.input_value("#language") == "ja"


def test_a_choice_does_not_cost_the_picture(regular: Visitor, photos: dict[str, Path]) -> None:
    page = regular.open()
    result = cut(page, photos["chelsea"])
    page.click("#open-about")
    expect(page.locator("#language-later")).to_be_hidden()
    page.select_option("#language", "fr")
    expect(page.locator("#language-later")).to_be_visible()
    assert page.evaluate("latestResult.blob.size") == len(result.png)
    page.select_option("#language", "en")
    expect(page.locator("#language-later")).to_be_hidden()
    page.close()


@pytest.fixture(scope="module")
def traveller(browser: Browser, static_host: StaticHost, visitors: list[Visitor]) -> Iterator[Visitor]:
    """Somebody who reads many languages, and has everything stored."""
    with visiting(browser, static_host, visitors) as visitor:
        visitor.open().close()
        yield visitor


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "zh-Hans"])
def test_its_words_fit(traveller: Visitor, photos: dict[str, Path], artefacts: Path, language: str) -> None:
    page = traveller.open(ready=False)
    page.evaluate("(language) => localStorage.setItem('mattebox.language', JSON.stringify(language))", language)
    page.reload()
    page.locator(f"html[data-booted][lang={language}]").wait_for(state="attached")
    page.select_option("#mode", "fast")

    def look(name: str) -> None:
        for width, height in ((320, 640), (768, 1024), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(100)
            page.screenshot(path=artefacts / f"{language}-{name}-{width}.png")
            assert overflowing(page) == []
            assert page.evaluate(CUT_OFF) == []

    look("empty")
    page.click("#open-about")
    look("about")
    page.click("#open-keys")
    page.locator("#sheet").wait_for()
    look("sheet")
    page.keyboard.press("Escape")
    page.locator("html[data-ready=true]").wait_for(state="attached")
    cut(page, photos["astronaut"])
    page.locator("#tips summary").click()
    look("tips")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    for tab in ("edges", "fixes", "finish"):
        page.click(f"#tab-{tab}")
        look(tab)
    page.close()
