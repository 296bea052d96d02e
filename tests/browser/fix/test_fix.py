"""The cut-out is corrected by hand: what is drawn is what comes out, at once on the screen and then in the file."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import spy
from brush import Pixels, alpha_of, at, draw, fixed, tool
from mattebox.options.fixes import Stroke, parse
from native_cut import iou
from pictures import gradient
from visible import visible
from visitor import Cut, cut, latest, results, wait_until

pytestmark = pytest.mark.toys

# Alpha of the live preview in the middle of some CSS pixel of the page; null while there is none.
LIVE_ALPHA = """([x, y]) => {
  const live = document.querySelector(".live");
  if (live.hidden) return null;
  const box = live.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [live.width, live.height];
  const context = canvas.getContext("2d");
  context.drawImage(live, 0, 0);
  const at = [((x - box.left) / box.width) * live.width, ((y - box.top) / box.height) * live.height];
  return context.getImageData(Math.floor(at[0]), Math.floor(at[1]), 1, 1).data[3];
}"""

# Pointers that Playwright has no means for: [type, id, x, y, pressure] each.
POINT = """(events) => {
  const stage = document.getElementById("stage");
  stage.setPointerCapture = () => {};
  for (const [name, type, id, x, y, pressure] of events) {
    const where = { clientX: x, clientY: y, bubbles: true, cancelable: true };
    const pointer = { pointerId: id, pointerType: type, pressure, isPrimary: id === 1 };
    const buttons = { button: name === "pointermove" ? -1 : 0, buttons: 1 };
    stage.dispatchEvent(new PointerEvent(name, { ...where, ...pointer, ...buttons }));
  }
}"""


@pytest.fixture(scope="module")
def source(photos: dict[str, Path]) -> Pixels:
    with Image.open(photos["astronaut"]) as image:
        return np.asarray(image.convert("RGB"))


def test_painted_exactly_is_exactly_there(desk: Page, first: Cut, source: Pixels) -> None:
    tool(desk, "brush", "erase", hard=True)
    desk.locator("#brush-softness").fill("0")
    erased, fixes = fixed(desk, lambda: draw(desk, (200, 420), (300, 440)))
    assert len(fixes) == 1 and fixes[0]["hard"]
    before = np.asarray(first.image)
    assert (before[400:460, 190:310, 3] == 255).all()
    assert not visible(erased)[420:440, 210:290].any()
    tool(desk, "brush", "restore", hard=True)
    restored, fixes = fixed(desk, lambda: draw(desk, (60, 60), (100, 60)))
    assert [fix["effect"] for fix in fixes] == ["erase", "restore"]
    assert (before[50:70, 55:105, 3] < 255).any()
    assert (restored[55:65, 60:100, 3] == 255).all()
    np.testing.assert_array_equal(restored[55:65, 60:100, :3], source[55:65, 60:100])
    far = np.ones((512, 512), bool)
    far[380:480, 160:340] = far[20:100, 20:140] = False
    np.testing.assert_array_equal(visible(restored)[far], visible(before)[far])


def test_it_is_seen_before_the_file_is_there(desk: Page) -> None:
    tool(desk, "brush", "erase", hard=True)
    where = at(desk, 250, 400)
    before = results(desk)
    assert desk.evaluate(LIVE_ALPHA, where) in (None, 255)
    draw(desk, (250, 400), (252, 400))
    wait_until(desk, lambda: desk.evaluate(LIVE_ALPHA, where) == 0, "the live preview")
    assert results(desk) == before
    wait_until(desk, lambda: results(desk) > before, "the file")
    expect(desk.locator(".live")).to_be_hidden()


def test_strokes_in_a_row_are_steps_of_their_own_and_one_file(desk: Page, first: Cut) -> None:
    tool(desk, "brush", "erase", hard=True)

    def three() -> None:
        for x in (200, 250, 300):
            draw(desk, (x, 400), (x, 420))

    cuts = len(spy.asked(desk, "cut"))
    _, fixes = fixed(desk, three)
    assert len(fixes) == 3
    assert len(spy.asked(desk, "cut")) == cuts + 1
    for left in (2, 1, 0):
        pixels, fixes = fixed(desk, lambda: desk.keyboard.press("Control+z"))
        assert len(fixes) == left
        assert (pixels[410, 300, 3] == 255) == (left < 3) and (pixels[410, 250, 3] == 255) == (left < 2)
    assert latest(desk).png == first.png
    pixels, fixes = fixed(desk, lambda: desk.keyboard.press("Control+Shift+z"))
    assert len(fixes) == 1 and pixels[410, 200, 3] == 0


def test_a_lasso_takes_what_it_encloses(desk: Page) -> None:
    tool(desk, "lasso", "erase", hard=True)
    pixels, fixes = fixed(desk, lambda: draw(desk, (180, 380), (300, 380), (300, 460), (180, 460)))
    assert fixes[0]["tool"] == "lasso"
    assert not visible(pixels)[395:445, 195:285].any() and (pixels[395:445, 150:165, 3] == 255).all()


def test_by_keyboard_alone(desk: Page) -> None:
    tool(desk, "brush", "erase", hard=True, size=40)
    desk.mouse.move(*at(desk, 200, 350))
    desk.locator("#stage").focus()
    desk.keyboard.press("ArrowDown")
    for _ in range(4):
        desk.keyboard.press("ArrowDown")

    def stroke() -> None:
        desk.keyboard.press("Space")
        for _ in range(3):
            desk.keyboard.press("ArrowRight")
        desk.keyboard.press("Space")

    pixels, fixes = fixed(desk, stroke)
    points = np.array(fixes[0]["points"]).reshape(-1, 3)
    assert len(points) == 4 and (np.diff(points[:, 0]) > 0).all() and np.ptp(points[:, 1]) == 0
    assert pixels[round(points[0, 1]), round(points[1, 0]), 3] == 0


def test_the_brush_grows_and_shrinks(desk: Page) -> None:
    size = desk.locator("#brush-size")
    before = float(size.input_value())
    desk.keyboard.press("]")
    grown = float(size.input_value())
    assert grown > before
    desk.keyboard.press("[")
    assert abs(float(size.input_value()) - before) <= 1
    desk.mouse.move(*at(desk, 256, 256))
    zoom = desk.locator("#zoom-fit").inner_text()
    desk.keyboard.down("Alt")
    desk.mouse.wheel(0, -100)
    desk.keyboard.up("Alt")
    wait_until(desk, lambda: float(size.input_value()) > before, "a larger brush")
    assert desk.locator("#zoom-fit").inner_text() == zoom
    ring = desk.locator("#brush").bounding_box()
    assert ring and abs(ring["width"] - float(size.input_value())) < 4


def test_keys_of_another_script(desk: Page) -> None:
    """As a Russian keyboard has them; Ctrl+S is the page's there, too."""
    session = desk.context.new_cdp_session(desk)

    def press(key: str, code: str, virtual: int, *, control: bool = False) -> None:
        told = {"key": key, "code": code, "windowsVirtualKeyCode": virtual, "modifiers": 2 if control else 0}
        for kind in ("rawKeyDown", "keyUp"):
            session.send("Input.dispatchKeyEvent", {"type": kind, **told})

    desk.locator("#stage").focus()
    size = desk.locator("#brush-size")
    before = float(size.input_value())
    press("ъ", "BracketRight", 221)
    assert float(size.input_value()) > before
    press("х", "BracketLeft", 219)
    assert abs(float(size.input_value()) - before) <= 1
    press("ч", "KeyX", 88)
    expect(desk.locator("input[name=effect][value=erase]")).to_be_checked()
    with desk.expect_download() as download:
        press("ы", "KeyS", 83, control=True)
    assert download.value.suggested_filename.endswith("-cutout.png")
    press("и", "KeyB", 66)
    expect(desk.locator("#fixes")).to_be_hidden()
    press("и", "KeyB", 66)
    expect(desk.locator("#fixes")).to_be_visible()


def test_escape_gives_up_a_stroke(desk: Page) -> None:
    asked = len(spy.asked(desk, "cut", "peek"))
    desk.mouse.move(*at(desk, 200, 400))
    desk.mouse.down()
    desk.mouse.move(*at(desk, 300, 400), steps=5)
    desk.keyboard.press("Escape")
    desk.mouse.up()
    desk.wait_for_timeout(1000)
    assert len(spy.asked(desk, "cut", "peek")) == asked
    expect(desk.locator("#fixes")).to_be_visible()


def test_two_fingers_zoom_and_draw_nothing(desk: Page) -> None:
    zoom = desk.locator("#zoom-fit").inner_text()
    asked = len(spy.asked(desk, "cut", "peek"))
    (x, y), (u, v) = at(desk, 200, 256), at(desk, 300, 256)
    desk.evaluate(
        POINT,
        [
            ["pointerdown", "touch", 1, x, y, 0.5],
            ["pointermove", "touch", 1, x - 4, y, 0.5],
            ["pointerdown", "touch", 2, u, v, 0.5],
            ["pointermove", "touch", 1, x - 80, y, 0.5],
            ["pointermove", "touch", 2, u + 80, v, 0.5],
            ["pointerup", "touch", 1, x - 80, y, 0],
            ["pointerup", "touch", 2, u + 80, v, 0],
        ],
    )
    wait_until(desk, lambda: desk.locator("#zoom-fit").inner_text() != zoom, "another zoom")
    desk.wait_for_timeout(900)
    assert len(spy.asked(desk, "cut", "peek")) == asked
    desk.keyboard.press("0")


def test_a_pen_draws_thicker_the_harder_it_is_pressed(desk: Page) -> None:
    tool(desk, "brush", "erase", hard=True, size=60)
    (x, y), (u, _) = at(desk, 200, 400), at(desk, 300, 400)

    def stroke() -> None:
        steps = [["pointermove", "pen", 7, x + (u - x) * k / 8, y, 0.1 + 0.1 * k] for k in range(1, 9)]
        desk.evaluate(POINT, [["pointerdown", "pen", 7, x, y, 0.1], *steps, ["pointerup", "pen", 7, u, y, 0]])

    pixels, fixes = fixed(desk, stroke)
    radii = np.array(fixes[0]["points"]).reshape(-1, 3)[:, 2]
    assert (np.diff(radii) > 0).all() and radii[-1] > 2 * radii[0]
    widths = (pixels[360:440, :, 3] == 0).sum(0)
    assert 0 < widths[210] < widths[250] < widths[290]


def test_a_palm_neither_draws_nor_moves_the_picture(desk: Page) -> None:
    """Whether it comes down before the pen, while that draws, or just after; the next finger counts again."""
    tool(desk, "brush", "erase", hard=True, size=40)
    zoom = desk.locator("#zoom-fit").inner_text()
    (x, y), (u, _), (palm, low) = at(desk, 200, 400), at(desk, 300, 400), at(desk, 400, 470)

    def stroke() -> None:
        steps = [["pointermove", "pen", 7, x + (u - x) * k / 8, y, 0.5] for k in range(1, 9)]
        early = [["pointerdown", "touch", 1, palm, low, 0.5], ["pointermove", "touch", 1, palm + 20, low, 0.5]]
        late = [["pointerdown", "touch", 2, palm, low, 0.5], ["pointermove", "touch", 2, palm + 90, low, 0.5]]
        after = [["pointerdown", "touch", 3, palm, low, 0.5], ["pointermove", "touch", 3, palm + 60, low, 0.5]]
        ups = [["pointerup", "touch", number, palm, low, 0] for number in (1, 2, 3)]
        desk.evaluate(
            POINT,
            [
                *early,
                ["pointerdown", "pen", 7, x, y, 0.5],
                *steps[:4],
                *late,
                ["pointermove", "touch", 1, palm + 50, low, 0.5],
                *steps[4:],
                ["pointerup", "pen", 7, u, y, 0],
                *after,
                *ups,
            ],
        )

    _, fixes = fixed(desk, stroke)
    assert len(fixes) == 1
    points = np.array(fixes[0]["points"]).reshape(-1, 3)
    assert len(points) == 9 and np.ptp(points[:, 1]) == 0
    assert abs(points[0, 0] - 200) < 2 and abs(points[-1, 0] - 300) < 2
    assert desk.locator("#zoom-fit").inner_text() == zoom
    desk.wait_for_timeout(600)
    finger = [
        ["pointerdown", "touch", 4, x, low, 0.5],
        *(["pointermove", "touch", 4, x + 10 * k, low, 0.5] for k in range(1, 5)),
        ["pointerup", "touch", 4, x + 40, low, 0],
    ]
    _, fixes = fixed(desk, lambda: desk.evaluate(POINT, finger))
    assert len(fixes) == 2


def test_a_subject_is_dropped_brought_back_and_found_again(desk: Page, first: Cut) -> None:
    tool(desk, "pick")
    expect(desk.locator("#fix-hint")).to_contain_text("found")
    desk.mouse.move(*at(desk, 256, 400))
    marked = "document.querySelector('.subjects').getContext('2d').getImageData(128, 200, 1, 1).data[3]"
    wait_until(desk, lambda: desk.evaluate(marked) > 0, "the mark of the subject")
    dropped, fixes = fixed(desk, lambda: desk.mouse.click(*at(desk, 256, 400)))
    assert fixes == [{"type": "pick", "at": fixes[0]["at"], "keep": False}]
    assert not visible(dropped)[350:450, 200:300].any()
    desk.wait_for_timeout(300)
    back, fixes = fixed(desk, lambda: desk.mouse.click(*at(desk, 256, 400)))
    assert fixes[1]["keep"] is True
    assert iou(back[..., 3], alpha_of(first)) > 0.995


def test_holes_are_filled_and_specks_removed(desk: Page, first: Cut) -> None:
    tool(desk, "brush", "erase", size=60)
    fixed(desk, lambda: draw(desk, (250, 430), (260, 430)))
    filled, fixes = fixed(desk, lambda: desk.locator("#fill-holes").click())
    assert fixes[-1] == {"type": "tidy", "what": "holes"}
    assert (filled[420:440, 245:265, 3] == 255).all()
    tool(desk, "brush", "restore", size=30)
    speck, _ = fixed(desk, lambda: draw(desk, (25, 150), (29, 150)))
    assert speck[150, 27, 3] > 0
    clean, fixes = fixed(desk, lambda: desk.locator("#remove-specks").click())
    assert fixes[-1] == {"type": "tidy", "what": "specks"}
    assert clean[150, 27, 3] == 0 and clean[430, 255, 3] == 255


def test_the_loupe_shows_what_is_under_the_cursor(desk: Page) -> None:
    desk.locator("#brush-loupe").check()
    desk.mouse.move(*at(desk, 256, 200))
    expect(desk.locator("#loupe")).to_be_visible()
    middle = """() => {
      const c = document.getElementById("loupe-view");
      return [...c.getContext("2d").getImageData(c.width / 2, c.height / 2, 1, 1).data];
    }"""
    pixel = desk.evaluate(middle)
    assert pixel[3] == 255
    desk.mouse.move(*at(desk, 256, 420))
    wait_until(desk, lambda: desk.evaluate(middle) != pixel, "another part")
    desk.locator("#brush-loupe").uncheck()
    desk.mouse.move(*at(desk, 256, 200))
    expect(desk.locator("#loupe")).to_be_hidden()


def test_the_original_shimmers_through_and_the_divider_is_gone(desk: Page) -> None:
    expect(desk.locator("#compare")).to_be_hidden()
    assert desk.locator("#before").evaluate("(e) => getComputedStyle(e).opacity") == "0.25"
    desk.keyboard.press("b")
    expect(desk.locator("#compare")).to_be_visible()
    assert desk.locator("#before").evaluate("(e) => getComputedStyle(e).opacity") == "1"
    desk.keyboard.press("b")


def test_a_stroke_holds_what_it_was_drawn_with(desk: Page) -> None:
    tool(desk, "brush", "erase", hard=True, size=40)
    _, fixes = fixed(desk, lambda: draw(desk, (200, 400), (300, 400)))
    (stroke,) = parse(fixes)
    assert isinstance(stroke, Stroke)
    box = desk.locator(".surface").bounding_box()
    assert box
    assert abs(stroke.points[0][2] - 20 * 512 / box["width"]) < 0.2
    xs = [x for x, _, _ in stroke.points]
    assert abs(xs[0] - 200) < 1 and abs(xs[-1] - 300) < 2


def test_what_has_no_subject_can_be_given_one(desk: Page, photos: dict[str, Path], tmp_path: Path) -> None:
    nothing = cut(desk, gradient(tmp_path / "gradient.png"))
    assert not nothing.found
    desk.keyboard.press("b")
    tool(desk, "lasso", "restore", hard=True)
    box = desk.locator(".surface").bounding_box()
    assert box

    def around() -> None:
        for index, (x, y) in enumerate([(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)]):
            desk.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
            if index == 0:
                desk.mouse.down()
        desk.mouse.up()

    pixels, _ = fixed(desk, around)
    assert latest(desk).found
    assert (pixels[60:180, 80:240, 3] == 255).all() and not visible(pixels)[:40].any()
    cut(desk, photos["astronaut"])
    desk.keyboard.press("b")


def test_a_finished_picture_is_fixed_without_its_finish(desk: Page) -> None:
    desk.click("#tab-finish")
    white, _ = fixed(desk, lambda: desk.select_option("#preset", "marketplace"))
    assert white.shape == (2000, 2000, 4)
    desk.click("#tab-fixes")
    expect(desk.locator(".live")).to_be_visible()
    expect(desk.locator(".cut")).to_be_hidden()
    tool(desk, "brush", "erase", hard=True, size=60)
    box = desk.locator(".surface").bounding_box()
    assert box and abs(box["width"] - box["height"]) < 2  # the original's shape
    less, fixes = fixed(desk, lambda: draw(desk, (200, 420), (300, 440)))
    assert len(fixes) == 1 and less.shape == (2000, 2000, 4)
    blank = [(each[..., :3] == 255).all(-1).mean() for each in (white, less)]
    assert blank[1] > blank[0] + 0.01
    where = at(desk, 250, 430)
    wait_until(desk, lambda: desk.evaluate(LIVE_ALPHA, where) == 0, "the hole in the live preview")
    desk.click("#tab-finish")
    expect(desk.locator(".cut")).to_be_visible()
    fixed(desk, lambda: desk.click("#reset"))
    desk.click("#tab-fixes")
