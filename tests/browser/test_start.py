"""The way to the first picture: nothing is asked for twice, nothing waits that need not."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import expect

import spy
from native_cut import NativeCut, mean_difference
from static_host import StaticHost
from tools.here import DIST, WEB
from tools.hints import imported
from visitor import Visitor, choose, latest, settle, wait_until

HINT = re.compile(r'<link rel="modulepreload" href="([^"]+)">')


def needed_by(*starts: Path) -> set[str]:
    """Modules that these need before they run, by their paths below web/."""
    return {path.relative_to(WEB).as_posix() for start in starts for path in imported(start)}


def test_the_page_names_all_its_modules_at_once(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    """Those of one language come by themselves, as it is known only then which; all others that start it are named."""
    hints = HINT.findall((DIST / "index.html").read_text())
    app, engine = WEB / "app", WEB / "engine"
    needed = needed_by(app / "start.js", app / "main.js", app / "messages" / "en.js")
    assert len(hints) == len(set(hints))
    assert {*hints, "app/start.js", "app/messages/en.js"} == needed
    page = new_visitor(own_host, service_workers="block").open()
    names = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name.replace(document.baseURI, ''))"
    )
    page.close()
    modules = {name for name in names if re.match(r"(app|engine)/.*(?<!-worker)\.js$", name)}
    workers = needed_by(engine / "python" / "python-worker.js", engine / "inference" / "inference-worker.js")
    assert needed <= modules <= needed | workers


def test_nothing_is_asked_for_twice(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    """Neither because of the hints, nor by a page and its service worker."""
    new_visitor(own_host, service_workers="block").open().close()
    asked = Counter(own_host.asked)
    # Scripts are looked at by hints and imports; the icon of the tab is the browser's own affair.
    beyond_us = ("js", "icon.svg")
    assert {name for name, times in asked.items() if times > 1 and not name.endswith(beyond_us)} == set()
    assert asked["assets.json"] == asked["vendor/pyodide/snapshot.bin"] == 1

    own_host.asked.clear()
    new_visitor(own_host).open().close()
    asked = Counter(own_host.asked)
    large = {file for file in asked if file.startswith(("models/", "vendor/", "py/"))}
    assert any(file.startswith("models/") for file in large)
    assert {file: asked[file] for file in large if asked[file] > 1} == {}


def test_a_picture_need_not_wait_for_the_start(regular: Visitor, photos: dict[str, Path], native: NativeCut) -> None:
    """It can be chosen at once, and no warm-up comes before it."""
    page = regular.context.new_page()
    page.add_init_script(spy.SPY)
    page.goto(regular.host.url)
    page.locator("html[data-booted]").wait_for(state="attached")
    choose(page, photos["chelsea"])
    assert page.locator("html").get_attribute("data-ready") is None
    assert settle(page) == "done"
    assert mean_difference(np.asarray(latest(page).image)[..., 3], native(photos["chelsea"]).alpha) <= 1
    asked = spy.duties(page)
    assert "cut" in asked and "warm" not in asked
    page.close()


def test_sessions_are_warmed_where_no_picture_waits(new_visitor: Callable[..., Visitor]) -> None:
    visitor = new_visitor()
    visitor.context.add_init_script(spy.SPY)
    page = visitor.open()
    wait_until(page, lambda: spy.duties(page).count("warm") == 2, "both warm-ups")
    expect(page.locator("#mode-time")).to_contain_text(" s", timeout=90_000)
