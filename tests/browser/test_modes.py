"""Fast, Standard and Best: what they do, what they are said to take, and changing between them."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from mattebox.options.mode import Mode
from native_cut import NativeCut, iou, mean_difference
from pictures import gradient
from visitor import Cut, Visitor, choose, cut, latest, results, settle, state, wait_until

OPTIONS = "() => [...document.getElementById('mode').options].map(({ value, text }) => [value, text])"


@pytest.fixture(scope="module")
def own(regular: Visitor) -> Iterator[Page]:
    page = regular.open()
    yield page
    page.close()


@pytest.fixture
def finished_in_fast(own: Page, photos: dict[str, Path]) -> Cut:
    """The cat, on the screen."""
    pick(own, "fast")
    settle(own)
    return cut(own, photos["chelsea"])


def pick(page: Page, mode: str) -> None:
    page.select_option("#mode", mode)


def picked(page: Page) -> str:
    return page.locator("#mode").input_value()


def switched(page: Page, mode: str) -> Cut:
    pick(page, mode)
    assert settle(page) == "done", page.locator("#message").inner_text()
    return latest(page)


def undo(page: Page) -> Cut:
    page.keyboard.press("Control+z")
    assert settle(page) == "done"
    return latest(page)


def test_no_time_is_promised_before_it_is_known(new_visitor: Callable[..., Visitor], photos: dict[str, Path]) -> None:
    """A first visit: nothing, then what the warm-up tells without any picture; a second one: at once."""
    visitor = new_visitor()
    page = visitor.open(ready=False)
    # This outlasts the page's reload for threads, which can come at any moment.
    expect(page.locator("#mode option")).to_have_text(["Fast", "Standard", "Best"])
    page.locator("html[data-ready=true]").wait_for(state="attached")
    expect(page.locator("#mode option").nth(2)).to_contain_text("about ", timeout=90_000)
    first = page.evaluate(OPTIONS)
    assert [mode for mode, _ in first] == ["fast", "standard", "best"]
    assert all(" s" in text for _, text in first)
    expect(page.locator("#mode-time")).to_have_text(first[1][1].removeprefix("Standard · "))
    page.close()
    page = visitor.open(ready=False)
    assert page.evaluate(OPTIONS) == first


def test_the_page_knows_pythons_modes(own: Page) -> None:
    assert tuple(own.evaluate("import('./engine/index.js').then((m) => m.MODES)")) == get_args(Mode)
    assert [mode for mode, _ in own.evaluate(OPTIONS)] == list(get_args(Mode))
    expect(own.get_by_role("combobox", name="Mode")).to_have_count(1)


@pytest.mark.parametrize("mode", get_args(Mode))
def test_a_mode_equals_the_native_one(own: Page, photos: dict[str, Path], native: NativeCut, mode: Mode) -> None:
    own.click("#start-over", force=True)
    pick(own, mode)
    result = cut(own, photos["chelsea"])
    alpha = np.asarray(result.image)[..., 3]
    expected = native(photos["chelsea"], mode)
    assert mean_difference(alpha, expected.alpha) <= 1
    assert iou(alpha, expected.alpha) >= 0.995
    assert ("inference" in result.timings) == (mode != "fast")
    assert ("U²-Net-p" in own.locator("#status").inner_text()) == (mode == "fast")


def test_the_modes_differ_and_take_longer_in_turn(own: Page, finished_in_fast: Cut) -> None:
    made = [finished_in_fast, switched(own, "standard"), switched(own, "best")]
    assert len({result.png for result in made}) == 3
    for quick, thorough in itertools.pairwise(made):
        assert networks(quick) < networks(thorough)
    assert "decode" not in made[1].timings  # only the networks look again


def networks(result: Cut) -> float:
    return result.timings["draft_inference"] + result.timings.get("inference", 0)


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


def test_cancelled_the_earlier_result_is_there_as_before(own: Page, finished_in_fast: Cut) -> None:
    before = results(own)
    pick(own, "best")
    own.get_by_text("Finding the subject", exact=True).wait_for()
    expect(own.locator("#result")).to_be_visible()
    expect(own.locator("#tools")).to_be_hidden()
    own.click("#cancel")
    assert state(own) == "done" and picked(own) == "fast"
    expect(own.locator("#status")).to_have_text("The cut-out is as it was before.")
    expect(own.locator("#tools")).to_be_visible()
    with own.expect_download() as download:
        own.click("#save")
    assert Path(download.value.path()).read_bytes() == finished_in_fast.png
    own.keyboard.press("e")
    own.focus("#decontaminate")
    own.keyboard.press("Home")
    assert settle(own) == "done"
    assert "draft_inference" not in latest(own).timings  # it is still known
    assert results(own) == before + 1
    own.keyboard.press("Escape")


def test_changed_while_a_picture_is_at_work_it_begins_anew(own: Page, photos: dict[str, Path]) -> None:
    own.click("#start-over", force=True)
    pick(own, "best")
    before = results(own)
    choose(own, photos["coffee"])
    own.get_by_text("Finding the subject", exact=True).wait_for()
    pick(own, "fast")
    assert state(own) == "working"
    assert settle(own) == "done"
    result = latest(own)
    assert "inference" not in result.timings and result.image.size == (600, 400)
    assert results(own) == before + 1
    expect(own.locator("#filename")).to_have_text("coffee.png")
    expect(own.locator("#result")).to_be_visible()


def test_another_change_takes_the_place_of_the_one_at_work(own: Page, finished_in_fast: Cut) -> None:
    before = results(own)
    pick(own, "best")
    own.get_by_text("Finding the subject", exact=True).wait_for()
    result = switched(own, "standard")
    assert results(own) == before + 1
    assert undo(own).png == finished_in_fast.png != result.png


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
