"""What is kept on the device is listed, and all of it can be removed in one go; what others keep there stays."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import mattebox
from static_host import StaticHost
from visitor import Visitor, wait_until

pytestmark = pytest.mark.toys

# Soon, so that the test need not wait for it.
LATER, SOON = b"STORE_AFTER_MS = 20_000", b"STORE_AFTER_MS = 3_000"
SOON_MS = 3000

# All that a site can keep, whoever it is from.
KEPT = """async () => {
  const root = await navigator.storage.getDirectory();
  const names = [];
  for await (const name of root.keys()) names.push(name);
  return {
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    files: names,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  };
}"""

OTHERS = """async () => {
  localStorage.setItem("other", "1");
  sessionStorage.setItem("other", "1");
  await caches.open("other");
  await (await navigator.storage.getDirectory()).getFileHandle("other", { create: true });
  await new Promise((resolve) => (indexedDB.open("other").onsuccess = resolve));
}"""


def rows(page: Page, host: StaticHost) -> dict[str, str]:
    """What the dialog lists."""
    page.click("#open-about")
    page.locator("#kept dt").first.wait_for()
    build = json.loads((host.folder / "assets.json").read_text())["version"]
    expect(page.locator("#version")).to_have_text(f"Mattebox {mattebox.__version__} ({build[:8]})")
    names, amounts = (page.locator(f"#kept {tag}").all_inner_texts() for tag in ("dt", "dd"))
    return dict(zip(names, amounts, strict=True))


def start_batch(page: Page, pictures: list[Path]) -> None:
    page.select_option("#mode", "fast")
    page.set_input_files("#file", pictures)
    page.locator("[data-view=batch]").wait_for(state="attached")
    done = page.locator("#batch-list [data-state=done]")
    expect(done).to_have_count(len(pictures), timeout=60_000)


def test_all_is_listed_and_removed(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    script = (own_host.folder / "sw.js").read_bytes()
    assert LATER in script
    own_host.changed["sw.js"] = script.replace(LATER, SOON)
    visitor = new_visitor(own_host)
    page = visitor.open()
    page.evaluate(OTHERS)
    start_batch(page, [photos["coffee"], photos["chelsea"]])
    page.click("#batch-leave")

    second = visitor.open(ready=False)
    listed = rows(second, own_host)
    assert listed["Pictures of the batch"].startswith("2 · ") and listed["Results of the batch"].startswith("2 · ")
    assert listed["Program and networks"].split(" · ")[0].isdigit() and "Settings" in listed
    originals = sum(photos[name].stat().st_size for name in ("coffee", "chelsea"))
    assert f"{originals / 1e6:.0f}" in listed["Pictures of the batch"] or originals < 1e6

    second.click("#wipe")
    second.click("#wipe-yes")  # the other tab has the batch
    expect(second.locator("#wipe-trouble")).to_be_visible()
    assert "mattebox.batch" in second.evaluate(KEPT)["databases"]
    page.close()
    page = second

    page.click("#wipe-yes")
    expect(page.get_by_role("heading", name="Everything has been removed")).to_be_visible()
    others = {name: ["other"] for name in ("local", "session", "databases", "files", "caches")} | {"workers": []}
    assert page.evaluate(KEPT) == others | {"session": []}  # each tab has its own
    page.evaluate("fetch('style.css', { cache: 'reload' })")  # what it fetches now it must not store later
    page.wait_for_timeout(SOON_MS + 500)
    page.set_input_files("#file", photos["coffee"])  # it keeps nothing, whatever comes
    page.keyboard.press("Escape")
    assert page.evaluate(KEPT) == others | {"session": []}

    with page.expect_event("load"):
        page.click("#wipe-again")
    page.locator("html[data-ready=true]").wait_for(state="attached")
    wait_until(page, lambda: page.evaluate(KEPT)["workers"], "a new beginning")
    assert page.locator("#stored-batch").is_hidden()
