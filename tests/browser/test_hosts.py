"""Hosts and what lies on the way change what is served: offline use holds, versions do not mix, or it is said."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from second_version import ALL_KEPT, has_second_version, publish
from static_host import StaticHost
from tools import site
from visitor import NO_NETWORK, Visitor, cut, wait_until

pytestmark = pytest.mark.toys

# As a proxy or a host writes its own into pages.
ADDED = b"<!-- added on the way --></body>"
LAZY = "app/batch-view/view.js"

EVICT = """async (paths) => {
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const request of await store.keys()) {
      if (paths.some((path) => new URL(request.url).pathname.endsWith(path))) await store.delete(request);
    }
  }
}"""


def alter(host: StaticHost, name: str, old: bytes, new: bytes) -> None:
    data = (host.folder / name).read_bytes()
    assert data.count(old) == 1
    host.changed[name] = data.replace(old, new)


def kept(page: Page) -> None:
    wait_until(page, lambda: page.evaluate(ALL_KEPT), "all files kept")


def test_a_host_that_knows_few_kinds_of_files(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    """Without a service worker, which would put the types right."""
    unknown = (".mjs", ".wasm", ".bin", ".json", ".webmanifest", ".txt")
    own_host.types = dict.fromkeys(unknown, "application/octet-stream")
    own_host.headers = {"X-Content-Type-Options": "nosniff"}
    page = new_visitor(own_host, service_workers="block").open()
    assert cut(page, photos["chelsea"]).found


def test_ready_for_offline_without_a_picture(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    """A visit that ends when the engine is up has stored everything."""
    visitor = new_visitor(own_host)
    visitor.open().close()
    own_host.stop()
    visitor.forgive(NO_NETWORK)
    assert visitor.open().evaluate("crossOriginIsolated")


def test_a_page_that_is_added_to_on_the_way_works_offline(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    alter(own_host, "index.html", b"</body>", ADDED)
    alter(own_host, "licences.html", b"</body>", ADDED)
    visitor = new_visitor(own_host)
    page = visitor.open()
    kept(page)
    own_host.stop()
    visitor.forgive(NO_NETWORK)
    page.reload()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    assert "added on the way" not in page.content()
    assert cut(page, photos["chelsea"]).found


def test_modules_that_are_changed_on_the_way_work_but_are_not_kept_and_that_is_said(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    own_host.changed["style.css"] = (own_host.folder / "style.css").read_bytes() + b"/* added */"
    visitor = new_visitor(own_host)
    page = visitor.open()
    expect(page.locator("#promise")).to_contain_text("files arrive changed")
    assert cut(page, photos["chelsea"]).found
    page.reload()
    expect(page.locator("#promise")).to_contain_text("downloads")  # it promises nothing else
    expect(page.locator("#promise")).to_contain_text("files arrive changed")


def second_page(host: StaticHost) -> None:
    """Another build, in which the page itself differs, too."""
    publish(host)
    page = (host.folder / "index.html").read_bytes().replace(b'<html lang="en"', b'<html data-edition="2" lang="en"')
    host.changed |= {"index.html": page, "index.html.txt": page}
    assets = json.loads(host.changed["assets.json"])
    for file in assets["files"]:
        if file["path"] == "index.html":
            file |= {"bytes": len(page), "sha256": hashlib.sha256(page).hexdigest()}
    text = json.dumps(assets)
    host.changed |= {"assets.json": text.encode(), "precache.js": site.precache(text)}


def test_a_version_that_is_not_whole_makes_way_for_the_hosts(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    """New page and old modules never meet."""
    alter(own_host, "sw.js", b"STORE_AFTER_MS = 20_000", b"STORE_AFTER_MS = 100")  # it has nothing in memory then
    page = new_visitor(own_host).open()
    kept(page)
    page.evaluate(EVICT, ["/index.html"])
    second_page(own_host)
    page.reload()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    assert page.locator("html").get_attribute("data-edition") == "2"
    assert has_second_version(page)
    assert cut(page, photos["chelsea"]).found


def test_a_page_gets_no_module_of_another_version(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    visitor = new_visitor(own_host)
    visitor.forgive("409|Failed to load resource")
    page = visitor.open()
    kept(page)
    page.evaluate(EVICT, [LAZY])
    publish(own_host)
    own_host.changed[LAZY] = b"globalThis.stranger = true;"
    assert page.evaluate("import('./app/batch-view/view.js').catch(({ name }) => name)") == "TypeError"
    assert page.evaluate("globalThis.stranger") is None


def test_a_download_that_stands_still_is_begun_again(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    """Inside the service worker, too, where the page's own patience does not reach."""
    patience = b"SILENCE_MS = 10_000"
    alter(own_host, "sw.js", patience, b"SILENCE_MS = 1_000")
    page = new_visitor(own_host).open()
    kept(page)
    name = own_host.parts[0]
    page.evaluate(EVICT, [name])
    own_host.asked.clear()
    own_host.standing.add(name)
    again = "async (name) => (await (await fetch(name, { cache: 'reload' })).arrayBuffer()).byteLength"
    size = page.evaluate(again, name)
    assert size == (own_host.folder / name).stat().st_size
    assert own_host.asked.count(name) == 2
