"""Fast, Standard and Best: what they do, what they are said to take, and changing between them."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from mattebox.options.mode import Mode
from mode_menu import pick, picked, switched, undo
from pictures import gradient
from visitor import Cut, Visitor, cut, latest, settle, wait_until

pytestmark = pytest.mark.toys

OPTIONS = "() => [...document.getElementById('mode').options].map(({ value, text }) => [value, text])"


def test_the_page_knows_pythons_modes(own: Page) -> None:
    assert tuple(own.evaluate("import('./engine/index.js').then((m) => m.MODES)")) == get_args(Mode)
    assert [mode for mode, _ in own.evaluate(OPTIONS)] == list(get_args(Mode))
    expect(own.get_by_role("combobox", name="Mode")).to_have_count(1)


def test_a_change_is_a_step_that_can_be_undone(own: Page, finished_in_fast: Cut) -> None:
    thorough = switched(own, "standard")
    assert thorough.png != finished_in_fast.png and "inference" in thorough.timings
    expect(own.locator("#status")).to_contain_text("Done in")
    own.keyboard.press("e")
    own.focus("#decontaminate")
    own.keyboard.press("Home")
    assert settle(own) == "done"
    edited = latest(own)
    assert "draft_inference" not in edited.timings

    assert undo(own).png == thorough.png
    back = undo(own)
    assert back.png == finished_in_fast.png and "draft_inference" not in back.timings  # what was seen is kept
    assert picked(own) == "fast"
    for expected in (thorough, edited):
        own.keyboard.press("Control+Shift+Z")
        assert settle(own) == "done"
        assert latest(own).png == expected.png
    assert picked(own) == "standard"
    own.keyboard.press("Escape")


def test_resetting_the_edges_leaves_the_mode(own: Page, finished_in_fast: Cut) -> None:
    thorough = switched(own, "standard")
    own.keyboard.press("e")
    expect(own.locator("#reset")).to_have_attribute("aria-disabled", "true")
    own.focus("#contrast")
    own.keyboard.press("End")
    assert settle(own) == "done"
    own.click("#reset")
    assert settle(own) == "done"
    assert picked(own) == "standard" and latest(own).png == thorough.png
    own.keyboard.press("Escape")


def test_a_picture_without_a_subject_can_be_looked_at_again(own: Page, tmp_path: Path) -> None:
    pick(own, "fast")
    settle(own)
    nothing = gradient(tmp_path / "wall.png")
    assert not cut(own, nothing).found
    message = own.locator("#message .card.notice")
    message.get_by_role("button", name="Close").click()
    again = switched(own, "standard")
    assert not again.found and "inference" in again.timings
    expect(message).to_contain_text("No subject was found")
    with Image.open(nothing) as source:
        np.testing.assert_array_equal(np.asarray(again.image), np.asarray(source.convert("RGBA")))


def test_a_picture_tells_how_long_the_next_one_takes(own: Page, photos: dict[str, Path]) -> None:
    """The time for the picture on the screen comes from what pictures took."""
    pick(own, "fast")
    settle(own)
    for _ in range(5):
        result = cut(own, photos["astronaut"])
    known = own.evaluate("JSON.parse(localStorage.getItem('mattebox.times'))")
    assert known["networks"]["draft"][-1] == pytest.approx(result.timings["draft_inference"])
    totals = [draft + rest for draft, (_, rest) in zip(known["networks"]["draft"], known["rest"], strict=True)]
    assert totals[-1] == pytest.approx(result.timings["total"])
    expected = own.evaluate(
        """async () => {
          const { Calibration } = await import("./engine/index.js");
          const known = JSON.parse(localStorage.getItem("mattebox.times"));
          return ["fast", "standard", "best"].map((mode) => new Calibration(known).expect(mode, 0.512 * 0.512));
        }"""
    )
    assert min(totals) <= expected[0] <= max(totals)
    told = [text.partition(" · ")[2] for _, text in own.evaluate(OPTIONS)]
    assert told == ["under 1 s" if ms < 950 else f"about {int(ms / 1000 + 0.5)} s" for ms in expected]


def test_the_choice_is_remembered(regular: Visitor, own: Page) -> None:
    pick(own, "best")
    page = regular.open(ready=False)
    assert picked(page) == "best"
    expect(page.locator("#mode-name")).to_have_text("Best")
    page.close()
    pick(own, "standard")


def test_keyboard_alone(own: Page) -> None:
    own.click("#start-over", force=True)
    own.focus("#mode")
    for key, mode in (("Home", "fast"), ("ArrowDown", "standard"), ("b", "best")):
        own.keyboard.press(key)
        wait_until(own, lambda mode=mode: picked(own) == mode, mode)
    box = own.locator(".mode").evaluate("e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]")
    assert box[0] != "none" and float(box[1].removesuffix("px")) >= 2
    own.keyboard.press("e")  # a letter chooses there; it is no shortcut
    expect(own.locator("#edges")).to_be_hidden()
    pick(own, "standard")
