"""`<matte-box>` in a form of somebody else's page, under a strict policy."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shop import OpenShop
from tools.here import WEB
from visitor import wait_until

pytestmark = pytest.mark.toys

BODY = """
<h1 tabindex="-1">A shop</h1>
<form><matte-box id="one" name="picture" mode="fast" required><b slot="empty">Your picture</b></matte-box>
<button>Send</button></form>
<matte-box id="two" mode="fast" text-choose="Bild wählen" text-save="Sichern"></matte-box>
"""
SCRIPT = """
import "./mattebox/element.js";
globalThis.told = [];
for (const box of document.querySelectorAll("matte-box")) {
  for (const kind of ["progress", "cut", "error", "change"]) {
    const said = (detail) => detail?.phase ?? detail?.width ?? detail?.message ?? null;
    box.addEventListener(kind, ({ type, detail }) => told.push([box.id, type, said(detail)]));
  }
}
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const file = new FormData(event.target).get("picture");
  globalThis.sent = [file.name, file.type, file.size];
});
"""


@pytest.fixture(scope="module")
def new_page(shop: OpenShop, put_page: Callable[..., str]) -> Callable[[], Page]:
    def opened() -> Page:
        page = shop(put_page("element", body=BODY, script=SCRIPT))
        page.wait_for_function("() => globalThis.told && !!customElements.get('matte-box')")
        page.on("filechooser", lambda _: None)  # Playwright takes them over a while after the first who waits for one
        return page

    return opened


@pytest.fixture(scope="module")
def shared_page(new_page: Callable[[], Page]) -> Page:
    return new_page()


@pytest.fixture
def page(shared_page: Page) -> Page:
    """As it was at first, but for the engine, which may run."""
    shared_page.evaluate("""() => {
      document.querySelectorAll("matte-box").forEach((box) => box.clear());
      document.activeElement?.blur();
      told.length = 0;
      delete globalThis.sent;
    }""")
    return shared_page


def choose(page: Page, box: str, picture: Path) -> None:
    page.set_input_files(f"#{box} input[type=file]", picture)


def events(page: Page, box: str, kind: str) -> list[Any]:
    return [detail for name, type_, detail in page.evaluate("globalThis.told") if (name, type_) == (box, kind)]


def finished(page: Page, box: str) -> None:
    wait_until(page, lambda: events(page, box, "cut") or events(page, box, "error"), f"{box} to finish")
    assert events(page, box, "error") == []


def test_its_value_in_a_form_is_the_cut_out(page: Page, photos: dict[str, Path]) -> None:
    page.click("text=Send")
    assert page.evaluate("globalThis.sent") is None  # it is required
    choose(page, "one", photos["coffee"])
    finished(page, "one")
    assert events(page, "one", "cut") == [600]
    assert events(page, "one", "change") == [None]
    assert "decode" in events(page, "one", "progress")
    page.click("text=Send")
    name, kind, size = page.evaluate("globalThis.sent")
    assert (name, kind) == ("coffee-cutout.png", "image/png")
    assert size == page.evaluate("document.querySelector('#one').result.blob.size")
    page.evaluate("document.querySelector('form').reset()")
    assert page.evaluate("document.querySelector('#one').file") is None
    expect(page.locator("#one").locator("[part=zone]")).to_be_visible()


def test_a_new_picture_takes_the_place_of_one_at_work(page: Page, photos: dict[str, Path]) -> None:
    said = page.evaluate("""async () => {
      const box = document.querySelector("#two");
      const blob = (color) => new Promise((done) => {
        const height = color === "red" ? 200 : 100;
        const canvas = Object.assign(document.createElement("canvas"), { width: 300, height });
        canvas.getContext("2d").fillRect(0, 0, 300, 300);
        canvas.toBlob(done);
      });
      const first = box.cut(await blob("red")).catch(({ name }) => name);
      const second = await box.cut(await blob("blue"));
      return [await first, second.height, box.result === second];
    }""")
    assert said == ["AbortError", 100, True]


def test_what_goes_wrong_is_said(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    choose(page, "one", broken)
    wait_until(page, lambda: events(page, "one", "error"), "an error")
    expect(page.locator("#one").locator("[role=status]")).to_contain_text("That did not work: The file is no picture")
    assert page.evaluate("document.querySelector('#one').checkValidity()") is False


def test_by_keyboard_and_for_screen_readers(page: Page, photos: dict[str, Path]) -> None:
    page.focus("h1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "one"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(photos["coffee"])
    finished(page, "one")
    box = page.locator("#one")
    expect(box.locator("[role=status]")).to_have_text("The background is removed.")
    expect(box.get_by_role("img", name="The picture without its background")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "one"  # not lost with the drop zone
    with page.expect_download() as download:
        box.get_by_role("button", name="Save").press("Enter")
    assert download.value.suggested_filename == "coffee-cutout.png"
    expect(page.get_by_role("button", name="Bild wählen")).to_be_visible()
    page.evaluate("document.querySelector('#one').clear()")
    expect(box.get_by_role("button", name="Your picture")).to_be_visible()  # what its slot was given


def test_its_attributes_say_what_is_wanted(page: Page, package: Path, photos: dict[str, Path]) -> None:
    (package / "coffee.png").write_bytes(photos["coffee"].read_bytes())
    page.evaluate("""() => {
      const box = document.querySelector("#two");
      box.setAttribute("format", "webp");
      box.setAttribute("src", "coffee.png");
    }""")
    finished(page, "two")
    name, kind, again = page.evaluate("""() => {
      const box = document.querySelector("#two");
      for (const name of ["format", "src"]) box.removeAttribute(name);
      const shown = (part) => box.shadowRoot.querySelector(`[part=${part}]`).textContent;
      return [box.file.name, box.file.type, shown("save")];
    }""")
    assert (name, kind, again) == ("picture-cutout.webp", "image/webp", "Sichern")


@pytest.mark.parametrize("done", [False, True])
def test_axe_finds_nothing(page: Page, photos: dict[str, Path], done: bool) -> None:
    if done:
        choose(page, "one", photos["coffee"])
        finished(page, "one")
    page.evaluate((WEB / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("axe.run({ include: ['matte-box'] })")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == [], json.dumps(
        found
    )


def test_what_is_dropped_or_pasted_is_cut(page: Page) -> None:
    for kind, box in (("drop", "one"), ("paste", "two")):
        page.evaluate(
            """async ([kind, id]) => {
              const canvas = Object.assign(document.createElement("canvas"), { width: 80, height: 60 });
              canvas.getContext("2d").fillRect(0, 0, 80, 60);
              const data = new DataTransfer();
              const blob = await new Promise((done) => canvas.toBlob(done));
              data.items.add(new File([blob], "a.png", { type: "image/png" }));
              const about = kind === "drop" ? { dataTransfer: data } : { clipboardData: data };
              const Kind = kind === "drop" ? DragEvent : ClipboardEvent;
              document.getElementById(id).dispatchEvent(new Kind(kind, { ...about, bubbles: true, cancelable: true }));
            }""",
            [kind, box],
        )
        finished(page, box)
        assert events(page, box, "cut") == [80]


def test_a_disabled_fieldset_disables_it(new_page: Callable[[], Page]) -> None:
    page = new_page()
    page.evaluate("""() => {
      const set = Object.assign(document.createElement("fieldset"), { disabled: true });
      const form = document.querySelector("form");
      set.append(...form.childNodes);
      form.append(set);
    }""")
    expect(page.locator("#one").locator("[part=zone]")).to_be_disabled()


def test_two_share_one_engine_and_give_it_back(page: Page, photos: dict[str, Path]) -> None:
    choose(page, "one", photos["coffee"])
    choose(page, "two", photos["chelsea"])
    finished(page, "one")
    finished(page, "two")
    assert (events(page, "one", "cut"), events(page, "two", "cut")) == ([600], [451])
    assert len(page.workers) == 2  # Python's and the networks'
    page.evaluate("""async () => {
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (work) => setTimeout(work); // the while for which an engine stays is over at once
      const parts = document.querySelectorAll("form, #two");
      parts.forEach((part) => part.remove());
      await new Promise((done) => setTimeout(done));
      globalThis.setTimeout = setTimeout;
      globalThis.putBack = () => document.body.append(...parts);
    }""")
    wait_until(page, lambda: page.workers == [], "the workers to end", 20)
    page.evaluate("putBack()")
