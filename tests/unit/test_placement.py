"""Frames: where the picture comes to lie."""

import numpy as np
import pytest

from mattebox.finish.placement import HEAD_ROOM, Box, head_box, place, subject_box, turned_size
from mattebox.options.finish import Frame

PICTURE = (400.0, 300.0)
BOX = Box(100, 50, 180, 210)


def test_the_box_of_a_subject_is_tight_and_ignores_what_is_hardly_seen():
    alpha = np.zeros((30, 40), np.uint8)
    alpha[5:9, 10:21] = 255
    alpha[0, 0] = 10
    assert subject_box(alpha) == (10, 5, 21, 9)
    assert subject_box(np.zeros((30, 40), np.uint8)) == (0, 0, 40, 30)


def test_nothing_asked_for_is_the_picture_itself():
    placed = place(Frame(), PICTURE, BOX)
    assert (placed.size, placed.window) == ((400, 300), (0, 0, 400, 300))
    assert placed.subject == BOX.height


@pytest.mark.parametrize("fill", [0.5, 0.85, 1])
@pytest.mark.parametrize("size", [(2000, 2000), (1080, 1920), (300, 100)])
def test_fill_is_the_share_of_the_tighter_side(fill, size):
    placed = place(Frame(crop="subject", fill=fill, size=size), PICTURE, BOX)
    scale = size[0] / placed.window.width
    assert size[1] / placed.window.height == pytest.approx(scale)
    shares = BOX.width * scale / size[0], BOX.height * scale / size[1]
    assert max(shares) == pytest.approx(fill)
    centre = (placed.window.left + placed.window.right) / 2, (placed.window.top + placed.window.bottom) / 2
    assert centre == pytest.approx((140, 130))
    assert placed.subject == pytest.approx(160 * scale)


def test_margins_in_both_units():
    pixels = place(Frame(crop="subject", margin=10, unit="px"), PICTURE, BOX)
    assert pixels.window == (90, 40, 190, 220) and pixels.size == (100, 180)
    percent = place(Frame(crop="subject", margin=10), PICTURE, BOX)
    assert percent.window == (84, 34, 196, 226)  # 10 % of 160


def test_an_aspect_takes_more_room_and_never_less():
    placed = place(Frame(crop="subject", margin=10, unit="px", aspect=1), PICTURE, BOX)
    assert placed.size == (180, 180)
    assert placed.window == (50, 40, 230, 220)


def test_a_side_that_the_picture_cuts_stays_at_the_edge_of_the_frame():
    cut = Box(100, 100, 180, 300)
    placed = place(Frame(crop="subject", fill=0.5, size=(400, 400)), PICTURE, cut)
    assert placed.window.bottom == 300
    assert placed.window.width == placed.window.height == 400
    margin = place(Frame(crop="subject", margin=10, unit="px"), PICTURE, cut)
    assert margin.window == (90, 90, 190, 300)


def test_an_aspect_of_the_picture_stays_inside_and_near_the_subject():
    placed = place(Frame(aspect=1), PICTURE, BOX)
    assert placed.size == (300, 300)
    assert placed.window == (0, 0, 300, 300)
    right = place(Frame(aspect=1), PICTURE, Box(350, 100, 390, 200))
    assert right.window == (100, 0, 400, 300)


def test_moving_the_subject():
    moved = place(Frame(crop="subject", fill=0.5, size=(400, 400), x=0.1, y=-0.1), PICTURE, BOX)
    still = place(Frame(crop="subject", fill=0.5, size=(400, 400)), PICTURE, BOX)
    assert moved.window.left == pytest.approx(still.window.left - 32)
    assert moved.window.top == pytest.approx(still.window.top + 32)


def test_turned_sizes():
    assert turned_size((40, 30), Frame(turn=90)) == pytest.approx((30, 40))
    assert turned_size((40, 30), Frame(tilt=30)) == pytest.approx((40 * 0.8660254 + 15, 20 + 30 * 0.8660254))


def person(height=400, width=300):
    """A round head of 60 × 80 pixels from row 40 on, a neck 24 wide and shoulders to the picture's lower edge."""
    y, x = np.mgrid[:height, :width]
    head = ((x - 150) / 30) ** 2 + ((y - 80) / 40) ** 2 <= 1
    neck = (abs(x - 150) < 12) & (y > 80) & (y < 160)
    shoulders = (y > 140) & (abs(x - 150) < 40 + (y - 140) * 0.8)
    return np.where(head | neck | shoulders, 255, 0).astype(np.uint8)


def test_a_head_ends_at_the_neck():
    head = head_box(person())
    assert head.top == 40
    assert abs(head.bottom - 118) <= 6
    assert (head.left, head.right) == pytest.approx((120, 181), abs=2)


def test_where_there_is_no_neck_the_head_is_guessed_by_its_width():
    disc = person()[:110, :]  # only the head
    head = head_box(disc)
    assert head.top == 40 and 40 < head.height <= 81


def test_an_identity_photo_has_room_above_the_head_and_none_below_the_shoulders():
    alpha = person()
    frame = Frame(crop="subject", size=(413, 531), fill=0.7, anchor="head")
    placed = place(frame, (300.0, 400.0), subject_box(alpha), head_box(alpha))
    scale = 531 / placed.window.height
    assert (40 - placed.window.top) * scale == pytest.approx(HEAD_ROOM * 531, abs=1)
    assert head_box(alpha).height * scale == pytest.approx(0.7 * 531, abs=1)
    assert placed.window.bottom <= 400
    assert (placed.window.left + placed.window.right) / 2 == pytest.approx(150, abs=1)
    small = Frame(crop="subject", size=(413, 531), fill=0.15, anchor="head")
    assert place(small, (300.0, 400.0), subject_box(alpha), head_box(alpha)).window.bottom == pytest.approx(400)
