"""A cut-out is finished: every layer where it should be, and the pixels that should not change do not."""

import numpy as np
import pytest
from PIL import Image

from mattebox.finish import plate as plate_finish
from mattebox.finish import render as render_finish
from mattebox.finish.plate import Plate
from mattebox.options import finish

RED, BLUE = (220, 60, 40), (30, 90, 200)


def plate(height=300, width=400, centre=(200, 150), radius=60):
    """A red disc with an edge four pixels soft, cut out of blue."""
    y, x = np.mgrid[:height, :width]
    distance = np.hypot(x - centre[0] + 0.5, y - centre[1] + 0.5)
    alpha = np.rint(np.clip((radius - distance) / 4 + 0.5, 0, 1) * 255).astype(np.uint8)
    share = alpha[..., None] / 255
    image = np.rint(share * RED + (1 - share) * BLUE).astype(np.uint8)
    original = np.dstack([image, np.full_like(alpha, 255)])
    noise = np.random.default_rng(0).integers(-20, 20, original.shape[:2])
    original[..., 1] = np.clip(original[..., 1] + noise, 0, 255)
    cutout = original.copy()
    cutout[..., 3] = alpha
    soft = (alpha > 0) & (alpha < 255)
    cutout[soft, :3] = RED
    cutout[alpha == 0] = 0
    return Plate(cutout, original)


def render(made, ground=None, **values):
    fractions, steps = [], render_finish.render(made, finish.read(values), ground)
    try:
        while True:
            fractions.append(next(steps))
    except StopIteration as done:
        picture = done.value
    assert fractions == sorted(fractions) and fractions[-1] == 1
    assert picture.dtype == np.uint8
    return picture


def test_the_default_is_the_cut_out_bit_for_bit():
    made = plate()
    np.testing.assert_array_equal(render(made), made.cutout)


def test_on_a_colour_the_equation_holds_and_the_inside_is_untouched():
    made = plate()
    out = render(made, background={"kind": "colour", "colour": "#40c080"})
    alpha = made.cutout[..., 3:] / 255
    expected = alpha * made.cutout[..., :3] + (1 - alpha) * [0x40, 0xC0, 0x80]
    assert abs(out[..., :3] - expected).max() <= 0.51 + 1e-6
    opaque = made.cutout[..., 3] == 255
    np.testing.assert_array_equal(out[opaque], made.cutout[opaque])
    assert (out[..., 3] == 255).all()
    assert (out[0, 0] == [0x40, 0xC0, 0x80, 255]).all()


def test_over_its_own_blurred_background_nothing_glows():
    made = plate()
    out = render(made, background={"kind": "blur", "blur": 0.03}).astype(np.int16)
    clear = made.cutout[..., 3] == 0
    assert abs(out[clear][:, [0, 2]] - [BLUE[0], BLUE[2]]).max() <= 3
    opaque = made.cutout[..., 3] == 255
    np.testing.assert_array_equal(out[opaque], made.cutout[opaque])


def test_a_picture_behind():
    ground = Image.new("RGBA", (50, 50), (1, 2, 3, 255))
    out = render(plate(), ground, background={"kind": "picture"})
    assert (out[0, 0] == [1, 2, 3, 255]).all()
    none = render(plate(), background={"kind": "picture"})
    np.testing.assert_array_equal(none, plate().cutout)


@pytest.mark.parametrize("size", [(2000, 2000), (500, 500), (1080, 1920)])
def test_marketplace_white(size):
    out = render(
        plate(), background={"kind": "colour"}, frame={"crop": "subject", "fill": 0.85, "size": list(size)}
    ).astype(np.int16)
    assert out.shape == (size[1], size[0], 4)
    assert (out[[0, 0, -1, -1], [0, -1, 0, -1]] == 255).all()
    seen = (abs(out[..., :3] - 255).max(axis=2) > 20).nonzero()
    height, width = (axis.max() - axis.min() + 1 for axis in seen)
    assert max(width / size[0], height / size[1]) == pytest.approx(0.85, abs=0.012)
    margins = seen[1].min(), size[0] - 1 - seen[1].max(), seen[0].min(), size[1] - 1 - seen[0].max()
    assert abs(margins[0] - margins[1]) <= 2 and abs(margins[2] - margins[3]) <= 2


def test_a_frame_of_whole_pixels_moves_them_unchanged():
    made = plate()
    out = render(made, frame={"crop": "subject", "margin": 7, "unit": "px"})
    box = made.box
    top, left, bottom, right = (int(each) for each in (box.top - 7, box.left - 7, box.bottom + 7, box.right + 7))
    np.testing.assert_array_equal(out, made.cutout[top:bottom, left:right])


def test_a_frame_beyond_the_picture_is_clear_there():
    made = plate(centre=(70, 150))
    out = render(made, frame={"crop": "subject", "margin": 50, "unit": "px"})
    left = int(made.box.left) - 50
    assert left < 0
    np.testing.assert_array_equal(out[:, :-left], 0)


@pytest.mark.parametrize(("turn", "k"), [(90, 3), (180, 2), (270, 1)])
def test_quarter_turns_are_exact(turn, k):
    made = plate(centre=(120, 100))
    np.testing.assert_array_equal(render(made, frame={"turn": turn}), np.rot90(made.cutout, k))


def test_a_turned_subject_is_framed_where_it_is_then():
    made = plate(centre=(120, 100))
    out = render(made, frame={"turn": 90, "crop": "subject", "margin": 5, "unit": "px"})
    assert out.shape[:2] == (made.box.width + 10, made.box.height + 10)
    assert out[:, :, 3].max() == 255 and out[0, :, 3].max() == 0


def test_straightening_turns_about_the_middle():
    made = plate(centre=(300, 150), radius=30)
    out = render(made, frame={"tilt": 30})
    y, x = np.nonzero(out[..., 3] > 128)
    h, w = out.shape[:2]
    assert (x.mean() - w / 2, y.mean() - h / 2) == pytest.approx((100 * np.cos(np.pi / 6), 50), abs=2)


def test_a_shadow_darkens_what_is_behind_and_not_the_subject():
    made = plate()
    shadow = {"opacity": 0.6, "angle": 90, "distance": 0.5, "softness": 0.02}
    out = render(made, background={"kind": "colour"}, shadow=shadow)
    opaque = made.cutout[..., 3] == 255
    np.testing.assert_array_equal(out[opaque], made.cutout[opaque])
    assert abs(out[150, 290, 0] - 255 * 0.4) <= 3  # sixty pixels to the right of the disc's middle, and beside it
    assert (out[150, 40] == 255).all()


def test_a_shadow_on_nothing_is_black_and_transparent():
    out = render(plate(), shadow={"opacity": 0.6, "angle": 90, "distance": 0.5, "softness": 0})
    assert (out[150, 290] == [0, 0, 0, 153]).all()
    assert out[10, 10, 3] == 0


def test_an_outline_lies_around_the_subject_and_under_it():
    made = plate()
    out = render(made, outline={"width": 0.1, "colour": "#00ff00"})
    opaque = made.cutout[..., 3] == 255
    np.testing.assert_array_equal(out[opaque], made.cutout[opaque])
    assert (out[150, 200 + 66] == [0, 255, 0, 255]).all()
    assert (out[150, 200 + 80] == 0).all()
    edge = (made.cutout[..., 3] > 0) & ~opaque
    assert (out[edge][:, 3] == 255).all()


def test_the_subject_takes_on_the_new_light():
    made = plate()
    red = {"kind": "colour", "colour": "#c06060"}
    none, all_ = (render(made, background=red, match=match).astype(np.int16) for match in (0, 1))
    opaque = made.cutout[..., 3] == 255
    change = (all_ - none)[opaque].mean(axis=0)
    assert change[2] < -5 and change[0] > change[2]
    np.testing.assert_array_equal(all_[made.cutout[..., 3] == 0], none[made.cutout[..., 3] == 0])


@pytest.mark.parametrize(
    "values",
    [
        {
            "background": {"kind": "gradient", "angle": 45},
            "frame": {"crop": "subject", "fill": 0.6, "size": [900, 600]},
        },
        {"background": {"kind": "blur"}, "frame": {"turn": 90}},
        {"background": {"kind": "colour"}, "shadow": {"opacity": 0.5}, "outline": {"width": 0.03}},
    ],
    ids=["frame", "blur", "layers"],
)
def test_a_preview_looks_like_the_picture(values, monkeypatch):
    made = plate(900, 1200, (600, 450), 180)
    whole = Image.fromarray(render(made, **values))
    for module in (plate_finish, render_finish):
        monkeypatch.setattr(module, "PREVIEW_SIDE", 300)
    small = render_finish.preview(plate(900, 1200, (600, 450), 180), finish.read(values), None)
    assert max(small.shape) == 300
    expected = whole.resize((small.shape[1], small.shape[0]), Image.Resampling.BOX)
    difference = abs(small.astype(np.int16) - np.asarray(expected))
    assert difference.mean() < 2


def test_layers_are_made_once():
    made = plate()
    assert made.small is made.small and made.around is made.around
    assert made.blurred(0, 0, 0.02) is made.blurred(0, 0, 0.02)
    assert made.blurred(0, 0, 0.03) is not made.blurred(0, 0, 0.02)
