"""Fast, Standard and Best with the real networks: what they come to, and a change while one of them is at work."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from mattebox.options.mode import Mode
from mode_menu import pick, picked, switched, undo
from native_cut import NativeCut, iou, mean_difference
from visitor import Cut, Visitor, choose, cut, latest, results, settle, state

OPTIONS = "() => [...document.getElementById('mode').options].map(({ value, text }) => [value, text])"


def test_no_time_is_promised_before_it_is_known(new_visitor: Callable[..., Visitor]) -> None:
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


def test_cancelled_the_earlier_result_is_there_as_before(own: Page, finished_in_fast: Cut) -> None:
    before = results(own)
    pick(own, "best")
    expect(own.locator("#progress-label")).to_have_text("Finding the subject")
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
    expect(own.locator("#progress-label")).to_have_text("Finding the subject")
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
    expect(own.locator("#progress-label")).to_have_text("Finding the subject")
    result = switched(own, "standard")
    assert results(own) == before + 1
    assert undo(own).png == finished_in_fast.png != result.png
