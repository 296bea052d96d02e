"""Fixtures of the browser tests: one Chromium, one host, one profile that has been here before, no fault anywhere."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from static_host import StaticHost, serving
from tools.here import ROOT
from visitor import Cut, Visitor, chromium, cut, visiting

NewVisitor = Callable[..., Visitor]


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


@pytest.fixture(scope="session")
def static_host() -> Iterator[StaticHost]:
    with serving() as host:
        yield host


@pytest.fixture
def own_host() -> Iterator[StaticHost]:
    """A host that the test may break or stop."""
    with serving() as host:
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
def regular(browser: Browser, static_host: StaticHost, visitors: list[Visitor]) -> Iterator[Visitor]:
    """Somebody whose browser has everything stored."""
    with visiting(browser, static_host, visitors) as visitor:
        visitor.open().close()
        yield visitor


@pytest.fixture(scope="module", autouse=True)
def nothing_is_remembered(regular: Visitor) -> Iterator[None]:
    """The next module begins with the usual mode and kind of file."""
    yield
    page = regular.open(ready=False)
    page.evaluate("for (const key of ['mode', 'output']) localStorage.removeItem(`mattebox.${key}`)")
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
def finished(regular: Visitor, photos: dict[str, Path]) -> Iterator[tuple[Page, Cut]]:
    """A tab in which the astronaut has been cut out, for tests that leave it so."""
    page = regular.open()
    result = cut(page, photos["astronaut"])
    yield page, result
    page.close()


@pytest.fixture(scope="session")
def artefacts() -> Path:
    folder = ROOT / "tests" / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder
