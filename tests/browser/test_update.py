"""A new version: offered, applied when the person says so, and only what changed is fetched."""

import hashlib
import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from static_host import StaticHost
from tools import site
from visitor import Visitor, wait_until

RULE = b"\n:root { --second-version: yes; }\n"


def publish(host: StaticHost) -> None:
    """Another build, which differs in the style sheet."""
    style = (host.folder / "style.css").read_bytes() + RULE
    assets = json.loads((host.folder / "assets.json").read_text())
    for file in assets["files"]:
        if file["path"] == "style.css":
            file |= {"bytes": len(style), "sha256": hashlib.sha256(style).hexdigest()}
    assets["version"] = assets["version"][::-1]
    text = json.dumps(assets)
    host.changed |= {
        "style.css": style,
        "assets.json": text.encode(),
        "precache.js": site.precache(text),
    }


# Whether all that a first visit needs is stored: then nothing of it is fetched again.
ALL_KEPT = """async () => {
  const { files } = await (await fetch("assets.json")).json();
  const stores = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return stores.flat().length === files.filter(({ group }) => group === "shell" || group === "engine").length;
}"""


def has_second_version(page: Page) -> bool:
    return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--second-version')") == "yes"


def test_update(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    visitor = new_visitor(own_host)
    page = visitor.open()
    expect(page.locator("#update")).to_be_hidden()
    wait_until(page, lambda: page.evaluate(ALL_KEPT), "all files kept")
    publish(own_host)
    own_host.asked.clear()

    page.reload()
    update = page.locator("#update")
    expect(update).to_be_visible(timeout=30_000)
    assert not has_second_version(page)
    with page.expect_event("load"):
        update.click()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    assert has_second_version(page)
    assert page.evaluate("crossOriginIsolated")
    expect(update).to_be_hidden()
    assert set(own_host.asked) == {"sw.js", "precache.js", "style.css"}
    assert own_host.asked.count("style.css") == 1
