"""Tips are given where they are true, and nowhere else."""

import io

import numpy as np
import pytest
from PIL import Image

from discs import cut, disc
from discs import photo as made_up
from mattebox.progress import Watcher
from mattebox.subject import advice


@pytest.fixture(scope="session")
def coffee(photos):
    """A photo that never was a JPEG at this size, 450×300."""
    with Image.open(photos["coffee"]) as picture:
        return picture.convert("RGB").resize((450, 300), Image.Resampling.LANCZOS)


def saved(picture, quality):
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file).convert("RGBA"))


def scene(inside, outside, mask):
    """Two colours, with a little noise, where the mask says."""
    noise = np.random.default_rng(3).normal(0, 3, (*mask.shape, 1))
    rgb = mask[..., None] * np.array(inside) + (1 - mask[..., None]) * np.array(outside) + noise
    return np.dstack([np.clip(rgb, 0, 255), np.full(mask.shape, 255)]).astype(np.uint8)


def codes(tips):
    return [tip["code"] for tip in tips]


def test_blocks_show_in_what_was_strongly_compressed(coffee):
    values = {quality: advice.blockiness(saved(coffee, quality)) for quality in (10, 20, 75, 90, 95)}
    assert values[10] > values[20] > advice.BLOCKY > 2 * values[75] > values[90]
    assert advice.blockiness(np.asarray(coffee)) < 0.1


def test_blocks_show_wherever_their_grid_begins(coffee):
    image = saved(coffee, 20)
    whole = advice.blockiness(image)
    for other in (image[3:, 5:], np.rot90(image), image[:, ::-1]):
        assert advice.blockiness(other) == pytest.approx(whole, rel=0.3)


def test_what_is_no_jpeg():
    """Patterns of eight pixels, noise, flat colour, a flat box with straight edges."""
    fence = np.zeros((400, 400, 4), np.uint8)
    fence[:, ::8] = 255
    squares = np.random.default_rng(5).integers(0, 255, (50, 50, 3)).repeat(8, 0).repeat(8, 1)
    noise = np.random.default_rng(5).integers(0, 255, (400, 400, 3))
    flat = np.full((400, 400, 3), 90, np.uint8)
    box = flat.copy()
    box[100:303, 56:257] = 200
    for image in (fence, squares.astype(np.uint8), noise.astype(np.uint8), flat, flat[:40], box):
        assert advice.blockiness(image) < 0.3


def test_low_contrast_is_told_by_the_share_of_the_edge():
    """ΔE of the greys 120 and 140 is 8, of 120 and 160 it is 16 (CIELAB L* 50.4, 58.1, 66.0)."""
    mask = disc(300, 400)
    assert advice.alike_share(scene([120] * 3, [140] * 3, mask), mask) > 0.95
    assert advice.alike_share(scene([120] * 3, [160] * 3, mask), mask) < 0.05
    halves = scene([120] * 3, [120] * 3, mask)
    halves[:, :200][mask[:, :200] < 0.5] = 255
    assert 0.4 < advice.alike_share(halves, mask) < 0.6


def test_colours_are_compared_as_eyes_see_them():
    lab = advice._lab(np.array([[255, 255], [255, 0], [255, 0]], np.float32))
    np.testing.assert_allclose(lab.T, [[100, 0, 0], [53.2, 80.1, 67.2]], atol=0.2)  # white and red under D65


def test_low_contrast_is_judged_over_white_where_the_picture_is_clear():
    mask = disc(300, 400)
    image = scene([250] * 3, [0] * 3, mask)
    image[..., 3] = np.rint(mask * 255)
    assert advice.alike_share(image, mask) > 0.95


@pytest.mark.parametrize(
    ("columns", "sides"), [((50, 150), []), ((0, 150), ["left"]), ((50, 200), ["right"]), ((0, 200), ["right", "left"])]
)
def test_sides_that_are_reached(columns, sides):
    mask = np.zeros((100, 200), np.float32)
    mask[40:60, slice(*columns)] = 1
    assert advice.sides_reached(mask) == sides
    assert advice.sides_reached(mask * 0.7) == []


def test_a_scene_is_told_what_is_true_of_it_and_nothing_else():
    mask = disc(300, 400)
    beside = np.roll(mask, 200, axis=1)
    assert advice.of_scene(scene([200, 120, 60], [20, 90, 180], mask), mask) == ()
    assert codes(advice.of_scene(scene([120] * 3, [125] * 3, mask), mask)) == ["low-contrast"]
    tips = advice.of_scene(scene([120] * 3, [125] * 3, beside), beside)
    assert codes(tips) == ["low-contrast", "cut-by-frame"]
    assert tips[1]["values"] == {"sides": ["right", "left"]}


def test_a_file_is_told_what_is_true_of_it_and_nothing_else(coffee):
    large = np.zeros((advice.LEAST_SIDE, 2000, 4), np.uint8)
    assert advice.of_file(large) == ()
    assert advice.of_file(large[1:]) == ({"code": "small", "values": {"side": advice.LEAST_SIDE - 1, "least": 1500}},)
    assert codes(advice.of_file(saved(coffee, 15))) == ["jpeg-blocks", "small"]
    assert codes(advice.of_file(saved(coffee.resize((2400, 1600)), 95))) == []


def test_where_there_is_no_subject_only_the_file_is_judged():
    early = []

    async def nothing(role, tensor):
        return np.full(tensor.shape[2:], 0.01, np.float32)

    result = cut(made_up(), nothing, watcher=Watcher(on_tips=early.append))
    assert not result.found and early == [result.tips] and codes(result.tips) == ["small"]


def test_tips_come_with_the_draft_and_stay_with_the_cut_out():
    early = []
    result = cut(made_up(), watcher=Watcher(on_tips=early.append))
    assert early == [result.tips] == [({"code": "small", "values": {"side": 300, "least": 1500}},)]
