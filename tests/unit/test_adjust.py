"""Shift against geometry and brute force, contrast as a table of levels, feather against the error function."""

from math import erf, sqrt

import numpy as np
import pytest
from PIL import Image

from drawn import half_plane, round_mask
from mattebox.matte import adjust

# Each of the octagon's four segments rounds its interpolated ends down to a level.
ROUNDED = 2
RADII = [0.3, 0.75, 1, 1.6, 2.5, 3, 4.9, 6.7]


def levels(alpha):
    return np.rint(np.clip(alpha, 0, 1) * 255).astype(np.uint8)


def bilinear(plane, y, x):
    y0, x0 = np.floor(y).astype(int), np.floor(x).astype(int)
    fy, fx = y - y0, x - x0
    top = plane[y0, x0] * (1 - fx) + plane[y0, x0 + 1] * fx
    return top * (1 - fy) + (plane[y0 + 1, x0] * (1 - fx) + plane[y0 + 1, x0 + 1] * fx) * fy


def radius_along(plane, angles):
    """Where a disc in the middle ends, found at a twentieth of a pixel along each direction."""
    centre = (plane.shape[0] - 1) / 2
    along = np.arange(0, centre - 1, 0.05)
    y, x = (centre + along * f(angles)[:, None] for f in (np.sin, np.cos))
    inside = bilinear(plane.astype(float), y, x) >= 127.5
    return along[inside.shape[1] - 1 - inside[:, ::-1].argmax(1)]


@pytest.mark.parametrize("radius", [0.3, 1, 2.5, 7.25, 12, 20])
def test_a_disc_grows_by_the_radius_in_every_direction(radius):
    angles = np.deg2rad(np.arange(0, 360, 7.5))
    grown = radius_along(adjust.dilate(levels(round_mask((161, 161), 40)), radius), angles) - 40
    assert grown.min() > radius - 0.3
    assert grown.max() < radius / np.cos(np.pi / 8) + 0.35  # the octagon's corners
    towards_sides = np.isclose(angles % (np.pi / 4), 0)
    np.testing.assert_allclose(grown[towards_sides], radius, atol=0.3 + 0.01 * radius)
    assert grown.mean() == pytest.approx(radius, rel=0.05, abs=0.2)


@pytest.mark.parametrize("radius", RADII)
@pytest.mark.parametrize("degrees", [0, 45, 90, 135, 180, 225, 270, 315])
def test_a_ramp_moves_by_exactly_the_radius(radius, degrees):
    steep = 12 if radius > 4 else 24
    ramp = half_plane((41, 41), np.deg2rad(degrees), 0) * steep + 127
    middle = np.s_[17:24, 17:24]
    moved = adjust.dilate(levels(ramp / 255), radius).astype(float) - (ramp + steep * radius)
    inside = np.abs(ramp[middle] + steep * radius - 127) < 127 - 1.5 * steep  # nothing clipped nearby
    assert inside.sum() > 10
    assert np.abs(moved[middle][inside]).max() < ROUNDED


@pytest.mark.parametrize("radius", [*RADII, 13, 20])
def test_dilation_is_the_maximum_over_an_octagon(radius):
    y, x = np.mgrid[:90, :90].astype(float)
    rng = np.random.default_rng(1)
    plane = np.zeros((90, 90))
    for _ in range(6):  # smooth: no wave is shorter than 25 pixels
        fy, fx = rng.uniform(-1 / 36, 1 / 36, 2) * 2 * np.pi
        plane += np.sin(fy * y + fx * x + rng.uniform(0, 6))
    alpha = levels((plane - plane.min()) / np.ptp(plane))
    corner = radius / np.cos(np.pi / 8)
    at = np.arange(-np.ceil(corner), np.ceil(corner) + 1e-9, max(0.25, radius / 16))
    dy, dx = (a.ravel() for a in np.meshgrid(at, at))
    turn = np.deg2rad(np.arange(0, 360, 45))
    inside = (np.outer(np.cos(turn), dx) + np.outer(np.sin(turn), dy)).max(0) <= radius
    around = np.deg2rad(np.arange(22.5, 360, 45))
    dy, dx = np.append(dy[inside], corner * np.sin(around)), np.append(dx[inside], corner * np.cos(around))
    row, column = rng.uniform(25, 64, (2, 150)).astype(int)
    brute = bilinear(alpha.astype(float), row[:, None] + dy, column[:, None] + dx).max(1)
    ours = adjust.dilate(alpha, radius)[row, column]
    assert (ours - brute).max() < 4
    assert (ours - brute).min() > -ROUNDED
    assert abs((ours - brute).mean()) < 2.5


@pytest.mark.parametrize("radius", [0.4, 1, 3.3, 20])
def test_dilation_never_darkens_and_keeps_the_extremes(radius):
    noise = np.random.default_rng(2).integers(0, 256, (40, 50), dtype=np.uint8)
    grown = adjust.dilate(noise, radius)
    assert grown.dtype == np.uint8
    assert (grown >= noise).all() and (grown > noise).any()
    for value in (0, 1, 254, 255):
        assert (adjust.dilate(np.full((7, 300), value, np.uint8), radius) == value).all()


def test_a_larger_radius_grows_further():
    noise = levels(round_mask((60, 60), 12, softness=5))
    sums = [adjust.dilate(noise, r).sum(dtype=int) for r in np.arange(0.05, 8, 0.15)]
    assert (np.diff(sums) > 0).all()


def test_whole_steps_on_a_point_draw_a_symmetric_octagon():
    point = np.zeros((41, 41), np.uint8)
    point[20, 20] = 255
    octagon = adjust.dilate(point, 10)
    for turned in (octagon.T, octagon[::-1], octagon[:, ::-1]):
        np.testing.assert_array_equal(octagon, turned)
    assert octagon[20, 11:30].min() > 255 - ROUNDED and octagon[20, :9].max() < 255 / 2
    area = octagon.sum(dtype=float) / 255 / (8 * np.tan(np.pi / 8))
    assert 10**2 < area < 10.5**2  # the point is itself a pixel wide


@pytest.mark.parametrize("shift", [0.5, 2, 7.3, 20])
def test_a_shift_inwards_is_the_exact_dual_of_one_outwards(shift):
    noise = np.random.default_rng(3).integers(0, 256, (40, 50), dtype=np.uint8)
    np.testing.assert_array_equal(adjust.adjust(noise, -shift, 0, 0), 255 - adjust.adjust(255 - noise, shift, 0, 0))
    np.testing.assert_array_equal(adjust.adjust(noise, shift, 0, 0), adjust.dilate(noise, shift))


def test_nothing_asked_changes_nothing():
    noise = np.random.default_rng(4).integers(0, 256, (20, 30), dtype=np.uint8)
    np.testing.assert_array_equal(adjust.adjust(noise, 0, 0, 0), noise)
    np.testing.assert_array_equal(adjust.dilate(noise, 0), noise)


def test_the_matte_that_comes_in_is_not_changed():
    noise = np.random.default_rng(5).integers(0, 256, (20, 30), dtype=np.uint8)
    noise.flags.writeable = False
    assert adjust.adjust(noise, 2.2, 1.5, 0.5).shape == noise.shape


@pytest.mark.parametrize("contrast", [0.01, 0.25, 0.5, 0.9, 1.0])
def test_contrast_turns_levels_about_the_middle(contrast):
    every = np.arange(256, dtype=np.uint8).reshape(16, 16)
    out = adjust.adjust(every, 0, 0, contrast).ravel().astype(int)
    gain = 16**contrast
    np.testing.assert_allclose(out, np.clip(127.5 + (np.arange(256) - 127.5) * gain, 0, 255), atol=0.51)
    assert out[0] == 0 and out[255] == 255
    assert out[127] == np.rint(127.5 - gain / 2) and out[128] == np.rint(127.5 + gain / 2)
    assert (np.diff(out) >= 0).all()
    np.testing.assert_allclose(out + out[::-1], 255, atol=1)


def test_full_contrast_leaves_a_ramp_of_a_sixteenth():
    out = adjust.adjust(np.arange(256, dtype=np.uint8)[None], 0, 0, 1)
    assert ((out > 0) & (out < 255)).sum() == 16


@pytest.mark.parametrize("feather", [1, 2, 3.3, 8, 20])
def test_feather_blurs_a_step_to_the_error_function(feather):
    step = np.zeros((4, 300), np.uint8)
    step[:, 150:] = 255
    row = adjust.adjust(step, 0, feather, 0)[2].astype(float)
    exact = [127.5 * (1 + erf((x - 149.5) / (feather * sqrt(2)))) for x in range(300)]
    np.testing.assert_allclose(row, exact, atol=4)  # three boxes stand in for the Gaussian
    density = np.diff(row) / 255
    assert (density @ np.square(np.arange(299) - 149)) == pytest.approx(feather**2, rel=0.06)


@pytest.mark.parametrize("feather", [0.5, 1, 3.3, 8, 20])
def test_feather_keeps_the_mass(feather):
    blob = levels(round_mask((220, 220), 30, softness=5))
    soft = adjust.adjust(blob, 0, feather, 0)
    assert soft.sum(dtype=float) == pytest.approx(blob.sum(dtype=float), rel=2e-3)
    assert (soft != blob).any()


def test_shift_comes_first_then_contrast_then_feather():
    blob = levels(round_mask((80, 80), 20, softness=8))
    shifted = adjust.adjust(blob, 4, 0, 0)
    hardened = adjust.adjust(shifted, 0, 0, 0.7)
    np.testing.assert_array_equal(adjust.adjust(blob, 4, 2, 0.7), adjust.adjust(hardened, 0, 2, 0))
    np.testing.assert_array_equal(
        adjust.adjust(hardened, 0, 2, 0), np.asarray(Image.fromarray(adjust.adjust(blob, 4, 2, 0.7)))
    )


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (300, 2)])
def test_planes_smaller_than_the_reach_do_not_fail(shape):
    alpha = np.random.default_rng(6).integers(0, 256, shape, dtype=np.uint8)
    assert (adjust.adjust(alpha, 20, 0, 0) >= alpha).all()
    assert (adjust.adjust(alpha, -20, 0, 0) <= alpha).all()
    assert adjust.adjust(alpha, -20, 20, 1).shape == shape


@pytest.mark.parametrize(("shift", "feather", "contrast"), [(6.3, 0, 0), (-3, 0, 0.5), (0, 4.2, 0), (12, 7, 0.3)])
def test_working_only_where_something_is_uneven_changes_nothing(shift, feather, contrast, monkeypatch):
    shape = (500, 420)
    discs = [
        round_mask(shape, 40, (90, 100)),
        round_mask(shape, 15, (300, 300), softness=4),
        round_mask(shape, 9, (499, 0)),
    ]
    alpha = levels(np.maximum.reduce(discs))
    alpha[200:230, 50:60], alpha[400:, 200:] = 255, 128
    strips = adjust.adjust(alpha, shift, feather, contrast)
    monkeypatch.setattr(adjust, "_uneven", lambda alpha, _: [tuple(slice(0, n) for n in alpha.shape)])
    np.testing.assert_array_equal(strips, adjust.adjust(alpha, shift, feather, contrast))
    assert (strips != alpha).any()


def test_little_is_worked_on_where_the_edge_is_short():
    alpha = levels(round_mask((2000, 2000), 150))
    windows = list(adjust._uneven(alpha, 5))
    assert sum((r.stop - r.start) * (c.stop - c.start) for r, c in windows) < 0.05 * alpha.size
    assert not list(adjust._uneven(np.zeros((300, 200), np.uint8), 5))
