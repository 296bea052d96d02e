"""Shadows fall where they should, and as softly."""

import numpy as np
import pytest
from PIL import Image

from mattebox.finish import shadow
from mattebox.options.finish import Contact, Shadow


def square(size=600, at=(250, 200), side=100):
    alpha = np.zeros((size, size), np.uint8)
    alpha[at[1] : at[1] + side, at[0] : at[0] + side] = 255
    return Image.fromarray(alpha)


def centre(mask):
    values = np.asarray(mask, np.float64)
    y, x = np.mgrid[: values.shape[0], : values.shape[1]]
    return (x * values).sum() / values.sum(), (y * values).sum() / values.sum()


@pytest.mark.parametrize(("angle", "dx", "dy"), [(0, 0, -50), (90, 50, 0), (180, 0, 50), (225, -35.4, 35.4)])
def test_it_falls_in_the_direction_and_distance(angle, dx, dy):
    mask = shadow.drop(square(), Shadow(opacity=1, angle=angle, distance=0.5, softness=0.1), 100)
    assert centre(mask) == pytest.approx((299.5 + dx, 249.5 + dy), abs=1)


@pytest.mark.parametrize("softness", [0.02, 0.05, 0.2])
def test_its_mass_is_the_subjects_and_its_edge_a_gaussian(softness):
    mask = np.asarray(shadow.drop(square(), Shadow(opacity=1, distance=0, softness=softness), 100), np.float64)
    assert mask.sum() == pytest.approx(255 * 100 * 100, rel=0.02)
    profile = mask[200:300].mean(axis=0)
    x = np.arange(600)
    # The spread of a box of 100 and a blur together is the sum of their variances.
    variance = (profile * (x - 299.5) ** 2).sum() / profile.sum() - 100**2 / 12
    assert np.sqrt(max(0, variance)) == pytest.approx(100 * softness, abs=2)


def test_opacity_is_its_fullest():
    mask = np.asarray(shadow.drop(square(), Shadow(opacity=0.4, distance=0, softness=0.02), 100))
    assert mask.max() == 102


def test_without_softness_it_is_the_silhouette():
    mask = shadow.drop(square(), Shadow(opacity=1, distance=0, softness=0), 100)
    np.testing.assert_array_equal(np.asarray(mask), np.asarray(square()))


def test_it_leaves_the_canvas_at_its_border():
    mask = np.asarray(shadow.drop(square(), Shadow(opacity=1, angle=0, distance=0.5, softness=0), 600))
    assert mask.sum() == 0


def test_the_contact_shadow_lies_flat_where_the_subject_stands():
    legs = np.zeros((400, 400), np.uint8)
    legs[100:200, 100:300] = 255
    legs[200:300, 100:130] = legs[200:300, 270:300] = 255
    mask = np.asarray(shadow.contact(Image.fromarray(legs), Contact(opacity=1, softness=0.01), 200), np.float64)
    x, y = centre(mask)
    assert (x, y) == pytest.approx((199.5, 300), abs=1.5)
    assert mask[300, 100:130].mean() > 5 * mask[300, 150:250].mean()
    assert mask[:280].max() == 0 and mask[320:].max() == 0


def test_where_nothing_stands_nothing_falls():
    assert np.asarray(shadow.contact(Image.new("L", (20, 20)), Contact(opacity=1), 10)).max() == 0
