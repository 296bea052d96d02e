"""Spill suppression on exact colours."""

import numpy as np
import pytest

from mattebox.matte import spill

GREEN = np.array([0.05, 0.6, 0.1], np.float32)
SKIN = np.array([0.8, 0.6, 0.5], np.float32)


def column(*colours):
    return np.array(colours, np.float32).T


def test_green_spilt_on_skin_goes_and_the_brightness_stays():
    spilt = 0.6 * SKIN + 0.4 * GREEN
    (out,) = spill.suppress(column(spilt), column(GREEN), column(SKIN)).T
    hue = (GREEN - GREEN.mean()) / np.linalg.norm(GREEN - GREEN.mean())
    assert out.mean() == pytest.approx(spilt.mean(), abs=1e-6)
    assert out @ hue == pytest.approx(max(0.0, SKIN @ hue), abs=1e-6)
    assert spilt @ hue > 0.05


def test_a_green_subject_before_a_green_backdrop_keeps_its_green():
    leaf = np.array([0.1, 0.7, 0.15], np.float32)
    np.testing.assert_array_equal(spill.suppress(column(leaf), column(GREEN), column(leaf)), column(leaf))


@pytest.mark.parametrize(
    "backdrop", [(0.5, 0.5, 0.5), (0.45, 0.55, 0.5), (0.0, 0.01, 0.0)], ids=["grey", "pale", "dark"]
)
def test_a_backdrop_without_a_strong_hue_spills_nothing(backdrop):
    colours = column(SKIN, GREEN, (1, 1, 1))
    solid = np.repeat(column((0.5, 0.5, 0.5)), 3, axis=1)
    back = np.repeat(column(backdrop), 3, axis=1)
    np.testing.assert_array_equal(spill.suppress(colours, back, solid), colours)


def test_the_solid_foreground_is_taken_from_inside_and_carried_outwards():
    h, w = 60, 200
    alpha = np.zeros((h, w), np.float32)
    alpha[:, :100] = 1
    picture = np.empty((3, h, w), np.float32)
    picture[:] = SKIN[:, None, None]
    picture[:, :, 99:] = GREEN[:, None, None]  # the opaque rim itself is spilt on
    solid = spill.solid_nearby(picture, alpha)
    assert solid.dtype == np.float32 and solid.shape == picture.shape
    np.testing.assert_allclose(solid, np.broadcast_to(SKIN[:, None, None], solid.shape), atol=1e-5)


def test_without_any_solid_foreground_nothing_fails():
    picture = np.full((3, 5, 7), 0.3, np.float32)
    assert np.isfinite(spill.solid_nearby(picture, np.full((5, 7), 0.5, np.float32))).all()
