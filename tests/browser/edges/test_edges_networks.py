"""Edits beside the real networks: quicker than they, and while they run."""

from pathlib import Path

from playwright.sync_api import Page, expect

from edge_panel import pixels, saved, slider, turn
from visitor import Cut, choose, cut, state


def test_an_edit_runs_no_network(panel: Page, first: Cut) -> None:
    edit = turn(panel, "Colour clean-up", "Home")
    assert {"decode", "draft_inference", "draft_matte", "inference", "py_tensor"} <= set(first.timings)
    assert {"encode", "total", "py_compose"} <= set(edit.timings)
    assert not {"decode", "draft_inference", "draft_matte", "inference", "py_tensor", "py_fuse"} & set(edit.timings)
    assert edit.timings["total"] < 0.3 * first.timings["total"]
    assert panel.locator("#status").inner_text().startswith("Updated in ")


def test_another_picture_during_an_edit(panel: Page, first: Cut, photos: dict[str, Path]) -> None:
    """It begins with the defaults; cancelled, the picture before is back as it was."""
    none = turn(panel, "Colour clean-up", "Home").png
    panel.keyboard.press("PageUp")
    choose(panel, photos["coffee"])
    expect(panel.locator("#progress-label")).to_have_text("Finding the subject")
    expect(panel.locator("#edges")).to_be_hidden()
    panel.keyboard.press("Escape")
    assert state(panel) == "done"
    assert saved(panel) == none
    panel.keyboard.press("e")
    expect(slider(panel, "Colour clean-up")).to_have_value("0")
    panel.keyboard.press("PageUp")
    cat = cut(panel, photos["chelsea"])
    assert cat.image.size == (451, 300)
    panel.keyboard.press("e")
    expect(slider(panel, "Colour clean-up")).to_have_value("1")
    expect(panel.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")
    assert (pixels(turn(panel, "Colour clean-up", "Home").png) != pixels(cat.png)).any()
    cut(panel, photos["astronaut"])
