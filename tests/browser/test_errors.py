"""Files that are no pictures, or damaged: a clear message, and nothing that was there is lost."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from visitor import Cut, choose, settle, state

pytestmark = pytest.mark.toys


def message_for(page: Page, picture: Path) -> str:
    """Hand a bad file to the page, read what it says, and put that away."""
    choose(page, picture)
    assert settle(page) == "error"
    message = page.locator("#message .card.error")
    text = message.inner_text()
    message.get_by_role("button", name="Close").click()
    expect(message).to_have_count(0)
    return text


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.jpg", b"", "This file is empty."),
        ("notes.jpg", b"Milk, eggs, bread.\n" * 99, "This file could not be read as a picture."),
        ("head.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "This file could not be read as a picture."),
    ],
)
def test_no_picture(page: Page, tmp_path: Path, name: str, content: bytes, message: str) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    assert message in message_for(page, bad)
    assert state(page) == "empty"
    expect(page.locator("#choose")).to_be_visible()


def test_half_a_jpeg(page: Page, photos: dict[str, Path], tmp_path: Path) -> None:
    """A browser may show the upper half; then that is cut out. Else it must be said."""
    whole = io.BytesIO()
    with Image.open(photos["chelsea"]) as photo:
        photo.convert("RGB").save(whole, "JPEG")
    half = tmp_path / "half.jpg"
    half.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    choose(page, half)
    if settle(page) == "error":
        message = page.locator("#message .card.error")
        expect(message).to_contain_text("This file could not be read as a picture.")
        message.get_by_role("button", name="Close").click()
    else:
        assert state(page) == "done"
        expect(page.locator("#status")).to_contain_text("451 × 300")
        page.click("#start-over")
    assert state(page) == "empty"


def test_the_cut_out_before_stays(finished: tuple[Page, Cut], tmp_path: Path) -> None:
    page, result = finished
    bad = tmp_path / "notes.jpg"
    bad.write_bytes(b"Milk, eggs, bread.\n")
    choose(page, bad)
    assert settle(page) == "error"
    expect(page.locator("#message")).to_contain_text("The cut-out before it is still here.")
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#filename")).to_have_text("astronaut.png")
    with page.expect_download() as download:
        page.click("#save")
    assert Path(download.value.path()).read_bytes() == result.png
    page.locator("#message").get_by_role("button", name="Close").click()
    assert state(page) == "done"
