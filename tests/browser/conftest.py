"""Fixtures of the browser tests: one Chromium, a host, a profile that has been here before, no fault anywhere.

There are two sites, each with its host and profile: dist/, and, for modules marked `toys`, the same with toys in the
place of the networks (see small_site.py). Both come up where a module first needs them.
"""

import functools
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from small_site import put_small_site
from static_host import StaticHost, serving
from tools.here import DIST, ROOT
from visitor import PATIENCE_MS, Cut, Visitor, chromium, cut, visiting

NewVisitor = Callable[..., Visitor]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def visitors() -> list[Visitor]:
    """Everybody who is looked after."""
    return []


@pytest.fixture(autouse=True)
def no_faults(visitors: list[Visitor]) -> Iterator[None]:
    """No console error, uncaught exception, policy violation or foreign request in any test."""
    yield
    for visitor in visitors:
        for page in visitor.context.pages:
            page.wait_for_timeout(0)  # lets what has been reported come in
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.faults.clear()
    assert not faults


@pytest.fixture(scope="module")
def toys(request: pytest.FixtureRequest) -> bool:
    """Whether the module's pages have toys in the place of the networks."""
    return request.node.get_closest_marker("toys") is not None


@pytest.fixture(scope="session")
def until_the_end(browser: Browser) -> Iterator[ExitStack]:
    """Closes what was opened on the way, before the browser."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Path]:
    return functools.cache(lambda toys: put_small_site(tmp_path_factory.mktemp("small") / "dist") if toys else DIST)


@pytest.fixture(scope="session")
def hosts(folders: Callable[[bool], Path], until_the_end: ExitStack) -> Callable[[bool], StaticHost]:
    return functools.cache(lambda toys: until_the_end.enter_context(serving(folders(toys))))


@pytest.fixture(scope="module")
def static_host(hosts: Callable[[bool], StaticHost], toys: bool) -> StaticHost:
    return hosts(toys)


@pytest.fixture
def own_host(folders: Callable[[bool], Path], toys: bool) -> Iterator[StaticHost]:
    """A host that the test may break or stop."""
    with serving(folders(toys)) as host:
        yield host


@pytest.fixture
def new_visitor(browser: Browser, static_host: StaticHost, visitors: list[Visitor]) -> Iterator[NewVisitor]:
    """Makes somebody who was never here before, gone after the test."""
    mine: list[Visitor] = []

    def make(host: StaticHost = static_host, **options: Any) -> Visitor:
        visitor = Visitor(browser, host, **options)
        mine.append(visitor)
        visitors.append(visitor)
        return visitor

    yield make
    for visitor in mine:
        visitor.close()
        visitors.remove(visitor)


@pytest.fixture(scope="session")
def regulars(
    browser: Browser, hosts: Callable[[bool], StaticHost], visitors: list[Visitor], until_the_end: ExitStack
) -> Callable[[bool], Visitor]:
    @functools.cache
    def regular(toys: bool) -> Visitor:
        visitor = until_the_end.enter_context(visiting(browser, hosts(toys), visitors))
        visitor.open().close()
        return visitor

    return regular


@pytest.fixture(scope="module")
def regular(regulars: Callable[[bool], Visitor], toys: bool) -> Iterator[Visitor]:
    """Somebody whose browser has everything stored; what a module has chosen, the next one does not find."""
    visitor = regulars(toys)
    yield visitor
    page = visitor.context.new_page()
    page.goto(f"{visitor.host.url}licences.html")
    page.evaluate("localStorage.clear()")
    page.close()


@pytest.fixture(scope="module")
def page(regular: Visitor) -> Iterator[Page]:
    """A tab of the module's own, with the engine up."""
    page = regular.open()
    yield page
    page.close()


@pytest.fixture(scope="session")
def photos(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Without the hash that their names have in the cache."""
    folder = tmp_path_factory.mktemp("photos")
    return {name: Path(shutil.copy(path, folder / f"{name}.png")) for name, path in photos.items()}


@pytest.fixture(scope="session")
def finished_tabs(regulars: Callable[[bool], Visitor], photos: dict[str, Path]) -> Callable[[bool], tuple[Page, Cut]]:
    @functools.cache
    def finished(toys: bool) -> tuple[Page, Cut]:
        page = regulars(toys).open()
        return page, cut(page, photos["astronaut"])

    return finished


@pytest.fixture(scope="module")
def finished(finished_tabs: Callable[[bool], tuple[Page, Cut]], toys: bool) -> tuple[Page, Cut]:
    """A tab in which the astronaut has been cut out, for tests that leave it so."""
    return finished_tabs(toys)


@pytest.fixture(scope="session")
def artefacts() -> Path:
    folder = ROOT / "tests" / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder
