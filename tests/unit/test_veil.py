"""What is seen through stays partial; what hides its background does not."""

import numpy as np
import pytest

from drawn import round_mask
from mattebox.imaging.box_filter import box_mean
from mattebox.subject import solid

SIDE = 512
RED = np.array([0.9, 0.2, 0.1], np.float32)[:, None, None]


def textured(seed=3, grain=16):
    """A background of light and dark, as large as what is seen through a pane, and finer."""
    rng = np.random.default_rng(seed)
    light = box_mean(box_mean(rng.random((SIDE, SIDE), np.float32), grain), grain)
    light = (light - light.min()) / (light.max() - light.min())
    return np.stack([0.1 + 0.5 * light, 0.2 + 0.6 * light, 0.3 + 0.6 * light]).astype(np.float32)


def veil(alpha):
    """A red body that goes over into a red veil: the mask, the veil alone, the picture."""
    body = round_mask((SIDE, SIDE), 80, (256, 150), softness=4)
    cloth = np.zeros((SIDE, SIDE), np.float32)
    cloth[200:312, 150:400] = alpha
    truth = np.maximum(body, cloth)
    return truth, np.where(body > 0, 0, cloth), (RED * truth + textured() * (1 - truth)).astype(np.float32)


def kept(mask, region, picture):
    """Share of a region that stays as it was."""
    found = solid.decide(mask, [mask], picture)
    return float((np.abs(found - mask)[box_mean((region > 0).astype(np.float32), 6) > 0.999] < 0.02).mean())


@pytest.mark.parametrize("alpha", [0.3, 0.5, 0.7])
def test_a_veil_in_the_subjects_colour_stays_partial(alpha):
    assert kept(*veil(alpha)) > 0.9


def test_what_moved_stays_partial():
    """A red bar that moved over a third of the picture: its alpha is a ramp."""
    truth = np.clip(np.minimum((np.arange(SIDE) - 60) / 150, (450 - np.arange(SIDE)) / 150), 0, 1).astype(np.float32)
    truth = truth * (np.abs(np.arange(SIDE) - 256) < 90).astype(np.float32)[:, None]
    picture = (RED * truth + textured() * (1 - truth)).astype(np.float32)
    doubtful = (truth > solid.CLEAR) & (truth < solid.SOLID)
    found = solid.decide(truth, [truth], picture)
    assert (np.abs(found - truth)[doubtful] < 0.05).mean() > 0.7


def test_a_pane_without_a_colour_of_its_own_stays_partial_where_the_background_goes_on_in_it():
    frame = np.zeros((SIDE, SIDE), np.float32)
    frame[120:400, 120:400] = 1
    frame[128:392, 128:392] = 0
    pane = np.zeros((SIDE, SIDE), np.float32)
    pane[128:392, 128:200] = 0.4
    stripes = 0.5 + 0.4 * np.sin(np.arange(SIDE) / 20).astype(np.float32)[:, None] * np.ones((3, 1, SIDE), np.float32)
    mask = frame + pane
    picture = np.ascontiguousarray(stripes * (1 - mask) + 0.8 * pane + 0.05 * frame)
    assert kept(mask, pane, picture) > 0.6


@pytest.mark.parametrize("doubt", [0.3, 0.6])
def test_a_solid_thing_of_its_own_colour_does_not(doubt):
    mask, cloth, picture = veil(doubt)
    picture[:, cloth > 0] = np.array([0.1, 0.7, 0.2], np.float32)[:, None]
    assert kept(mask, cloth, picture) == 0


def test_a_solid_thing_of_the_subjects_colour_does_not():
    mask, cloth, picture = veil(0.4)
    picture[:, cloth > 0] = RED[:, 0]
    assert kept(mask, cloth, picture) < 0.01


def test_more_of_the_background_does_not():
    mask, cloth, picture = veil(0.75)
    behind = textured(seed=8, grain=4)
    picture[:, cloth > 0] = behind[:, cloth > 0]
    assert kept(mask, cloth, picture) < 0.2
