"""Connected pieces against a flood fill; specks, ghosts, holes and pinholes."""

import numpy as np
import pytest

from drawn import round_mask
from mattebox.imaging import components
from mattebox.subject import subjects

SIDE = subjects.GRID


def flood(mask):
    """8-connected components, numbered in the order of their first pixel."""
    labels = np.zeros(mask.shape, int)
    count = 0
    for start in zip(*np.nonzero(mask), strict=True):
        if labels[start]:
            continue
        count += 1
        todo = [start]
        labels[start] = count
        while todo:
            y, x = todo.pop()
            for v in range(max(0, y - 1), min(mask.shape[0], y + 2)):
                for u in range(max(0, x - 1), min(mask.shape[1], x + 2)):
                    if mask[v, u] and not labels[v, u]:
                        labels[v, u] = count
                        todo.append((v, u))
    return labels


def drawn(*rows):
    return np.array([[c == "#" for c in row] for row in rows])


SHAPES = {
    "empty": np.zeros((7, 9), bool),
    "full": np.ones((7, 9), bool),
    "one pixel": drawn("...", ".#.", "..."),
    "corners": drawn("#.#", "...", "#.#"),
    "one row": drawn("##.#..###"),
    "one column": drawn(*"##.#..###"),
    "U": drawn("#.#", "#.#", "###"),
    "comb": drawn("#.#.#.#", "#.#.#.#", "#######"),
    "W of diagonals": drawn("#...#...#", ".#.#.#.#.", "..#...#.."),
    "nested": drawn("#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######"),
    "spiral": drawn(
        "########", ".......#", "######.#", "#....#.#", "#.##.#.#", "#.#..#.#", "#.####.#", "#......#", "########"
    ),
    "late union": drawn("#..#..#", "#..#..#", "##.#..#", ".###..#", "...####"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_label_is_a_flood_fill_on_shapes(name):
    ours = components.label(SHAPES[name])
    assert ours.dtype == np.int32
    np.testing.assert_array_equal(ours, flood(SHAPES[name]))


@pytest.mark.parametrize("density", [0.02, 0.1, 0.3, 0.4, 0.5, 0.7, 0.95])
def test_label_is_a_flood_fill_on_noise(density):
    for seed in range(3):
        mask = np.random.default_rng(seed).random((37, 53)) < density
        np.testing.assert_array_equal(components.label(mask), flood(mask))


def test_pieces_know_their_peak_and_their_share_of_the_plane():
    mask = np.zeros((10, 20), np.float32)
    mask[1:3, 1:4], mask[2, 2] = 0.5, 0.75
    mask[6:8, 10:20] = 1
    mask[0, 19] = 0.04  # fainter than anything counts
    found = components.pieces(mask)
    assert found.labels.max() == 2
    np.testing.assert_allclose(found.peak, [0, 0.75, 1])
    np.testing.assert_allclose(found.mass, [0, (5 * 0.5 + 0.75) / 200, 20 / 200], rtol=1e-6)


def test_largest_is_the_share_of_the_largest_piece_not_of_all():
    mask = np.zeros((SIDE, SIDE), np.float32)
    assert subjects.largest(mask) == 0
    mask[10:74, 10:74] = 1
    mask[150:182, 150:182] = 1
    assert subjects.largest(mask) == pytest.approx(1 / 16)
    assert subjects.largest(np.kron(mask, np.ones((2, 3), np.float32))) == pytest.approx(1 / 16, rel=0.02)
    assert subjects.largest(np.ones((5, 9), np.float32)) == pytest.approx(1)


def subject(side=SIDE):
    return round_mask((side, side), side * 0.25, softness=6)


@pytest.mark.parametrize("side", [SIDE, 2 * SIDE])
def test_a_clean_mask_stays_bit_for_bit(side):
    mask = subject(side)
    before = mask.copy()
    np.testing.assert_array_equal(subjects.clean(mask), before)
    np.testing.assert_array_equal(mask, before)


@pytest.mark.parametrize("side", [SIDE, 2 * SIDE])
@pytest.mark.parametrize(
    ("radius", "strength"), [(2, 1.0), (20, 0.45)], ids=["a speck, however sure", "a ghost, however large"]
)
def test_what_is_no_subject_goes_and_the_rest_stays_bit_for_bit(side, radius, strength):
    mask = subject(side)
    k = side // SIDE
    centre = (30 * k, 30 * k)
    extra = strength * round_mask((side, side), radius * k, centre, softness=1)
    cleaned = subjects.clean(np.maximum(mask, extra))
    near = round_mask((side, side), (radius + 4) * k, centre) > 0
    assert cleaned[extra == extra.max()].max() < 0.01
    assert cleaned[near].mean() < 0.01 + 0.01 * (radius < 5)
    np.testing.assert_array_equal(cleaned[~near], mask[~near])


def test_two_sure_subjects_both_stay():
    mask = np.maximum(
        round_mask((SIDE, SIDE), 40, (70, 70), softness=3), round_mask((SIDE, SIDE), 15, (180, 190), softness=3)
    )
    np.testing.assert_array_equal(subjects.clean(mask), mask)


def test_a_sure_hole_stays_however_small():
    for radius in (2, 10):
        mask = subject() - round_mask((SIDE, SIDE), radius, softness=2)
        np.testing.assert_array_equal(subjects.clean(mask), mask)


@pytest.mark.parametrize("side", [SIDE, 2 * SIDE])
def test_a_faint_pinhole_is_filled_and_the_rest_stays_bit_for_bit(side):
    mask = subject(side)
    k = side // SIDE
    holed = mask - np.float32(0.4) * round_mask((side, side), 2 * k, softness=1)
    assert holed[side // 2, side // 2] < 0.65
    cleaned = subjects.clean(holed)
    near = round_mask((side, side), 8 * k) > 0
    assert cleaned[near].min() > 0.99
    np.testing.assert_array_equal(cleaned[~near], mask[~near])


def test_an_empty_mask_and_a_full_one_stay():
    for value in (0, 1):
        mask = np.full((40, 50), value, np.float32)
        np.testing.assert_array_equal(subjects.clean(mask), mask)


def test_connected_subjects_are_told_apart_where_they_hang_together_by_something_thin():
    pair = np.maximum(round_mask((SIDE, SIDE), 40, (128, 70)), round_mask((SIDE, SIDE), 30, (128, 180)))
    pair[126:131, 70:180] = 1
    parts = subjects.parts(pair)
    assert parts.max() == 2
    assert parts[128, 70] == 1 and parts[128, 180] == 2  # the larger one first
    assert (parts[pair > 0.5] > 0).all() and not parts[pair == 0].any()
    assert abs(int((parts[128] == 1).sum()) - int((parts[128] == 2).sum())) < 40


@pytest.mark.parametrize("shape", ["disc", "ring", "thick bar"])
def test_one_subject_stays_one(shape):
    mask = round_mask((SIDE, SIDE), 60)
    if shape == "ring":
        mask -= round_mask((SIDE, SIDE), 45)
    if shape == "thick bar":
        mask = np.zeros((SIDE, SIDE), np.float32)
        mask[100:150, 20:236] = 1
    assert subjects.parts(mask).max() == 1


def test_nothing_has_no_parts():
    assert not subjects.parts(np.zeros((50, 70), np.float32)).any()
    assert subjects.part_at(np.zeros((50, 70), np.float32), (0.5, 0.5)) is None


def test_a_click_beside_a_subject_means_it():
    mask = round_mask((SIDE, SIDE), 20)
    edge = (128 + 20 + 3) / SIDE
    found = subjects.part_at(mask, (edge, 0.5))
    assert found is not None and found[128, 128]
    assert subjects.part_at(mask, (0.9, 0.5)) is None
