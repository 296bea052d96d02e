"""Nobody has to wait for a picture that is no longer wanted."""

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

from visitor import Cut, choose, cut, latest, settle, state

DROP = """([name, data]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type: "image/png" }));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def find_subject(page: Page, picture: Path) -> None:
    """Hand a picture to the page and wait until the main network runs."""
    choose(page, picture)
    expect(page.locator("#progress-label")).to_have_text("Finding the subject")
    page.locator("html[data-picture=draft]").wait_for(state="attached")


def test_cancel_while_the_network_runs(page: Page, photos: dict[str, Path]) -> None:
    find_subject(page, photos["coffee"])
    page.click("#cancel")
    assert state(page) == "empty"
    expect(page.locator("#welcome")).to_be_visible()
    assert cut(page, photos["chelsea"]).image.size == (451, 300)


def test_a_dropped_picture_takes_the_place_of_the_one_at_work(page: Page, photos: dict[str, Path]) -> None:
    find_subject(page, photos["coffee"])
    page.evaluate(DROP, ["cat.png", base64.b64encode(photos["chelsea"].read_bytes()).decode()])
    assert settle(page) == "done"
    assert latest(page).image.size == (451, 300)
    expect(page.locator("#filename")).to_have_text("cat.png")
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "cat-cutout.png"


def test_escape_brings_the_finished_picture_back(finished: tuple[Page, Cut], photos: dict[str, Path]) -> None:
    page, result = finished
    find_subject(page, photos["coffee"])
    page.keyboard.press("Escape")
    assert state(page) == "done"
    expect(page.locator("#filename")).to_have_text("astronaut.png")
    expect(page.locator("#result")).to_be_visible()
    with page.expect_download() as download:
        page.click("#save")
    assert Path(download.value.path()).read_bytes() == result.png
