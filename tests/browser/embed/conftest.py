"""Sites of other people: the npm package unpacked beside their own pages, with toys for networks."""

import functools
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shop import ISOLATION, PAGE, STRICT, OpenShop, put_toys
from static_host import serving
from tools.npm.package import TARBALL
from visitor import Visitor, visiting


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory, folders: Callable[[bool], Path]) -> Path:
    """A folder in which the package lies unpacked, as `mattebox/`."""
    site = tmp_path_factory.mktemp("shop")
    with tarfile.open(TARBALL) as tar:
        tar.extractall(site, filter="data")
    (site / "package").rename(site / "mattebox")
    put_toys(site / "mattebox" / "assets", folders(True))
    return site


@pytest.fixture(scope="session")
def put_page(package: Path) -> Callable[..., str]:
    """Writes a page of the site; its name."""

    @functools.cache
    def put(name: str, body: str = "", script: str = "") -> str:
        if script:
            (package / f"{name}.js").write_text(script)
            body += f'<script type="module" src="{name}.js"></script>'
        (package / f"{name}.html").write_text(PAGE + body)
        return f"{name}.html"

    return put


@pytest.fixture(scope="module")
def shop(package: Path, browser: Browser, visitors: list[Visitor]) -> Iterator[OpenShop]:
    """Opens a page of the site, under a strict policy."""
    with ExitStack() as stack:

        @functools.cache
        def somebody(isolation: str) -> Visitor:
            host = stack.enter_context(serving(package))
            host.headers = {"Content-Security-Policy": STRICT} | ISOLATION[isolation]
            return stack.enter_context(visiting(browser, host, visitors))

        def opened(name: str, isolation: str = "none", forgive: str = "") -> Page:
            visitor = somebody(isolation)
            if forgive:
                visitor.forgive(forgive)
            page = visitor.context.new_page()
            page.goto(visitor.host.url + name)
            return page

        yield opened
