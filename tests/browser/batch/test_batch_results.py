"""What a batch makes of pictures, by the real networks."""

from pathlib import Path

from playwright.sync_api import Page, expect

from batches import cell, count, finish, opened, pngs, take, zipped
from visitor import Cut, Visitor, cut, wait_until


def test_a_folder_becomes_a_zip(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    """Sub-folders and names stay, what is broken is told of, and every file is what a single picture becomes."""
    take(desk, folder)
    finish(desk)
    assert (count(desk, "all"), count(desk, "done"), count(desk, "failed")) == (5, 4, 1)
    expect(desk.locator("#message")).to_contain_text("2 files are no pictures")
    broken = cell(desk, "broken.jpg")
    expect(broken.locator(".cell-state")).to_have_text("This file could not be read as a picture.")
    assert "Save it as JPEG or PNG" in (broken.locator(".cell-main").get_attribute("title") or "")
    desk.check("#show-failed", force=True)
    expect(desk.locator(".cell")).to_have_count(1)
    assert zipped(desk) == pngs(singles)
    desk.click("#batch-remove")
    desk.click("#batch-clear-yes")
    wait_until(desk, lambda: (count(desk, "all"), count(desk, "failed")) == (4, 0), "the broken file's end")


def test_one_file_alone_is_a_single_picture(regular: Visitor, folder: Path, singles: dict[str, Cut]) -> None:
    page = opened(regular)
    result = cut(page, folder / "sea" / "a.jpg")
    assert result.png == singles["holiday/sea/a-cutout.png"].png
    assert page.locator("html").get_attribute("data-view") == "studio"
    page.close()
