"""Every snippet of docs/embed.md runs, in one page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shop import OpenShop
from tools.here import ROOT
from visitor import wait_until

pytestmark = pytest.mark.toys

GUIDE = (ROOT / "docs" / "embed.md").read_text()
SNIPPETS = re.findall(r"^```js\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
ELEMENT = re.findall(r"^```html\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)[0]
IMPORT = re.compile(r'^import .* from "mattebox(/\w+)?";$', re.MULTILINE)

# What a snippet takes for granted.
GIVEN = """
const picture = async (name) => new File([await (await fetch(name)).blob()], name, { type: "image/png" });
const file = await picture("coffee.png");
const files = [file, await picture("chelsea.png")];
const otherVersion = file;
document.body.append(document.createElement("img"));
"""


def runnable(snippet: str) -> str:
    """As a module: with its imports on top, and what an earlier snippet has made."""
    imports = [each.group() for each in IMPORT.finditer(snippet)]
    body = IMPORT.sub("", snippet)
    if "createMattebox" not in snippet and "mattebox." in body:
        imports.append('import { createMattebox } from "mattebox";')
        imports.append('const mattebox = await (globalThis.made ??= createMattebox({ base: "/mattebox/" }));')
    return at_this_site("\n".join([*imports, GIVEN, body]))


def at_this_site(script: str) -> str:
    """Without a bundler, which knows what `mattebox` is, and where this site has the assets."""
    script = re.sub(r'"mattebox/(\w+)"', r'"./mattebox/\1.js"', script).replace('"mattebox"', '"./mattebox/index.js"')
    return script.replace('"/mattebox/"', 'new URL("mattebox/assets/", location.href).href')


@pytest.fixture(scope="module")
def page(shop: OpenShop, put_page: Callable[..., str], package: Path, photos: dict[str, Path]) -> Page:
    """With the element of the guide; its script in a file, as a policy wants it."""
    for name in ("coffee", "chelsea"):
        (package / f"{name}.png").write_bytes(photos[name].read_bytes())
    script = re.search(r'<script type="module">(.*?)</script>', ELEMENT)
    assert script
    body = ELEMENT.replace(script.group(), "").replace("/mattebox/", "mattebox/assets/")
    return shop(put_page("guide", body=body, script=at_this_site(script.group(1))))


@pytest.mark.parametrize("number", range(len(SNIPPETS)))
def test_a_snippet_runs(page: Page, package: Path, number: int) -> None:
    (package / f"snippet{number}.js").write_text(runnable(SNIPPETS[number]))
    page.evaluate("(name) => import(name)", f"./snippet{number}.js")


def test_the_elements_snippet_runs(page: Page, photos: dict[str, Path]) -> None:
    page.set_input_files("matte-box input[type=file]", photos["coffee"])
    wait_until(page, lambda: page.evaluate("document.querySelector('matte-box').file?.size > 1000"), "the file")
