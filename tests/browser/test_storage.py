"""A browser that keeps nothing for this page, or takes away what it kept: it works, and says so."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from batches import finish, opened, take, zipped
from static_host import StaticHost
from tools.browsers import find_chromium
from visitor import ARGUMENTS, Visitor, cut

pytestmark = pytest.mark.toys

# Every way to keep something throws where it is only named, on the page and in its workers.
DENIED = """
const get = () => { throw new DOMException("denied", "SecurityError"); };
const deny = (scope, name) => Object.defineProperty(scope, name, { get, configurable: true });
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) deny(globalThis, name);
for (const name of ["locks", "storage", "serviceWorker"]) deny(Navigator.prototype, name);
"""


REFUSED = "() => { try { return !localStorage; } catch { return true; } }"


class Blocking:
    """Chromium whose own settings block all cookies, and with them all storage."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self._playwright, self._folder = playwright, folder

    def new_context(self, **options: Any) -> BrowserContext:
        (self._folder / "Default").mkdir(parents=True)
        settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
        (self._folder / "Default" / "Preferences").write_text(json.dumps(settings))
        return self._playwright.chromium.launch_persistent_context(
            self._folder, executable_path=find_chromium(), args=list(ARGUMENTS), accept_downloads=True, **options
        )


@pytest.fixture(params=["by its settings", "by every name"])
def denied(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    new_visitor: Callable[..., Visitor],
    static_host: StaticHost,
    visitors: list[Visitor],
    tmp_path: Path,
) -> Iterator[Visitor]:
    if request.param == "by every name":
        visitor = new_visitor()
        visitor.context.add_init_script(DENIED)
        yield visitor
        return
    visitor = Visitor(Blocking(playwright, tmp_path / "profile"), static_host)  # type: ignore[arg-type]
    visitors.append(visitor)
    yield visitor
    visitor.close()
    visitors.remove(visitor)


def test_it_works_and_says_that_nothing_is_kept(denied: Visitor, photos: dict[str, Path]) -> None:
    page = denied.open()
    assert page.evaluate(REFUSED)
    expect(page.locator("#promise")).to_contain_text("this browser keeps nothing of it")
    assert cut(page, photos["chelsea"]).found

    page.click("#open-about")
    page.locator("#version").get_by_text("Mattebox").wait_for()
    expect(page.locator("#kept dt")).to_have_count(0)
    page.click("#wipe")
    page.click("#wipe-no")
    page.click("#close-about")


def test_a_batch_ends_with_the_tab_and_says_so(denied: Visitor, photos: dict[str, Path]) -> None:
    page = opened(denied)
    page.set_input_files("#file", [photos["coffee"], photos["chelsea"]])
    expect(page.locator("#message")).to_contain_text("ends with this tab")
    finish(page)
    assert sorted(zipped(page)) == ["chelsea-cutout.png", "coffee-cutout.png"]
    page.click("#batch-clear")
    page.click("#batch-clear-yes")
    expect(page.locator("html")).to_have_attribute("data-view", "studio")


def test_all_can_be_removed_where_there_is_nothing(denied: Visitor) -> None:
    page = denied.open()
    page.click("#open-about")
    page.click("#wipe")
    page.click("#wipe-yes")
    expect(page.get_by_role("heading", name="Everything has been removed")).to_be_visible()


def test_a_batch_whose_storage_is_cleared_stops_and_says_why(
    new_visitor: Callable[..., Visitor], static_host: StaticHost, photos: dict[str, Path]
) -> None:
    page = opened(new_visitor())
    take(page, [photos["coffee"], photos["chelsea"]])
    finish(page)
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": static_host.origin, "storageTypes": "indexeddb,file_systems"})
    page.set_input_files("#file", photos["astronaut"])
    expect(page.locator("#message")).to_contain_text("The browser has taken away what was stored")
    page.click("#batch-clear")
    page.click("#batch-clear-yes")
    expect(page.locator("html")).to_have_attribute("data-view", "studio")
    take(page, [photos["coffee"], photos["chelsea"]])  # and begins anew
    finish(page)
    assert sorted(zipped(page)) == ["chelsea-cutout.png", "coffee-cutout.png"]


def test_a_browser_that_understates_its_room_is_not_believed_for_good(
    new_visitor: Callable[..., Visitor], photos: dict[str, Path]
) -> None:
    page = opened(new_visitor())
    page.evaluate("navigator.storage.estimate = async () => ({ quota: 1000, usage: 0 })")
    page.set_input_files("#file", [photos["coffee"], photos["chelsea"]])
    message = page.locator("#message")
    expect(message).to_contain_text("the browser says that it has only")
    message.get_by_role("button", name="Try anyway").click()
    finish(page)
    assert sorted(zipped(page)) == ["chelsea-cutout.png", "coffee-cutout.png"]
