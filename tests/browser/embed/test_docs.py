"""Every snippet of docs/embed.md runs, in one page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from guide import ELEMENT, SNIPPETS, at_this_site, runnable
from shop import OpenShop
from visitor import wait_until

pytestmark = pytest.mark.toys

HERE = [snippet for snippet in SNIPPETS if "mattebox/frame" not in snippet]  # test_frame.py has the other


@pytest.fixture(scope="module")
def page(shop: OpenShop, put_page: Callable[..., str], package: Path, photos: dict[str, Path]) -> Page:
    """With the element of the guide; its script in a file, as a policy wants it."""
    for name in ("coffee", "chelsea"):
        (package / f"{name}.png").write_bytes(photos[name].read_bytes())
    script = re.search(r'<script type="module">(.*?)</script>', ELEMENT)
    assert script
    body = ELEMENT.replace(script.group(), "").replace("/mattebox/", "mattebox/assets/")
    return shop(put_page("guide", body=body, script=at_this_site(script.group(1))))


@pytest.mark.parametrize("number", range(len(HERE)))
def test_a_snippet_runs(page: Page, package: Path, number: int) -> None:
    (package / f"snippet{number}.js").write_text(runnable(HERE[number]))
    page.evaluate("(name) => import(name)", f"./snippet{number}.js")


def test_the_elements_snippet_runs(page: Page, photos: dict[str, Path]) -> None:
    page.set_input_files("matte-box input[type=file]", photos["coffee"])
    wait_until(page, lambda: page.evaluate("document.querySelector('matte-box').file?.size > 1000"), "the file")
