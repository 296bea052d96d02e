"""Corrections that ask the networks again, or are held to the pipeline."""

from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from brush import alpha_of, at, draw, fixed, tool
from mattebox.options.fixes import parse
from native_cut import NativeCut, iou, mean_difference
from visitor import Cut, latest


def test_a_hint_does_what_the_pipeline_does(desk: Page, photos: dict[str, Path], native: NativeCut, first: Cut) -> None:
    tool(desk, "brush", "erase", size=60)
    ours, fixes = fixed(desk, lambda: draw(desk, (180, 380), (240, 400), (330, 380)))
    theirs = native(photos["astronaut"], fixes=parse(fixes))
    assert mean_difference(ours[..., 3], theirs.alpha) < 0.05
    assert mean_difference(ours[..., 3], alpha_of(first)) > 1
    assert ours[390, 240, 3] == 0


def test_a_box_around_what_was_missed_asks_the_network_again(desk: Page, first: Cut) -> None:
    tool(desk, "lasso", "erase", hard=False)
    gone, _ = fixed(desk, lambda: draw(desk, (2, 2), (510, 2), (510, 510), (2, 510)))
    assert gone[..., 3].mean() < 20
    tool(desk, "pick")
    found, fixes = fixed(desk, lambda: draw(desk, (40, 10), (480, 505)))
    assert fixes[1]["type"] == "closer"
    left, top, right, bottom = fixes[1]["box"]
    assert 0 <= left < 40 and right > 480 and top == 0 and bottom == 512
    assert latest(desk).found and iou(found[..., 3], alpha_of(first)) > 0.9


def test_a_click_on_what_was_missed_asks_there(desk: Page) -> None:
    tool(desk, "lasso", "erase", hard=False)
    gone, _ = fixed(desk, lambda: draw(desk, (2, 2), (510, 2), (510, 510), (2, 510)))
    assert gone[..., 3].mean() < 20
    tool(desk, "pick")
    found, fixes = fixed(desk, lambda: desk.mouse.click(*at(desk, 215, 160)))
    assert fixes[1]["type"] == "closer"
    left, top, right, bottom = fixes[1]["box"]
    assert left < 215 < right < 512 and top < 160 < bottom < 512
    assert found[160, 215, 3] > 240  # the face
    outside = np.ones(found.shape[:2], bool)
    outside[top:bottom, left:right] = False
    assert found[outside, 3].mean() < gone[outside, 3].mean() + 1
