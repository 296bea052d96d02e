"""What is painted behind the subject."""

import numpy as np
import pytest
from PIL import Image

from mattebox.finish import backdrop
from mattebox.finish.placement import Box
from mattebox.options.finish import Background


def test_colours():
    assert backdrop.rgb("#0a80Ff") == (10, 128, 255)


@pytest.mark.parametrize(("angle", "rows"), [(90, False), (180, True)])
def test_a_gradient_runs_from_edge_to_edge_without_steps(angle, rows):
    picture = np.asarray(backdrop.gradient((600, 400), "#000000", "#ff8040", angle), np.float32)
    along = picture.mean(axis=1) if rows else picture.mean(axis=0)
    n = len(along)
    expected = (np.arange(n) + 0.5)[:, None] / n * np.array([255, 128, 64])
    assert abs(along - expected).max() < 0.6
    assert abs(picture - (expected[:, None] if rows else expected[None])).max() <= 1.1


def test_a_gradient_to_a_corner_begins_and_ends_there():
    picture = np.asarray(backdrop.gradient((300, 200), "#102030", "#e0d0c0", 135), np.int16)
    assert abs(picture[0, 0] - [16, 32, 48]).max() <= 2
    assert abs(picture[-1, -1] - [224, 208, 192]).max() <= 2
    assert (np.diff(picture[100, :, 0].astype(np.int16)[::8]) >= 0).all()


def quarters():
    """400 × 200: red, green, blue, white from left to right, opaque."""
    colours = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]], np.uint8)
    strip = np.repeat(colours, 100, axis=0)[None].repeat(200, axis=0)
    return Image.fromarray(np.dstack([strip, np.full((200, 400), 255, np.uint8)]))


@pytest.mark.parametrize(("x", "colour"), [(0, (255, 0, 0)), (1, (255, 255, 255))])
def test_a_picture_that_covers_shows_the_part_that_is_asked_for(x, colour):
    out = backdrop.picture((100, 200), quarters(), Background("picture", x=x))
    assert out.size == (100, 200)
    assert out.getpixel((50, 100)) == colour


def test_a_picture_that_is_contained_leaves_the_colour_around_it():
    out = np.asarray(backdrop.picture((200, 200), quarters(), Background("picture", "#112233", fit="contain", y=1)))
    assert (out[:100] == [0x11, 0x22, 0x33]).all()
    assert (out[110:, 10:40] == [255, 0, 0]).all() and (out[110:, 160:190] == 255).all()


def test_a_picture_that_is_clear_shows_the_colour():
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    out = backdrop.picture((80, 80), clear, Background("picture", "#00ff00"))
    assert out.getcolors() == [(6400, (0, 255, 0))]


def scene(subject=(255, 0, 0), height=300, width=400):
    """A blue background with a disc of another colour: the picture and the matte of the disc, 12 pixels too small."""
    y, x = np.mgrid[:height, :width]
    distance = np.hypot(x - width / 2, y - height / 2)
    image = np.full((height, width, 4), [20, 60, 200, 255], np.uint8)
    image[distance < 80] = [*subject, 255]
    alpha = np.clip((80 - distance) * 255, 0, 255).astype(np.uint8)
    return image, alpha


@pytest.mark.parametrize("blur", [0.004, 0.02, 0.1])
def test_nothing_of_the_subject_glows_in_the_blurred_background(blur):
    image, alpha = scene()
    out = np.asarray(backdrop.blurred(backdrop.surroundings(image, alpha), blur), np.int16)
    assert abs(out - [20, 60, 200]).max() <= 2


def test_the_blurred_background_is_its_own_mean():
    """A background of two halves: far from their border each is itself, at the border half of each."""
    image, alpha = scene()
    image[:, 200:, :3] = [220, 160, 0]
    image[alpha > 0, :3] = [255, 0, 255]
    out = np.asarray(backdrop.blurred(backdrop.surroundings(image, alpha), 0.02), np.int16)
    assert abs(out[20, 20] - [20, 60, 200]).max() <= 2
    assert abs(out[20, -20] - [220, 160, 0]).max() <= 2
    assert abs(out[20, 199:201].mean(axis=0) - [120, 110, 100]).max() <= 4
    assert (out[..., 2] <= 203).all() and (out[..., 1] >= 55).all()


def test_where_there_is_no_background_there_is_still_a_picture():
    image, alpha = scene()
    alpha[:] = 255
    out = backdrop.blurred(backdrop.surroundings(image, alpha), 0.02)
    assert out.size == (400, 300)


def test_surroundings_of_a_large_picture_are_small_and_hold_no_subject():
    image, alpha = scene(height=1500, width=2000)
    around = backdrop.surroundings(image, alpha)
    assert around.size == (640, 480) and around.mode == "RGBa"
    assert np.asarray(around)[240, 320].tolist() == [0, 0, 0, 0]


def test_a_window_beyond_the_picture_moves_and_shrinks_into_it():
    assert backdrop.window_within((400, 300), Box(10, 20, 110, 70)) == (10, 20, 110, 70)
    assert backdrop.window_within((400, 300), Box(-50, 250, 50, 350)) == (0, 200, 100, 300)
    assert backdrop.window_within((400, 300), Box(0, -600, 300, 600)) == (112.5, 0, 187.5, 300)
