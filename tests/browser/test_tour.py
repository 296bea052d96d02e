"""A tour of the whole page: only this site is asked, nothing is refused, and files tell nothing of their originals."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

import exif_tool
from static_host import StaticHost, serving
from tools.headers import headers
from visitor import PATIENCE_MS, Visitor, cut, settle, share, visiting

FORMATS = ("tiff", "png8", "webp", "jpeg", "mask", "png")

# Files that browsers save by a picker of their own cannot be read here: as downloads they can.
AS_DOWNLOAD = "delete window.showSaveFilePicker"


@pytest.fixture(scope="module")
def host() -> Iterator[StaticHost]:
    with serving() as host:
        host.headers = headers()
        yield host


@pytest.fixture(scope="module")
def traveller(browser: Browser, host: StaticHost, visitors: list[Visitor]) -> Iterator[Visitor]:
    with visiting(browser, host, visitors) as visitor:
        visitor.context.add_init_script(AS_DOWNLOAD)
        visitor.forgive("favicon.ico")  # of the bill of materials, which is no page
        visitor.forgive("request to about:blank")  # where the share comes from
        yield visitor


@pytest.fixture(scope="module")
def photo(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The astronaut, whose file tells everything that it could give away."""
    target = tmp_path_factory.mktemp("Sesame Street") / "Sesame.jpg"
    with Image.open(photos["astronaut"]) as picture:
        picture.convert("RGB").save(target, quality=95)
    exif_tool.plant(target)
    return target


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def test_the_tour(traveller: Visitor, photo: Path, photos: dict[str, Path]) -> None:
    page = traveller.open()
    page.select_option("#mode", "fast")
    cut(page, photo)
    fix(page)
    finish(page, photos["coffee"])
    files = {kind: export(page, kind) for kind in FORMATS}
    traveller.context.grant_permissions(["clipboard-write"])
    page.click("#copy")
    page.get_by_role("button", name="Copied").wait_for()
    page.click("#home")

    files |= batch(page, [photo, photos["chelsea"]])
    about(page)
    share(page, traveller.host.url, [photo])
    page.locator("html[data-state=working]").wait_for(state="attached")
    assert settle(page) == "done"

    for name, data in files.items():
        assert exif_tool.told(data) == {}, name
        assert exif_tool.SECRET.encode() not in data, name

    ours = (traveller.host.url, f"blob:{traveller.host.origin}/", "data:image/")
    asked = traveller.requests
    assert [url for url in asked if not url.startswith(ours) and url != "about:blank"] == []
    # The recorder is awake: it has heard the page, its workers, and the service worker.
    heard = {url.removeprefix(traveller.host.url) for url in asked}
    assert {
        "",
        "style.css",
        "sw.js",
        "vendor/pyodide/library.bin",
        "app/batch-view/view.js",
        "app/messages/de.js",
    } <= heard
    assert {
        "app/batch/file-worker.js",
        "engine/python/python-worker.js",
        "docs/index.html",
        "licences.html",
        "sbom.cdx.json",
        "share",
    } <= heard


def fix(page: Page) -> None:
    page.keyboard.press("b")
    box = page.locator(".surface").bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.35 * box["height"], steps=6)
    page.mouse.up()
    page.locator("html[data-state=working]").wait_for(state="attached")
    assert settle(page) == "done"


def finish(page: Page, ground: Path) -> None:
    page.click("#tab-finish")
    page.select_option("#preset", "sticker")
    assert settle(page) == "done"
    page.get_by_role("radio", name="Picture").click()
    page.set_input_files("#ground-file", ground)
    assert settle(page) == "done"
    page.keyboard.press("Escape")


def export(page: Page, kind: str) -> bytes:
    page.click("#open-output")
    page.select_option("#format", kind)
    data = saved(page, "#save-output")
    assert settle(page) == "done"
    return data


def batch(page: Page, pictures: list[Path]) -> dict[str, bytes]:
    page.set_input_files("#file", pictures)
    expect(page.locator("#batch-list [data-state=done]")).to_have_count(len(pictures), timeout=PATIENCE_MS)
    page.click("#batch-review")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    with zipfile.ZipFile(io.BytesIO(saved(page, "#batch-save"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    page.click("#batch-leave")
    return files


def about(page: Page) -> None:
    """The dialog, the papers that it leads to, and another language."""
    page.click("#open-about")
    page.locator("#kept dt").first.wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Licences of all parts").click()
    papers = opened.value
    papers.get_by_role("cell", name="pkg:npm/pyodide", exact=False).wait_for()
    papers.locator("summary").first.click()
    papers.get_by_role("link", name="CycloneDX").click()
    papers.wait_for_url("**/sbom.cdx.json")
    papers.close()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Documentation").click()
    opened.value.get_by_role("heading", name="Using Mattebox").wait_for()
    opened.value.close()
    page.click("#wipe")
    page.click("#wipe-no")
    page.click("#clear-stored")
    page.click("#batch-clear-yes")
    with page.expect_event("load"):
        page.select_option("#language", "de")
    expect(page.locator("#choose")).to_have_text("Bilder auswählen")
