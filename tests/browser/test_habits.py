"""What people are used to from other programs: shared and dragged pictures, a sheet of keys, a page that remembers."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from looks import overflowing
from static_host import StaticHost
from tools.here import DIST
from visitor import NO_NETWORK, Cut, Visitor, cut, latest, settle, share

pytestmark = pytest.mark.toys

# What is dragged out, as whoever it is dropped on gets it; Chromium's tests drag with the mouse itself.
DRAG_OUT = """async () => {
  const data = new DataTransfer(), target = document.querySelector(".surface");
  target.dispatchEvent(new DragEvent("dragstart", { bubbles: true, cancelable: true, dataTransfer: data }));
  const [file] = data.files;
  const bytes = [...new Uint8Array(await file.arrayBuffer())];
  const promised = data.getData("DownloadURL").match(/^([^:]+):([^:]+):(.*)$/).slice(1);
  target.dispatchEvent(new DragEvent("dragend", { bubbles: true, dataTransfer: data }));
  return { name: file.name, type: file.type, bytes, promised, result: document.querySelector("#result").src };
}"""

SAID = """() => {
  globalThis.said = [];
  const region = document.getElementById("spoken");
  new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true, subtree: true });
}"""

OVERLAPPING = """() => {
  const parts = [...document.querySelectorAll(
    "header .brand, .open-picture, .bar-actions > *, main > .stage, main > .panel, .dock .group, .footline",
  )].filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length);
  const boxes = parts.map((e) => [e.className, e.getBoundingClientRect()]);
  return boxes.flatMap(([a, p], i) => boxes.slice(i + 1)
    .filter(([, q]) => p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1 && q.top < p.bottom - 1)
    .map(([b]) => `${a} over ${b}`));
}"""


@pytest.fixture
def own(regular: Visitor) -> Iterator[Visitor]:
    """Whose tabs are gone after the test, and with them what was chosen there."""
    others = set(regular.context.pages)
    yield regular
    for page in set(regular.context.pages) - others:
        page.evaluate("localStorage.clear()")
        page.close()


def test_a_shared_picture_is_opened_with_the_network_off(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    visitor = new_visitor(own_host)
    page = visitor.open()
    expected = cut(page, photos["chelsea"])
    page.close()
    own_host.stop()
    visitor.forgive(NO_NETWORK)
    visitor.forgive("request to about:blank")
    asked = len(visitor.requests)
    page = visitor.context.new_page()
    share(page, own_host.url, [photos["chelsea"]])
    page.locator("html[data-state=working]").wait_for(state="attached")
    assert settle(page) == "done"
    assert page.url == own_host.url and page.locator("#filename").inner_text() == "chelsea.png"
    assert latest(page).png == expected.png
    assert all(url.startswith(("blob:", own_host.url)) or url == "about:blank" for url in visitor.requests[asked:])
    page.reload()  # is no second share
    page.locator("html[data-ready=true]").wait_for(state="attached")
    assert page.locator("html").get_attribute("data-state") == "empty"


def test_a_share_without_pictures_is_told(own: Visitor) -> None:
    page = own.context.new_page()
    share(page, own.host.url, [])
    expect(page.locator("#message .card")).to_contain_text("There was no picture file in that.")


def test_the_manifest_names_what_can_be_opened() -> None:
    manifest = json.loads((DIST / "manifest.webmanifest").read_text())
    accepted = {name for each in manifest["file_handlers"] for names in each["accept"].values() for name in names}
    assert {".jpg", ".png", ".webp", ".avif", ".tif", ".heic", ".jxl"} <= accepted
    assert manifest["share_target"]["params"]["files"][0]["accept"] == ["image/*"]


def test_files_that_the_system_opens(own: Visitor) -> None:
    """Chromium hands them over as a launch; the page takes the first as if it had been dropped."""
    page = own.context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'launchQueue', { value: { setConsumer: (take) => (globalThis.launch = take) } })"
    )
    page.goto(own.host.url)
    page.locator("html[data-ready=true]").wait_for(state="attached")
    page.evaluate(
        """async (samples) => launch({ files: samples.map((path) => ({
          getFile: async () => new File([await (await fetch(path)).blob()], path.split("/").pop()),
        })) })""",
        ["samples/product.jpg"],
    )
    assert settle(page) == "done"
    assert page.locator("#filename").inner_text() == "product.jpg"


def test_the_finished_picture_is_dragged_out_as_its_file(finished: tuple[Page, Cut]) -> None:
    page, result = finished
    out = page.evaluate(DRAG_OUT)
    assert (out["name"], out["type"]) == ("astronaut-cutout.png", "image/png")
    assert out["promised"] == ["image/png", "astronaut-cutout.png", out["result"]]
    assert bytes(out["bytes"]) == result.png


def test_a_drag_by_mouse_begins_and_does_not_come_back_in(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.evaluate("addEventListener('dragstart', (event) => (globalThis.began = !event.defaultPrevented))")
    box = page.locator(".surface").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.7, steps=5)
    page.mouse.move(box["x"] + 20, box["y"] + 20, steps=5)
    page.mouse.up()
    assert page.evaluate("began") is True
    assert page.locator("html").get_attribute("data-state") == "done"
    assert page.locator("#filename").inner_text() == "astronaut.png"
    page.keyboard.press("1")  # at its actual size, on a larger stage, it is fitted still; larger it is moved instead
    for _ in range(3):
        page.keyboard.press("+")
    page.evaluate("began = null")
    page.mouse.move(box["x"] + 200, box["y"] + 300)
    page.mouse.down()
    before = page.locator(".surface").get_attribute("style")
    page.mouse.move(box["x"] + 150, box["y"] + 250, steps=5)
    page.mouse.up()
    assert page.evaluate("began") is not True
    assert page.locator(".surface").get_attribute("style") != before
    page.keyboard.press("0")


def test_the_sheet_lists_the_keys_that_work(finished: tuple[Page, Cut]) -> None:
    page, _ = finished
    page.bring_to_front()
    page.focus("#stage")
    page.keyboard.press("?")
    sheet = page.locator("#sheet")
    expect(sheet).to_be_visible()
    listed = dict(zip(sheet.locator("dt").all_inner_texts(), sheet.locator("dd").all_inner_texts(), strict=True))
    keys = {" ".join(keys.split()): does for keys, does in listed.items()}
    assert keys["Ctrl S"] == "Save the picture" and keys["Ctrl Shift Z / Ctrl Y"] == "Redo" and keys["?"]
    table = page.evaluate("async () => (await import('./app/ui/shortcuts.js')).SHORTCUTS.map(({ does }) => does)")
    gestures = page.evaluate("async () => (await import('./app/messages/index.js')).messages.gestures.length")
    assert gestures >= 3 and len(keys) == len(set(table)) + gestures  # those are what mouse and fingers do
    page.keyboard.press("e")  # not while it is open
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator("#panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "stage"


def test_the_view_is_remembered(own: Visitor, photos: dict[str, Path]) -> None:
    page = own.open(ready=False)
    cut(page, photos["chelsea"])
    page.evaluate("colour.value = '#12ab34'; colour.dispatchEvent(new Event('input'))")
    page.keyboard.press("e")
    page.click("#tab-finish")
    page.close()
    page = own.open(ready=False)
    cut(page, photos["chelsea"])
    assert page.locator("#stage").get_attribute("data-backdrop") == "colour"
    style = "getComputedStyle(document.querySelector('.backdrop')).backgroundColor"
    assert page.evaluate(style) == "rgb(18, 171, 52)"
    assert page.locator(".swatch[aria-pressed=true]").get_attribute("data-backdrop") == "colour"
    page.click("#open-panel")
    assert page.locator("#tab-finish").get_attribute("aria-selected") == "true"
    assert page.locator("#finish").is_visible()
    page.evaluate('localStorage.setItem(\'mattebox.backdrop\', \'{"name":"nowhere","colour":7}\')')
    page.close()
    page = own.open(ready=False)
    assert page.locator("#stage").get_attribute("data-backdrop") == "checker"


def test_what_is_said_to_ears_is_short(own: Visitor, photos: dict[str, Path]) -> None:
    page = own.open()
    page.evaluate(SAID)
    cut(page, photos["astronaut"])
    page.wait_for_timeout(200)
    said: list[str] = page.evaluate("said")
    assert said[0] == "Working on astronaut.png" and said[-1] == "The cut-out is done."
    assert len(said) <= 5 and all(len(text) < 60 for text in said)
    assert page.locator("[role=status]:visible, [aria-live]:visible").count() >= 1


def contrast(page: Page, selector: str) -> float:
    """WCAG's contrast of an element's text with what is behind it."""
    ink, ground = page.evaluate(
        """(selector) => {
          const element = document.querySelector(selector);
          const behind = (e) => {
            const colour = getComputedStyle(e).backgroundColor;
            return colour === "rgba(0, 0, 0, 0)" && e.parentElement ? behind(e.parentElement) : colour;
          };
          const numbers = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
          return [numbers(getComputedStyle(element).color), numbers(behind(element))];
        }""",
        selector,
    )

    def luminance(rgb: list[float]) -> float:
        share = np.array(rgb) / 255
        linear = np.where(share > 0.04045, ((share + 0.055) / 1.055) ** 2.4, share / 12.92)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_where_it_is_wanted(own: Visitor, artefacts: Path, scheme: Any) -> None:
    page = own.open(ready=False)
    page.emulate_media(color_scheme=scheme)
    usual = contrast(page, ".lead")
    page.emulate_media(color_scheme=scheme, contrast="more")
    page.wait_for_timeout(300)
    page.screenshot(path=artefacts / f"contrast-{scheme}.png")
    assert contrast(page, ".lead") > max(12, usual)
    assert contrast(page, "#choose") > 9
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    page.wait_for_timeout(300)
    page.screenshot(path=artefacts / f"forced-{scheme}.png")
    assert contrast(page, ".lead") > 12


@pytest.mark.parametrize("width", [1440, 768, 320])
def test_from_right_to_left(finished: tuple[Page, Cut], artefacts: Path, width: int) -> None:
    """Everything changes sides but the picture and its divider."""
    page, _ = finished
    page.bring_to_front()
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.wait_for_timeout(300)
    page.screenshot(path=artefacts / f"rtl-{width}.png")
    assert overflowing(page) == []
    assert page.evaluate(OVERLAPPING) == []
    actions, brand = (page.locator(name).bounding_box() for name in (".bar-actions", ".brand"))
    assert actions and brand and actions["x"] < brand["x"]
    page.focus("#compare")
    page.keyboard.press("Home")
    start = page.locator("#compare").bounding_box()
    page.keyboard.press("PageUp")
    after = page.locator("#compare").bounding_box()
    assert start and after and after["x"] > start["x"]
    page.keyboard.press("Home")
    page.keyboard.press("e")
    page.wait_for_timeout(300)
    page.screenshot(path=artefacts / f"rtl-edges-{width}.png")
    assert overflowing(page) == []
    assert page.evaluate(OVERLAPPING) == []
    page.keyboard.press("Escape")
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size({"width": 1280, "height": 720})
