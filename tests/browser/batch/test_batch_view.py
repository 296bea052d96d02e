"""A batch on the screen: its settings, its review, its grid and its keys."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import blockage
from batches import GOOD, cell, choose_format, copied, count, empty, finish, many, take, zipped
from blockage import ATTEMPTS, LONGEST_TASK_MS
from looks import axe_faults
from visitor import Cut, latest, settle, wait_until

pytestmark = pytest.mark.toys

# Of the batch, all that Tab should lead to; of the pictures it leads to one.
BUTTONS = """() => [...document.querySelectorAll(".batch button, .batch input:checked")]
  .filter((e) => !e.disabled && e.tabIndex === 0 && e.checkVisibility())
  .map((e) => e.id || e.className)"""


def test_settings_are_for_all(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    """Changed ones count from then on, and for what is done on demand; undo takes them back."""
    take(desk, folder)
    finish(desk)
    before = zipped(desk)
    desk.click("#batch-settings")
    desk.click("#tab-edges")
    desk.locator("#shift").fill("-8")
    expect(desk.locator("#batch-redo")).to_have_text("Apply the new settings to 4 finished")
    desk.click("#batch-redo")
    finish(desk)
    after = zipped(desk)
    for name, file in before.items():
        old, new = (np.asarray(Image.open(io.BytesIO(data)))[..., 3].astype(float) for data in (file, after[name]))
        assert new.mean() < old.mean() - 2
    desk.click("#undo")
    expect(desk.locator("#batch-redo")).to_be_visible()
    desk.click("#redo")
    expect(desk.locator("#batch-redo")).to_be_hidden()


def test_finish_and_kind_of_file_are_for_all(desk: Page, folder: Path) -> None:
    """And they are the same after a reload."""
    take(desk, folder)
    finish(desk)
    desk.click("#batch-settings")
    desk.click("#tab-finish")
    assert not desk.locator("#tab-fixes").is_visible()
    desk.check("input[name=ground][value=colour]", force=True)
    choose_format(desk, "jpeg")
    try:
        expect(desk.locator("#batch-redo")).to_have_text("Apply the new settings to 4 finished")
        desk.click("#batch-redo")
        finish(desk)
        files = zipped(desk)
        assert sorted(files) == sorted(name.replace(".png", ".jpg") for name in GOOD.values())
        for data in files.values():
            with Image.open(io.BytesIO(data)) as image:
                assert image.format == "JPEG"
                assert min(image.convert("RGB").getpixel((0, 0))) > 245  # the usual colour is white
        expect(desk.locator("#batch-redo")).to_be_hidden()
        desk.reload()
        desk.click("#stored-go-on")
        finish(desk)
        assert zipped(desk) == files
        expect(desk.locator("#batch-redo")).to_be_hidden()
    finally:
        choose_format(desk, "png")


def test_review_by_keyboard(desk: Page, folder: Path) -> None:
    """Next, previous, accept, reject, fix and back; what was rejected is not saved, what was fixed is as fixed."""
    take(desk, folder)
    finish(desk)
    before = zipped(desk)
    desk.locator("#batch-review").focus()
    desk.keyboard.press("Enter")
    review = desk.locator("#review")
    name = desk.locator("#review-name")
    expect(name).to_have_text("holiday/a.jpg")
    desk.keyboard.press("ArrowRight")
    expect(name).to_have_text("holiday/a.png")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("a")
    expect(name).to_have_text("holiday/a.png")
    desk.keyboard.press("r")
    expect(name).to_have_text("holiday/sea/a.jpg")
    expect(review).to_have_attribute("data-id", "4")
    desk.keyboard.press("f")
    desk.locator("html[data-view=studio][data-state=done]").wait_for(state="attached")
    expect(desk.locator("#filename")).to_have_text("a.jpg")
    assert latest(desk).png == before["holiday/sea/a-cutout.png"]
    desk.keyboard.press("e")
    desk.locator("#shift").fill("-8")
    desk.locator("html[data-state=working]").wait_for(state="attached")
    assert settle(desk) == "done"
    fixed = latest(desk).png
    desk.locator("#open-batch").focus()
    desk.keyboard.press("Enter")
    desk.locator("#review[data-id]").wait_for()
    expect(name).to_have_text("holiday/sea/a.jpg")
    desk.keyboard.press("Escape")
    expect(review).to_be_hidden()
    assert desk.evaluate("document.activeElement.closest('.cell') !== null")
    after = zipped(desk)
    assert fixed != before["holiday/sea/a-cutout.png"]
    assert after == {
        name: fixed if name == "holiday/sea/a-cutout.png" else data
        for name, data in before.items()
        if name != "holiday/a-cutout-2.png"
    }
    assert count(desk, "rejected") == 1
    expect(cell(desk, "a.jpg").locator(".cell-state")).to_have_text("Accepted")
    expect(desk.locator("#batch-redo")).to_be_hidden()  # its own settings are its own
    desk.get_by_text("Use them for all").click()
    expect(desk.locator("#batch-redo")).to_have_text("Apply the new settings to 3 finished")


def test_what_was_made_by_hand_is_not_removed_by_one_key(desk: Page, folder: Path) -> None:
    """Neither what was judged nor what was corrected; the rest goes at once."""
    take(desk, folder)
    finish(desk)
    cell(desk, "a.jpg").locator(".cell-main").click()
    desk.keyboard.press("a")
    desk.keyboard.press("Escape")
    cell(desk, "a.jpg").locator(".cell-main").focus()
    desk.keyboard.press("Delete")
    expect(desk.locator("#batch-clear-title")).to_have_text("Remove 1 picture from the batch?")
    desk.click("#batch-clear-no")
    assert count(desk, "all") == 5
    desk.keyboard.press("Delete")
    desk.click("#batch-clear-yes")
    wait_until(desk, lambda: count(desk, "all") == 4, "its removal")
    cell(desk, "b.webp").locator(".cell-main").focus()
    desk.keyboard.press("Delete")
    wait_until(desk, lambda: count(desk, "all") == 3, "the removal of another one")


@pytest.mark.timed
def test_five_hundred_pictures_are_few_elements(desk: Page, folder: Path, tmp_path: Path) -> None:
    """Keys lead to the last one, and the page is never blocked once the browser has handed the files over."""
    files = many(folder, tmp_path, 500)
    seen = []
    for _ in range(ATTEMPTS):
        take(desk, files[:2])
        desk.click("#batch-pause")
        desk.set_input_files("#file", files[2:])
        blockage.watch(desk)
        wait_until(desk, lambda: count(desk, "all") == 500, "all of them")
        copied(desk)
        assert desk.locator(".cell").count() < 60
        desk.locator(".cell-main").first.focus()
        for key in ("PageDown", "ArrowDown", "End"):
            desk.keyboard.press(key)
        last = desk.locator(".cell:has(:focus)")
        expect(last.locator(".cell-name")).to_have_text("499.jpg")
        assert (last.get_attribute("aria-posinset"), last.get_attribute("aria-setsize")) == ("500", "500")
        expect(last.locator("img")).to_be_visible()
        assert desk.locator(".cell").count() < 60
        seen.append(blockage.seen(desk))
        if seen[-1].task <= LONGEST_TASK_MS:
            break
        empty(desk)
    else:
        pytest.fail(f"tasks of more than {LONGEST_TASK_MS} ms each time: {seen}")
    desk.keyboard.press("Delete")
    wait_until(desk, lambda: count(desk, "all") == 499, "its removal")


def test_everything_can_be_reached_by_keyboard(desk: Page, folder: Path) -> None:
    """And leaving the batch and coming back keeps the focus on something."""
    take(desk, folder)
    finish(desk)
    wanted = set(desk.evaluate(BUTTONS))
    assert {"batch-add", "batch-settings", "batch-review", "batch-save", "batch-clear", "batch-leave"} < wanted
    reached = set()
    for _ in range(2 * len(wanted)):
        desk.keyboard.press("Tab")
        reached.add(desk.evaluate("document.activeElement.id || document.activeElement.className"))
    assert wanted <= reached
    desk.focus("#batch-leave")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "open-batch"
    desk.keyboard.press("Enter")
    wait_until(desk, lambda: desk.evaluate("document.activeElement.className") == "cell-main", "a picture's focus")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_looks(desk: Page, folder: Path, artefacts: Path, scheme: Any) -> None:
    desk.emulate_media(color_scheme=scheme)
    take(desk, folder)
    finish(desk)
    for view in ("batch", "review"):
        if view == "review":
            desk.click("#batch-review")
            desk.locator("#review[data-id]").wait_for()
        for width, height in ((1440, 900), (768, 1024), (360, 740), (320, 640)):
            desk.set_viewport_size({"width": width, "height": height})
            desk.wait_for_timeout(400)
            desk.screenshot(path=artefacts / f"{view}-{scheme}-{width}.png")
            assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe_faults(desk) == []


def test_from_right_to_left(desk: Page, folder: Path) -> None:
    """The first picture is at the right, and the keys go where the eyes go."""
    desk.set_viewport_size({"width": 1280, "height": 900})
    take(desk, folder)
    finish(desk)
    desk.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    try:
        first, second = (desk.locator(f".cell[aria-posinset='{place}']") for place in (1, 2))
        at, after, around = (each.bounding_box() for each in (first, second, desk.locator("#batch-list")))
        assert at and after and around
        assert at["x"] + at["width"] == pytest.approx(around["x"] + around["width"], abs=1) and after["x"] < at["x"]
        first.locator(".cell-main").focus()
        desk.keyboard.press("ArrowLeft")
        expect(desk.locator(".cell:has(:focus)")).to_have_attribute("aria-posinset", "2")
        desk.click("#batch-review")
        name = desk.locator("#review-name")
        expect(name).to_have_text("holiday/a.jpg")
        for key, reached in (("ArrowLeft", "holiday/a.png"), ("ArrowRight", "holiday/a.jpg")):
            desk.keyboard.press(key)
            expect(name).to_have_text(reached)
    finally:
        desk.evaluate("() => { document.documentElement.dir = 'ltr'; }")
