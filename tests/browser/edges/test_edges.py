"""The edges are adjusted after the cut: quickly, one step at a time, and never at the cost of what is there."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, expect

import spy
from edge_panel import edited, in_the_moment, pixels, reset, saved, slider, turn
from mattebox.matte import adjust
from mattebox.options.edges import MAX_FEATHER, MAX_SHIFT, Edges
from pictures import gradient
from visible import visible
from visitor import Cut, cut, latest, results, settle, wait_until

pytestmark = pytest.mark.toys

# While it is on, the page asks for edges that Python must refuse.
SPOIL = "(on) => { spy.ask = ({ duty, value }) => { if (on && duty === 'cut') value.edges = { shift: 99 }; }; }"

# A slider on its way from 90 % to 0.
SLIDE = """async () => {
  const slider = document.getElementById("decontaminate");
  for (let value = 9; value >= 0; value--) {
    slider.value = value / 10;
    slider.dispatchEvent(new Event("input"));
    await new Promise((done) => setTimeout(done, 30));
  }
}"""

VIEW = """() => (globalThis.viewOf = () => ({
  surface: document.querySelector(".surface").getAttribute("style"),
  compare: document.querySelector("#compare").getAttribute("style"),
  zoom: document.querySelector("#zoom-fit").textContent,
  backdrop: document.querySelector("#stage").dataset.backdrop,
}))()"""

REFINING = ("#status", "Refining the edges")
PREVIEWED = (".cut > img[hidden] + canvas", "")


def alpha(result: Cut) -> NDArray[np.uint8]:
    return pixels(result.png)[..., 3]


def area(result: Cut) -> float:
    return alpha(result).sum(dtype=float) / 255


def band(result: Cut) -> int:
    a = alpha(result)
    return int(((a > 0) & (a < 255)).sum())


def test_the_page_knows_pythons_defaults_and_limits(page: Page) -> None:
    defaults = page.evaluate("import('./engine/index.js').then((m) => m.DEFAULT_EDGES)")
    assert Edges(**defaults) == Edges()
    shares = {"contrast": [0, 1], "decontaminate": [0, 1]}
    limits = {"shift": [-MAX_SHIFT, MAX_SHIFT], "feather": [0, MAX_FEATHER], **shares}
    assert set(defaults) == {"edge", *limits}
    for name, expected in limits.items():
        assert page.locator(f"#{name}").evaluate("({ min, max }) => [Number(min), Number(max)]") == expected


def test_colour_clean_up(panel: Page, first: Cut, photos: dict[str, Path]) -> None:
    """Without it the edge keeps the picture's own colours; alpha is the same."""
    with Image.open(photos["astronaut"]) as photo:
        source = np.asarray(photo.convert("RGB"))
    before = pixels(first.png)
    band = (before[..., 3] > 0) & (before[..., 3] < 255)
    assert band.sum() > 500
    assert (before[band][:, :3] != source[band]).any(1).mean() > 0.5
    after = pixels(turn(panel, "Colour clean-up", "Home").png)
    np.testing.assert_array_equal(after[..., 3], before[..., 3])
    np.testing.assert_array_equal(after[band][:, :3], source[band])
    np.testing.assert_array_equal(visible(after)[~band], visible(before)[~band])
    assert (pixels(saved(panel)) == after).all()


def test_shift_moves_the_edge(panel: Page, first: Cut) -> None:
    outwards = turn(panel, "Shift", *["ArrowRight"] * 8)
    reset(panel)
    inwards = turn(panel, "Shift", *["ArrowLeft"] * 8)
    assert area(inwards) < 0.995 * area(first) and area(outwards) > 1.005 * area(first)
    assert (alpha(inwards) <= alpha(first)).all() and (alpha(first) <= alpha(outwards)).all()
    np.testing.assert_array_equal(alpha(outwards), adjust.adjust(alpha(first), 4, 0, 0))
    np.testing.assert_array_equal(alpha(inwards), adjust.adjust(alpha(first), -4, 0, 0))


def test_feather_widens_the_band_and_contrast_narrows_it(panel: Page, first: Cut) -> None:
    wide = band(turn(panel, "Feather", *["ArrowRight"] * 8))
    reset(panel)
    narrow = band(turn(panel, "Contrast", "End"))
    assert narrow < 0.8 * band(first) and wide > 1.3 * band(first)


def test_colour_clean_up_by_halves(panel: Page, first: Cut) -> None:
    none = turn(panel, "Colour clean-up", "Home").png
    assert turn(panel, "Colour clean-up", *["PageUp"] * 5).png not in (none, first.png)


def test_qualities_differ(panel: Page) -> None:
    made = {}
    for kind in ("Clean", "Soft", "Hair"):
        panel.get_by_role("radio", name=kind).click()
        made[kind] = edited(panel).png
    assert len(set(made.values())) == 3


def test_undo_and_redo(panel: Page, first: Cut) -> None:
    none = turn(panel, "Colour clean-up", "Home").png
    half = turn(panel, "Colour clean-up", *["PageUp"] * 5).png
    assert none not in (first.png, half)
    undo, redo = panel.get_by_role("button", name="Undo"), panel.get_by_role("button", name="Redo")
    expect(redo).to_have_attribute("aria-disabled", "true")
    panel.keyboard.press("Control+z")
    assert edited(panel).png == none
    undo.click()
    assert edited(panel).png == first.png
    expect(slider(panel, "Colour clean-up")).to_have_value("1")
    redo.click()
    assert edited(panel).png == none
    panel.keyboard.press("Control+Shift+Z")
    assert edited(panel).png == half
    expect(redo).to_have_attribute("aria-disabled", "true")


def test_two_steps_back_at_once(panel: Page, first: Cut) -> None:
    turn(panel, "Colour clean-up", "Home")
    turn(panel, "Colour clean-up", "PageUp")
    for _ in range(2):
        panel.keyboard.press("Control+z")
    assert edited(panel).png == first.png


def test_reset_is_a_step_like_others(panel: Page, first: Cut) -> None:
    button = panel.get_by_role("button", name="Reset")
    expect(button).to_have_attribute("aria-disabled", "true")
    none = turn(panel, "Colour clean-up", "Home").png
    expect(button).to_have_attribute("aria-disabled", "false")
    button.click()
    assert edited(panel).png == first.png
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")
    panel.keyboard.press("Control+z")
    assert edited(panel).png == none


def test_a_slider_is_not_followed_on_its_way(panel: Page, first: Cut) -> None:
    none = turn(panel, "Colour clean-up", "Home").png
    reset(panel)
    spy.forget(panel)
    panel.evaluate(SLIDE)
    assert edited(panel).png == none
    assert spy.duties(panel).count("cut") <= 2  # one, or two where the machine was slow
    panel.keyboard.press("Control+z")
    assert edited(panel).png == first.png


def test_by_mouse(panel: Page, first: Cut) -> None:
    box = slider(panel, "Colour clean-up").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    panel.mouse.move(box["x"] + box["width"] - 10, y)
    panel.mouse.down()
    panel.mouse.move(box["x"] + 1, y, steps=9)
    panel.mouse.up()
    expect(slider(panel, "Colour clean-up")).to_have_value("0")
    assert edited(panel).png != first.png
    panel.get_by_role("radio", name="Clean").click()
    expect(panel.get_by_role("radio", name="Clean")).to_be_checked()
    edited(panel)


def test_a_newer_change_takes_the_place_of_the_one_at_work(panel: Page) -> None:
    half = turn(panel, "Colour clean-up", "Home", *["PageUp"] * 5).png
    reset(panel)
    before = results(panel)
    spy.forget(panel)
    in_the_moment(panel, REFINING, "half")
    assert turn(panel, "Colour clean-up", "Home").png == half
    assert panel.evaluate("acted")
    assert results(panel) == before + 1
    assert spy.duties(panel, "cut", "cancel") == ["cut", "cancel", "cut"]
    expect(slider(panel, "Colour clean-up")).to_have_value("0.5")


@pytest.mark.parametrize("moment", [None, REFINING, PREVIEWED], ids=["before", "during", "after"])
def test_escape_takes_an_edit_back(panel: Page, first: Cut, moment: tuple[str, str] | None) -> None:
    """Before the work, while it goes on, and when only the file is missing."""
    before = results(panel)
    if moment:
        in_the_moment(panel, moment, "escape")
    slider(panel, "Colour clean-up").focus()
    panel.keyboard.press("Home")
    if not moment:
        panel.keyboard.press("Escape")
    assert settle(panel) == "done"
    assert not moment or panel.evaluate("acted")
    expect(slider(panel, "Colour clean-up")).to_have_value("1")
    expect(panel.locator("#status")).to_have_text("Everything is as it was before.")
    expect(panel.locator("#edges")).to_be_visible()
    expect(panel.locator("#result")).to_be_visible()
    expect(panel.locator("#result ~ canvas")).to_have_count(0)
    panel.wait_for_timeout(400)
    assert results(panel) == before
    assert saved(panel) == first.png
    assert "inference" not in turn(panel, "Colour clean-up", "Home").timings  # what was seen is kept


def test_save_waits_for_the_edit(panel: Page, first: Cut) -> None:
    slider(panel, "Colour clean-up").focus()
    with panel.expect_download() as download:
        panel.keyboard.press("Home")
        panel.keyboard.press("Control+s")
        expect(panel.locator("#save")).to_have_text("Waiting…")
    file = Path(download.value.path()).read_bytes()
    assert file == latest(panel).png != first.png
    expect(panel.locator("#save")).to_have_text("Saved")


def test_what_is_taken_back_is_not_saved(panel: Page) -> None:
    downloads: list[Any] = []

    def note(download: Any) -> None:
        downloads.append(download)

    panel.on("download", note)
    slider(panel, "Colour clean-up").focus()
    for key in ("Home", "Control+s", "Escape"):
        panel.keyboard.press(key)
    expect(panel.locator("#save")).to_have_text("Save PNG")
    panel.wait_for_timeout(400)
    assert downloads == []
    panel.remove_listener("download", note)


def test_the_view_stays(panel: Page) -> None:
    panel.focus("#stage")
    for key in ("+", "+", "ArrowLeft", "ArrowUp"):
        panel.keyboard.press(key)
    panel.locator("#compare").focus()
    for key in ("Home", "PageUp", "PageUp"):
        panel.keyboard.press(key)
    panel.click("button[data-backdrop=black]")
    before = panel.evaluate(VIEW)
    in_the_moment(panel, PREVIEWED, "look")
    turn(panel, "Colour clean-up", "Home")
    assert panel.evaluate("acted") and panel.evaluate("globalThis.view") == before
    assert panel.evaluate(VIEW) == before
    assert before["backdrop"] == "black" and before["zoom"] != "100 %"
    panel.click("button[data-backdrop=checker]")
    panel.keyboard.press("0")


def test_keyboard_alone(panel: Page) -> None:
    panel.keyboard.press("Escape")
    expect(panel.locator("#edges")).to_be_hidden()
    panel.focus("#stage")
    panel.keyboard.press("e")
    expect(panel.get_by_role("radio", name="Auto")).to_be_focused()
    panel.keyboard.press("ArrowLeft")
    expect(panel.get_by_role("radio", name="Hair")).to_be_checked()
    expect(panel.locator("#edge-hint")).to_have_text("Keeps single hairs, fur and fuzz.")
    edited(panel)
    panel.keyboard.press("Tab")
    panel.keyboard.press("ArrowRight")
    expect(slider(panel, "Shift")).to_have_attribute("aria-valuetext", "0.5 pixels outwards")
    expect(panel.locator("#shift-reading")).to_have_text("+0.5 px")
    edited(panel)
    panel.keyboard.press("Escape")
    expect(panel.locator("#edges")).to_be_hidden()
    expect(panel.locator("#open-panel")).to_be_focused()
    panel.keyboard.press("Enter")
    expect(panel.get_by_role("radio", name="Hair")).to_be_focused()
    panel.keyboard.press("e")
    expect(panel.locator("#edges")).to_be_hidden()


def test_names_and_values_are_told(panel: Page) -> None:
    expect(panel.get_by_role("region", name="Edit")).to_be_visible()
    expect(panel.get_by_role("button", name="Edit", exact=True)).to_have_attribute("aria-expanded", "true")
    kinds = panel.get_by_role("group", name="Edge quality").get_by_role("radio")
    assert [kind.get_attribute("value") for kind in kinds.all()] == ["auto", "clean", "soft", "hair"]
    told = {name: slider(panel, name).get_attribute("aria-valuetext") for name in ("Shift", "Feather", "Contrast")}
    assert told == {"Shift": "0 pixels", "Feather": "0 pixels", "Contrast": "0 %"}
    expect(slider(panel, "Colour clean-up")).to_have_attribute("aria-valuetext", "100 %")


def test_a_failed_edit_leaves_everything_as_it_was(panel: Page, first: Cut) -> None:
    panel.evaluate(SPOIL, True)
    slider(panel, "Colour clean-up").focus()
    panel.keyboard.press("Home")
    assert settle(panel) == "done"
    panel.evaluate(SPOIL, False)
    message = panel.locator("#message .card.error")
    expect(message).to_contain_text("Something went wrong inside Mattebox.")
    expect(message).to_contain_text("The cut-out before it is still here.")
    expect(slider(panel, "Colour clean-up")).to_have_value("1")
    assert saved(panel) == first.png
    message.get_by_role("button", name="Try again").click()
    again = edited(panel)
    assert again.png != first.png
    assert "inference" in again.timings  # what was seen before is not trusted any more
    expect(slider(panel, "Colour clean-up")).to_have_value("0")


def test_an_edit_in_a_fresh_worker(panel: Page, first: Cut) -> None:
    """The browser ended the worker that knew the picture: everything runs again, with the same result."""
    none = turn(panel, "Colour clean-up", "Home")
    assert "inference" not in none.timings
    (worker,) = [worker for worker in panel.workers if "python-worker" in worker.url]
    worker.evaluate("() => self.close()")
    wait_until(panel, lambda: worker not in panel.workers, "the worker's end")
    panel.keyboard.press("Control+z")
    whole = edited(panel)
    assert "inference" in whole.timings
    assert whole.png == first.png
    expect(panel.locator("#filename")).to_have_text("astronaut.png")


def test_where_nothing_was_found_edges_change_nothing(page: Page, first: Cut, tmp_path: Path) -> None:
    nothing = cut(page, gradient(tmp_path / "gradient.png"))
    assert not nothing.found
    page.keyboard.press("e")
    assert turn(page, "Feather", "End").png == nothing.png
    page.keyboard.press("Escape")
