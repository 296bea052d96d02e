"""What comes between the page and its host, its storage or its version: said in words, got over, and nothing is lost.

One person's story: the tests go on from each other.
"""

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from batches import count, empty, finish, zipped
from second_version import ALL_KEPT, has_second_version, publish
from static_host import StaticHost, serving
from tools import site
from visitor import NO_NETWORK, PATIENCE_MS, Visitor, choose, cut, latest, settle, visiting, wait_until

NOT_LOADED = "A part of Mattebox could not be downloaded."

EVICT = """async (path) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) if (url.includes(path)) await cache.delete(url);
  }
}"""

# A clock that leaps by years, forth and back, whenever it is looked at.
LEAPS = """{
  const Plain = Date, YEAR = 365.25 * 24 * 3600 * 1000;
  let sign = 1;
  const leap = () => Plain.now.call(Plain) + (sign = -sign) * 60 * YEAR;
  globalThis.Date = class extends Plain {
    constructor(...values) { super(...(values.length ? values : [leap()])); }
    static now() { return leap(); }
  };
  Object.defineProperty(globalThis.Date, "name", { value: "Date" });
}"""


@pytest.fixture(scope="module")
def host() -> Iterator[StaticHost]:
    with serving() as host:
        yield host


@pytest.fixture(scope="module")
def newcomer(browser: Browser, host: StaticHost, visitors: list[Visitor]) -> Iterator[Visitor]:
    with visiting(browser, host, visitors) as visitor:
        visitor.forgive(NO_NETWORK)
        visitor.forgive("Failed to load resource|ERR_FAILED|503")
        yield visitor


@pytest.fixture(scope="module")
def tab(newcomer: Visitor) -> Page:
    return newcomer.context.new_page()


def retry(page: Page) -> None:
    page.locator("#message .card.error").get_by_role("button", name="Try again").click()


def ready(page: Page) -> None:
    page.locator("html[data-ready=true]").wait_for(state="attached")


def evict(page: Page, path: str) -> None:
    """What has it in its name is stored no more, and the service worker does not remember it either."""
    page.evaluate(EVICT, path)
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")


def test_offline_when_only_the_page_has_come(tab: Page, host: StaticHost, photos: dict[str, Path]) -> None:
    """It stays on the screen, although it would have reloaded itself for its threads, and says what is missing."""
    host.stop_after = "precache.js"
    tab.goto(host.url)
    message = tab.locator("#message .card.error")
    expect(message).to_contain_text(NOT_LOADED, timeout=PATIENCE_MS)
    expect(tab.locator("#choose")).to_be_visible()
    message.get_by_role("button", name="Close").click()
    tab.select_option("#mode", "fast")
    tab.set_input_files("#file", [photos["chelsea"], photos["coffee"]])
    expect(message).to_contain_text(NOT_LOADED)


def test_offline_while_the_engine_comes(tab: Page, host: StaticHost) -> None:
    """The pictures that were chosen wait, and are done in the end; what has come is not asked for again."""
    host.asked.clear()
    host.stop_after = host.parts[0]
    host.start()
    retry(tab)
    tab.locator(".cell").nth(1).wait_for()
    expect(tab.locator("#message .card.error")).to_contain_text(NOT_LOADED, timeout=PATIENCE_MS)
    expect(tab.locator("#batch-left")).to_have_text("Paused")
    assert (count(tab, "waiting"), count(tab, "failed")) == (2, 0)
    host.start()
    tab.locator("#message").get_by_role("button", name="Go on").click()
    finish(tab)
    assert count(tab, "done") == 2
    large = [name for name in host.asked if name.startswith(("models/", "vendor/", "py/"))]
    assert sorted(large) == sorted(set(large))


def test_a_part_that_was_evicted_between_visits(tab: Page, host: StaticHost, photos: dict[str, Path]) -> None:
    """With the network off the draft is there and the rest is missed; with it, only that is fetched again."""
    empty(tab)
    wait_until(tab, lambda: tab.evaluate(ALL_KEPT), "all files kept")
    evict(tab, host.parts[0])
    host.stop()
    tab.reload()
    tab.locator("html[data-booted]").wait_for(state="attached")
    tab.select_option("#mode", "standard")
    choose(tab, photos["chelsea"])
    assert settle(tab) == "error"
    message = tab.locator("#message .card.error")
    expect(message).to_contain_text(NOT_LOADED)
    assert tab.locator("html").get_attribute("data-picture") == "draft"
    host.asked.clear()
    host.start()
    retry(tab)
    assert settle(tab) == "done"
    assert latest(tab).image.size == (451, 300)
    assert [name for name in host.asked if not name.endswith(".js")] == [host.parts[0]]


def test_everything_evicted_and_no_room_for_it_again(tab: Page, host: StaticHost, photos: dict[str, Path]) -> None:
    """With the network off that is said; with it all goes as before, although nothing can be stored."""
    expected = latest(tab).png
    evict(tab, "")
    host.stop()
    tab.reload()
    expect(tab.locator("body")).to_contain_text("Mattebox is not on this device yet, and there is no network.")
    host.start()
    session = tab.context.new_cdp_session(tab)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.origin, "quotaSize": 1000})
    tab.reload()
    assert cut(tab, photos["chelsea"]).png == expected
    assert not tab.evaluate(ALL_KEPT)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.origin})


def test_a_new_version_in_the_middle_of_a_batch(
    tab: Page, host: StaticHost, photos: dict[str, Path], tmp_path: Path
) -> None:
    """It waits until it is wanted; then the batch goes on in it, and no picture is done twice."""
    tab.reload()
    ready(tab)
    wait_until(tab, lambda: tab.evaluate(ALL_KEPT), "all files kept")
    tab.select_option("#mode", "fast")
    tab.set_input_files("#file", [shutil.copy(photos["chelsea"], tmp_path / f"{i}.png") for i in range(8)])
    publish(host)
    tab.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    expect(tab.locator("#update")).to_be_visible(timeout=PATIENCE_MS)
    wait_until(tab, lambda: count(tab, "done") >= 1, "the first picture")
    assert not has_second_version(tab)
    with tab.expect_event("load"):
        tab.click("#update")
    tab.click("#stored-go-on")
    assert has_second_version(tab)
    finish(tab)
    assert (count(tab, "all"), count(tab, "done")) == (8, 8)
    empty(tab)


def test_another_tab_takes_the_new_version(
    tab: Page, newcomer: Visitor, host: StaticHost, photos: dict[str, Path]
) -> None:
    """What is finished here stays and can be saved, and what this tab cannot do any more is explained."""
    result = cut(tab, photos["chelsea"])
    change_program(host)
    other = newcomer.context.new_page()
    other.goto(host.url)
    expect(other.locator("#update")).to_be_visible(timeout=PATIENCE_MS)
    with other.expect_event("load"):
        other.click("#update")
    ready(other)
    other.close()
    worker = [worker for worker in tab.workers if "python-worker" in worker.url][-1]
    worker.evaluate("() => self.close()")
    wait_until(tab, lambda: worker not in tab.workers, "the worker's end")
    tab.keyboard.press("e")
    tab.locator("#shift").fill("-3")
    message = tab.locator("#message .card.error")
    expect(message).to_contain_text("A newer version of Mattebox is there.")
    expect(message).to_contain_text("The cut-out before it is still here.")
    with tab.expect_download() as download:
        tab.click("#save")
    assert Path(download.value.path()).read_bytes() == result.png
    tab.reload()
    assert cut(tab, photos["chelsea"]).png == result.png


def change_program(host: StaticHost) -> None:
    """Another build, which differs in what Python runs."""
    path = "py/mattebox.bin"
    program = gzip.compress(gzip.decompress((host.folder / path).read_bytes()), compresslevel=1)
    assets = json.loads((host.folder / "assets.json").read_text())
    for file in assets["files"]:
        if file["path"] == path:
            file |= {"bytes": len(program), "sha256": hashlib.sha256(program).hexdigest()}
    assets["version"] = hashlib.sha256(program).hexdigest()[:16]
    text = json.dumps(assets)
    host.changed = {path: program, "assets.json": text.encode(), "precache.js": site.precache(text)}


def test_two_tabs_at_once(regular: Visitor, photos: dict[str, Path]) -> None:
    """Each gets what it would get alone."""
    tabs = [regular.open(), regular.open()]
    for tab in tabs:
        tab.select_option("#mode", "fast")
        choose(tab, photos["chelsea"])
    assert [settle(tab) for tab in tabs] == ["done", "done"]
    first, second = (latest(tab).png for tab in tabs)
    assert first == second == cut(tabs[0], photos["chelsea"]).png
    for tab in tabs:
        tab.close()


def test_a_clock_that_leaps_by_years(regular: Visitor, photos: dict[str, Path]) -> None:
    """In the page and in its workers: times, names and archives are as ever."""
    page = regular.context.new_page()
    page.add_init_script(LEAPS)
    page.on("worker", lambda worker: worker.evaluate(LEAPS))
    page.goto(regular.host.url)
    ready(page)
    assert page.evaluate("Math.abs(Date.now() - Date.now()) > 1e12")
    page.select_option("#mode", "fast")
    result = cut(page, photos["chelsea"])
    took = re.search(r"Done in ([\d.]+) s", page.locator("#status").inner_text())
    assert took and 0 < float(took[1]) < PATIENCE_MS / 1000
    assert all(0 <= time < PATIENCE_MS for time in result.timings.values())
    page.set_input_files("#file", [photos["chelsea"], photos["coffee"]])
    finish(page)
    files = zipped(page)
    assert sorted(files) == ["chelsea-cutout.png", "coffee-cutout.png"]
    assert files["chelsea-cutout.png"] == result.png
    empty(page)
    page.close()
