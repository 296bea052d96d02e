"""Doubtful regions are decided; edges, hair, and what is sure stay."""

import numpy as np
import pytest

from drawn import round_mask, strands
from mattebox.imaging.box_filter import box_mean
from mattebox.subject import solid

SIDE = 512


def flat(colour):
    return np.broadcast_to(np.array(colour, np.float32)[:, None, None], (3, SIDE, SIDE))


def scene():
    """A red disc on blue with a green block at its side: mask, the block, the picture."""
    body = round_mask((SIDE, SIDE), 110, softness=4)
    block = np.zeros((SIDE, SIDE), np.float32)
    block[220:300, 330:450] = 1
    block *= 1 - body
    green, red, blue = flat((0.1, 0.8, 0.1)), flat((0.9, 0.1, 0.1)), flat((0.1, 0.1, 0.6))
    return body, block, np.ascontiguousarray(blue + (red - blue) * body + (green - blue) * block)


def inner(region, margin=12):
    """The region without its rim."""
    return box_mean(region, margin) > 0.999


@pytest.mark.parametrize(("doubt", "decided"), [(0.7, 1), (0.5, 1), (0.35, 0), (0.2, 0)])
def test_a_doubtful_region_is_decided_as_the_votes_say(doubt, decided):
    body, block, picture = scene()
    mask = body + np.float32(doubt) * block
    found = solid.decide(mask, [mask], picture)
    assert found.dtype == np.float32 and found.shape == mask.shape
    np.testing.assert_array_equal(found[inner(block)], decided)
    truth = body + decided * block
    assert np.abs(found - truth).mean() < 0.2 * np.abs(mask - truth).mean()


def test_networks_that_disagree_are_heard_both():
    body, block, picture = scene()
    mask = body + np.float32(0.5) * block
    for doubts, decided in (((0.2, 0.9), 1), ((0.5, 0.1), 0)):
        opinions = [body + np.float32(doubt) * block for doubt in doubts]
        np.testing.assert_array_equal(solid.decide(mask, opinions, picture)[inner(block)], decided)


def test_a_thing_is_decided_as_one_though_the_votes_on_it_differ():
    body, block, picture = scene()
    slope = np.linspace(0.3, 0.7, SIDE, dtype=np.float32)[:, None] * np.ones(SIDE, np.float32)
    uneven = 0.55 + 0.25 * np.sign(np.sin(np.arange(SIDE) / 12))[:, None] * np.ones(SIDE, np.float32)
    for votes in (slope, uneven.astype(np.float32)):
        mask = body + np.float32(0.5) * block
        found = solid.decide(mask, [body + votes * block], picture)
        assert found[inner(block)].min() == 1


def test_of_two_things_in_doubt_each_is_decided():
    body, block, picture = scene()
    upper = block * (np.arange(SIDE) < 260)[:, None]
    picture[:, upper > 0] = np.array([0.9, 0.9, 0.1], np.float32)[:, None]
    mask = body + np.float32(0.7) * upper + np.float32(0.25) * (block - upper)
    found = solid.decide(mask, [mask], picture)
    assert found[inner(upper)].min() == 1 and found[inner(block - upper)].max() == 0


def test_the_contour_is_the_masks_own():
    body, block, picture = scene()
    mask = body + np.float32(0.5) * block
    found = solid.decide(mask, [mask], picture)
    np.testing.assert_array_equal(found[200:320, 390:] > 0.5, block[200:320, 390:] > 0.5)


@pytest.mark.parametrize("mask", ["empty", "full", "disc", "soft disc", "hair"])
def test_without_a_doubtful_region_the_mask_is_returned_itself(mask):
    hair = strands((SIDE, SIDE), 120, 60, 900)
    mask = {
        "empty": np.zeros((SIDE, SIDE), np.float32),
        "full": np.ones((SIDE, SIDE), np.float32),
        "disc": round_mask((SIDE, SIDE), 110),
        "soft disc": round_mask((SIDE, SIDE), 110, softness=16),
        "hair": box_mean(hair, 2),
    }[mask]
    assert solid.decide(mask, [mask], scene()[2]) is mask


def test_away_from_a_region_nothing_changes():
    body, block, picture = scene()
    mask = body + np.float32(0.5) * block
    found = solid.decide(mask, [mask], picture)
    np.testing.assert_array_equal(found[:, :270], mask[:, :270])


def test_a_hole_between_arms_stays_and_is_as_wide():
    body, block, picture = scene()
    hole = round_mask((SIDE, SIDE), 20, (256, 300), softness=4)
    mask = (body - hole).clip(0, 1) + np.float32(0.6) * block
    found = solid.decide(mask, [mask], picture)
    np.testing.assert_allclose(found[hole > 0.9], 0, atol=0.1)
    np.testing.assert_array_equal(found[inner(block)], 1)


def test_hair_beside_a_decided_region_is_not_touched():
    _, block, picture = scene()
    hair = box_mean(strands((SIDE, SIDE), 120, 60, 900), 2)
    block *= box_mean(hair, 12) < 0.01
    mask = hair + np.float32(0.5) * block
    found = solid.decide(mask, [mask], picture)
    far = box_mean(block, 48) == 0
    np.testing.assert_array_equal(found[far], mask[far])
    np.testing.assert_array_equal(found[inner(block)], 1)


@pytest.mark.parametrize("side", [320, 1024])
def test_masks_of_any_size_are_decided_alike(side):
    body, block, picture = scene()
    mask = body + np.float32(0.5) * block
    other = solid.resize_plane(mask, (side, side))
    found = solid.resize_plane(solid.decide(other, [other], picture), (SIDE, SIDE))
    assert np.abs(found - solid.decide(mask, [mask], picture)).mean() < 2e-3


def test_the_masks_that_come_in_are_not_changed():
    body, block, picture = scene()
    mask = body + np.float32(0.5) * block
    for plane in (mask, picture):
        plane.flags.writeable = False
    solid.decide(mask, [mask], picture)


def test_the_solution_minimises_what_it_says():
    rng = np.random.default_rng(4)
    votes, grid = rng.random((2, 12, 14), np.float32)
    colours = rng.random((3, 12, 14), np.float32)
    doubtful = rng.random((12, 14)) < 0.8
    grid = 0.5 + 0.05 * grid
    x = solid.agreed(votes, colours, grid, doubtful).astype(float)

    def cost(x):
        total = np.square(x - votes).sum()
        for rows, ties in (
            (x.T, solid._ties(colours.transpose(0, 2, 1), grid.T, doubtful.T)),
            (x, solid._ties(colours, grid, doubtful)),
        ):
            total += (ties * np.square(np.diff(rows, axis=0))).sum()
        return total

    np.testing.assert_allclose(x[~doubtful], votes[~doubtful], atol=1e-3)
    best = cost(x)
    for _ in range(20):
        assert cost(x + 0.02 * rng.normal(size=x.shape)) > best
    assert best < 0.7 * cost(votes.astype(float))


def test_the_work_is_bound_by_the_grid(monkeypatch):
    seen = []
    agreed = solid.agreed
    monkeypatch.setattr(solid, "agreed", lambda *planes: seen.append([p.shape[-1] for p in planes]) or agreed(*planes))
    body, block, picture = scene()
    mask = solid.resize_plane(body + np.float32(0.5) * block, (2048, 2048))
    solid.decide(mask, [mask], picture)
    assert seen == [[solid.GRID] * 4]
