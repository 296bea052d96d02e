"""The cut-out is finished: what is seen and saved has its background, frame and shadow, and all can be taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, expect

from mattebox.finish import render
from mattebox.finish.placement import subject_box
from mattebox.finish.plate import Plate
from mattebox.options import finish
from mattebox.progress import drain
from visible import visible
from visitor import Cut, cut, latest, settle, wait_until

pytestmark = pytest.mark.toys

Pixels = NDArray[np.int16]

# What the stage shows, as a browser paints it: of every sight the colour in the middle of the top left corner's pixels.
SHOWN = """() => {
  const [layer] = [...document.querySelectorAll(".surface .cut > *")].filter((e) => !e.hidden);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const context = canvas.getContext("2d");
  context.drawImage(layer, 0, 0, 8, 8);
  return [...context.getImageData(0, 0, 1, 1).data];
}"""


@pytest.fixture(scope="module")
def first(page: Page, photos: dict[str, Path]) -> Cut:
    """The astronaut as it comes."""
    return cut(page, photos["astronaut"])


@pytest.fixture(scope="module")
def plate(first: Cut, photos: dict[str, Path]) -> Plate:
    """The same natively, from the page's own cut-out."""
    with Image.open(photos["astronaut"]) as photo:
        return Plate(np.array(first.image), np.array(photo.convert("RGBA")))


@pytest.fixture
def tab(page: Page, first: Cut) -> Iterator[Page]:
    """The tab open, everything at its default."""
    page.bring_to_front()
    page.set_viewport_size({"width": 1280, "height": 900})
    if page.locator("#panel").is_hidden():
        page.keyboard.press("e")
    page.click("#tab-finish")
    page.locator("#reset").click(force=True)  # it may be off
    assert edited(page).png == first.png
    page.locator("#finish details").evaluate_all("(parts) => parts.forEach((part) => (part.open = true))")
    yield page


def edited(page: Page) -> Cut:
    assert settle(page) == "done", page.locator("#message").inner_text()
    return latest(page)


def pixels(result: Cut) -> Pixels:
    return np.asarray(result.image.convert("RGBA")).astype(np.int16)


def slide(page: Page, identifier: str, value: float) -> Cut:
    page.locator(f"#{identifier}").fill(str(value))
    return edited(page)


def natively(plate: Plate, **values: Any) -> NDArray[np.uint8]:
    return drain(render.render(plate, finish.read(values), None))


def near(one: Pixels, other: NDArray[np.uint8], mean: float = 0.1) -> None:
    """What is seen is the same as far as another version of Pillow rounds otherwise."""
    assert one.shape == other.shape
    difference = abs(visible(one) - visible(other))
    assert difference.mean() < mean and np.percentile(difference, 99.9) <= 3


def test_the_sliders_end_where_python_does(page: Page) -> None:
    limits = page.evaluate(
        """() => [...document.querySelectorAll("#finish input[type=range]")]
        .map(({ dataset, min, max }) => [dataset.finish, Number(min), Number(max)])"""
    )
    assert len(limits) >= 14
    for path, low, high in limits:
        for value in (low, high):
            part, _, name = path.partition(".")
            finish.read({part: {name: value}} if name else {part: value})


def test_a_colour_behind(tab: Page, first: Cut, plate: Plate) -> None:
    tab.get_by_role("radio", name="Colour").click()
    white = pixels(edited(tab))
    assert (white[0, 0] == 255).all() and (white[..., 3] == 255).all()
    tab.get_by_role("button", name="#2b6cb0").first.click()
    blue = pixels(edited(tab))
    assert (blue[0, 0] == [0x2B, 0x6C, 0xB0, 255]).all()
    cutout = pixels(first)
    opaque = cutout[..., 3] == 255
    np.testing.assert_array_equal(blue[opaque], cutout[opaque])
    near(blue, natively(plate, background={"kind": "colour", "colour": "#2b6cb0"}))
    wait_until(tab, lambda: tab.evaluate(SHOWN)[:3] == [0x2B, 0x6C, 0xB0], "the stage to show it")


def test_a_colour_from_the_screen(tab: Page) -> None:
    """The system's dropper cannot be used here: what the page makes of its colour, and of Escape."""
    tab.get_by_role("radio", name="Colour").click()
    white = edited(tab)
    dropper = tab.get_by_role("button", name="Colour: pick from the screen", exact=True)
    tab.evaluate("() => { EyeDropper.prototype.open = () => Promise.reject(new DOMException('', 'AbortError')); }")
    dropper.click()
    assert edited(tab).png == white.png
    tab.evaluate("() => { EyeDropper.prototype.open = () => Promise.resolve({ sRGBHex: '#000000' }); }")
    dropper.click()
    assert (pixels(edited(tab))[0, 0] == [0, 0, 0, 255]).all()
    assert tab.locator("#finish .swatch").first.get_attribute("title") == "#000000"  # the one used last


def test_a_gradient_behind(tab: Page, plate: Plate) -> None:
    tab.get_by_role("radio", name="Gradient").click()
    edited(tab)
    out = slide(tab, "background-angle", 90)
    near(pixels(out), natively(plate, background={"kind": "gradient", "angle": 90}), 0.2)


def test_the_blurred_original_has_no_glow(tab: Page, first: Cut, plate: Plate) -> None:
    """Around the subject there is nothing of its orange suit."""
    tab.get_by_role("radio", name="Blurred").click()
    out = pixels(edited(tab))
    near(out, natively(plate, background={"kind": "blur"}), 0.3)
    clear = pixels(first)[..., 3] == 0
    orange = (out[..., 0] - out[..., 2] > 90) & (out[..., 0] > 150)
    assert (orange & ~clear).sum() > 10_000 and (orange & clear).sum() == 0


def test_a_picture_of_ones_own_behind(tab: Page, first: Cut, tmp_path: Path) -> None:
    halves = Image.new("RGB", (400, 200), (10, 200, 30))
    halves.paste((200, 10, 30), (200, 0, 400, 200))
    halves.save(tmp_path / "halves.png")
    tab.get_by_role("radio", name="Picture").first.click()
    assert edited(tab).png == first.png  # none is chosen yet
    tab.set_input_files("#ground-file", tmp_path / "halves.png")
    wait_until(tab, lambda: edited(tab).png != first.png, "the picture")
    out = pixels(latest(tab))
    assert (out[5, 5] == [10, 200, 30, 255]).all() and (out[5, -5] == [200, 10, 30, 255]).all()
    expect(tab.locator("#ground-name")).to_have_text("halves.png")
    left = pixels(slide(tab, "background-x", 0))
    assert (left[5, -5] == [10, 200, 30, 255]).all()


def test_a_background_that_is_no_picture_is_refused(tab: Page, first: Cut, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    tab.get_by_role("radio", name="Picture").first.click()
    edited(tab)
    tab.set_input_files("#ground-file", tmp_path / "broken.png")
    expect(tab.locator("#message")).to_contain_text("cannot read that file")
    tab.keyboard.press("Escape")
    assert edited(tab).png == first.png


def test_a_shadow_where_it_should_be(tab: Page, first: Cut, plate: Plate) -> None:
    tab.get_by_role("radio", name="Colour").click()
    without = pixels(edited(tab))
    for name, value in (("angle", 270), ("distance", 0.1), ("softness", 0.02)):
        slide(tab, f"shadow-{name}", value)
    out = pixels(slide(tab, "shadow-opacity", 0.5))
    darker = without[..., 0] - out[..., 0] > 60
    clear = pixels(first)[..., 3] == 0
    assert darker.sum() > 2000 and not (darker & (pixels(first)[..., 3] == 255)).any()
    box = subject_box(np.asarray(first.image)[..., 3])
    columns = np.flatnonzero((darker & clear).any(axis=0))
    assert columns.mean() < (box.left + box.right) / 2  # to the left
    shadow = {"opacity": 0.5, "angle": 270, "distance": 0.1, "softness": 0.02}
    near(out, natively(plate, background={"kind": "colour"}, shadow=shadow), 0.3)


def test_an_outline(tab: Page, first: Cut, plate: Plate) -> None:
    out = pixels(slide(tab, "outline-width", 0.03))
    near(out, natively(plate, outline={"width": 0.03}), 0.3)
    white = (out == 255).all(axis=2) & (pixels(first)[..., 3] == 0)
    assert white.sum() > 3000


def test_marketplace_white(tab: Page, first: Cut, photos: dict[str, Path]) -> None:
    """2000 pixels square, the subject takes 85 % of the tighter side, equal margins, white corners."""
    cut(tab, photos["coffee"])
    tab.keyboard.press("e")
    tab.click("#tab-finish")
    tab.select_option("#preset", "marketplace")
    result = edited(tab)
    out = pixels(result)
    assert out.shape == (2000, 2000, 4) and (result.width, result.height) == (2000, 2000) and result.reframed
    assert (out[[0, 0, -1, -1], [0, -1, 0, -1]] == 255).all()
    seen = np.nonzero((255 - out[..., :3]).max(axis=2) > 25)
    height, width = (int(axis.max() - axis.min() + 1) for axis in seen)
    assert max(width, height) / 2000 == pytest.approx(0.85, abs=0.015)
    expect(tab.locator("#compare")).to_be_hidden()
    expect(tab.locator("#before")).to_be_hidden()
    tab.keyboard.press("Control+z")
    assert not edited(tab).reframed
    expect(tab.locator("#compare")).to_be_visible()
    cut(tab, photos["astronaut"])


@pytest.mark.parametrize(
    ("preset", "size"), [("square", (1080, 1080)), ("portrait", (1080, 1350)), ("story", (1080, 1920))]
)
def test_social_presets(tab: Page, preset: str, size: tuple[int, int]) -> None:
    tab.select_option("#preset", preset)
    result = edited(tab)
    assert result.image.size == size
    assert np.asarray(result.image)[..., 3].min() == 255
    bottom = np.asarray(result.image)[-1]
    assert np.abs(np.diff(bottom.astype(np.int16), axis=0)).max() > 20  # she goes on to the lower edge


def test_an_identity_photo(tab: Page) -> None:
    tab.select_option("#preset", "identity")
    result = edited(tab)
    out = pixels(result)
    assert result.image.size == (413, 531)
    assert result.image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    rows = np.flatnonzero(((255 - out[..., :3]).max(axis=2) > 60).any(axis=1))
    assert 0.05 < rows[0] / 531 < 0.13
    assert (255 - out[-1, :, :3]).max() > 60
    columns = np.flatnonzero(((255 - out[100:200, :, :3]).max(axis=2) > 60).any(axis=0))
    assert abs(columns.mean() - 206) < 25


def test_a_sticker(tab: Page, first: Cut) -> None:
    tab.select_option("#preset", "sticker")
    out = pixels(edited(tab))
    assert out[0, 0, 3] == 0
    assert (out == 255).all(axis=2).sum() > 3000


def test_margin_shape_and_turn(tab: Page, plate: Plate) -> None:
    tab.get_by_role("radio", name="Subject").click()
    edited(tab)
    tab.select_option("#frame-unit", "px")
    edited(tab)
    tab.fill("#frame-margin", "20")
    out = pixels(edited(tab))
    expected = natively(plate, frame={"crop": "subject", "margin": 20, "unit": "px"})
    np.testing.assert_array_equal(visible(out), visible(expected))  # nothing is resampled
    box = plate.box
    assert box.bottom == 512 and out.shape[0] == box.height + 20  # cut by the picture, so no margin below
    tab.select_option("#frame-aspect", label="16:9")
    wide = edited(tab)
    assert wide.width / wide.height == pytest.approx(16 / 9, abs=0.01)
    tab.get_by_role("button", name="Rotate right").click()
    assert edited(tab).width / latest(tab).height == pytest.approx(16 / 9, abs=0.01)
    tab.fill("#frame-width", "640")
    tab.fill("#frame-height", "480")
    assert edited(tab).image.size == (640, 480)
    tab.fill("#frame-dpi", "150")
    assert edited(tab).image.info["dpi"] == pytest.approx((150, 150), abs=0.1)


def test_straightening(tab: Page, plate: Plate) -> None:
    out = slide(tab, "frame-tilt", 10)
    near(pixels(out), natively(plate, frame={"tilt": 10}), 0.5)
    expect(tab.locator("#compare")).to_be_hidden()


def test_a_slider_is_followed_on_its_way_and_is_one_step(tab: Page, first: Cut) -> None:
    tab.get_by_role("radio", name="Colour").click()
    coloured = edited(tab).png
    tab.locator("#shadow-opacity").focus()
    for _ in range(8):
        tab.keyboard.press("ArrowRight")
        tab.wait_for_timeout(60)
    assert edited(tab).png != coloured
    expect(tab.locator("#shadow-opacity")).to_have_value("0.4")
    tab.keyboard.press("Control+z")
    assert edited(tab).png == coloured
    tab.keyboard.press("Control+z")
    assert edited(tab).png == first.png
    tab.keyboard.press("Control+Shift+Z")
    tab.keyboard.press("Control+Shift+Z")
    edited(tab)
    expect(tab.locator("#shadow-opacity")).to_have_value("0.4")


@pytest.mark.timed
def test_a_change_of_the_finish_runs_nothing_before_it(tab: Page) -> None:
    tab.get_by_role("radio", name="Colour").click()
    timings = edited(tab).timings
    assert {"preview", "finish", "encode", "total"} <= set(timings)
    assert not [name for name in timings if name.startswith("py_") or "inference" in name]
    assert timings["cut"] < 100


def test_edges_and_finish_together(tab: Page, first: Cut) -> None:
    tab.get_by_role("radio", name="Colour").click()
    before = pixels(edited(tab))
    tab.click("#tab-edges")
    tab.locator("#shift").fill("-6")
    after = pixels(edited(tab))
    assert (after[..., 3] == 255).all()
    assert (after == 255).all(axis=2).sum() > (before == 255).all(axis=2).sum() + 1000
    tab.locator("#reset").click()
    np.testing.assert_array_equal(pixels(edited(tab)), before)
    tab.click("#tab-finish")


def test_a_preset_of_ones_own(tab: Page, first: Cut) -> None:
    tab.get_by_role("radio", name="Colour").click()
    tab.get_by_role("button", name="#d64545").first.click()
    red = edited(tab).png
    tab.get_by_role("button", name="Keep these settings as a preset").click()
    expect(tab.locator("#preset-name")).to_be_focused()
    tab.keyboard.type("Our red")
    tab.keyboard.press("Enter")
    expect(tab.locator("#preset")).to_have_value("own:Our red")
    tab.select_option("#preset", "cutout")
    assert edited(tab).png == first.png
    tab.select_option("#preset", "own:Our red")
    assert edited(tab).png == red
    assert "Our red" in (tab.evaluate("localStorage['mattebox.presets']") or "")
    tab.get_by_role("button", name="Remove this preset").click()
    expect(tab.locator("#preset option", has_text="Our red")).to_have_count(0)
    expect(tab.locator("#preset")).to_have_value("")


def test_values_are_told(tab: Page) -> None:
    expect(tab.locator("#background-angle")).to_have_attribute("aria-valuetext", "180 degrees")
    expect(tab.locator("#shadow-distance")).to_have_attribute("aria-valuetext", "4 %")
    expect(tab.get_by_role("combobox", name="Preset")).to_have_value("cutout")
    expect(tab.get_by_role("tab", name="Finish")).to_have_attribute("aria-selected", "true")


def test_the_next_picture_begins_plain(tab: Page, photos: dict[str, Path]) -> None:
    tab.get_by_role("radio", name="Colour").click()
    edited(tab)
    assert np.asarray(cut(tab, photos["chelsea"]).image)[..., 3].min() == 0
    cut(tab, photos["astronaut"])
