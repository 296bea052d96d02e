"""Every snippet of docs/embed.md runs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

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


def runnable(snippet: str, number: int) -> str:
    """As a module: with its imports on top, and what an earlier snippet has made."""
    imports = [each.group() for each in IMPORT.finditer(snippet)]
    body = IMPORT.sub("", snippet)
    own = "createMattebox(" in body or "mattebox." not in body
    before = "" if own else 'const mattebox = await createMattebox({ base: "/mattebox/" });'
    if not own:
        imports.append('import { createMattebox } from "mattebox";')
    lines = [*imports, GIVEN, before, body, f"globalThis.ran = {number};"]
    return at_this_site("\n".join(lines))


def at_this_site(script: str) -> str:
    """Without a bundler, which knows what `mattebox` is, and where this site has the assets."""
    script = re.sub(r'"mattebox/(\w+)"', r'"./mattebox/\1.js"', script).replace('"mattebox"', '"./mattebox/index.js"')
    return script.replace('"/mattebox/"', 'new URL("mattebox/assets/", location.href).href')


def test_the_elements_snippet_runs(
    shop: OpenShop, put_page: Callable[..., str], package: Path, photos: dict[str, Path]
) -> None:
    """As a policy wants it: its script in a file."""
    script = re.search(r'<script type="module">(.*?)</script>', ELEMENT)
    assert script
    body = ELEMENT.replace(script.group(), "").replace("/mattebox/", "mattebox/assets/")
    page = shop(put_page("element-snippet", body=body, script=at_this_site(script.group(1))))
    page.set_input_files("matte-box input[type=file]", photos["coffee"])
    wait_until(page, lambda: page.evaluate("document.querySelector('matte-box').file?.size > 1000"), "the file", 60)


@pytest.mark.parametrize("number", range(len(SNIPPETS)))
def test_a_snippet_runs(
    shop: OpenShop, put_page: Callable[..., str], package: Path, photos: dict[str, Path], number: int
) -> None:
    for name in ("coffee", "chelsea"):
        (package / f"{name}.png").write_bytes(photos[name].read_bytes())
    page = shop(put_page(f"snippet{number}", script=at_this_site(runnable(SNIPPETS[number], number))))
    wait_until(page, lambda: page.evaluate("globalThis.ran") == number, "the snippet to end", 60)
