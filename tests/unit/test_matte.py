"""Edges of every kind on pictures whose alpha is known, and the band's pixels one by one."""

from functools import cache

import numpy as np
import pytest

from drawn import colour_line, round_mask, strands
from mattebox.imaging.box_filter import box_mean
from mattebox.matte.full import fill_band, fill_outside
from mattebox.matte.low import BLACK_POINT, WHITE_POINT, alpha_at, hairiness, low_colours, low_matte
from mattebox.matte.trimap import BAND, CLEAR, OPAQUE, trimap

SHAPE = (360, 400)


def blend(truth, seed=0):
    """A warm texture over a cool one: float32 (3, H, W)."""
    rng = np.random.default_rng(seed)
    front = colour_line(rng, truth.shape, (0.95, 0.75, 0.4), (0.75, 0.5, 0.2), 2)
    behind = colour_line(rng, truth.shape, (0.1, 0.25, 0.35), (0.15, 0.4, 0.6), 6)
    return np.ascontiguousarray(front * truth + behind * (1 - truth), np.float32)


@cache
def fur():
    """Picture, alpha, and the mask of a network that sees hair only as a blur."""
    truth = strands(SHAPE, 95, 50, 900)
    return blend(truth), truth, box_mean(box_mean(truth, 4), 4)


@cache
def crisp():
    truth = round_mask(SHAPE, 110)
    return blend(truth), truth, truth


def alpha_of(scene, edge):
    picture, _, mask = scene
    return low_matte(picture, mask, edge, 1).alpha


@pytest.mark.parametrize(("softness", "expected"), [(0.01, 0), (30, 1)])
def test_hairiness_tells_a_crisp_edge_from_a_wide_soft_one(softness, expected):
    mask = round_mask(SHAPE, 110, softness=softness)
    regions = trimap(mask, 1)
    hairy = hairiness(mask, regions, max(mask.shape))
    assert hairy.dtype == np.float32
    assert (hairy[regions == BAND] == expected).mean() > 0.98


def test_hairiness_is_judged_region_by_region():
    soft, hard = round_mask(SHAPE, 110, softness=30), round_mask(SHAPE, 110, softness=0.01)
    mask = np.where(np.arange(SHAPE[1]) < SHAPE[1] // 2, soft, hard)
    regions = trimap(mask, 1)
    hairy, band = hairiness(mask, regions, max(mask.shape)), regions == BAND
    assert (hairy[:, :180][band[:, :180]] > 0.95).mean() > 0.95
    assert (hairy[:, 220:][band[:, 220:]] < 0.05).mean() > 0.95


def test_without_a_band_nothing_is_hairy():
    mask = np.ones((30, 40), np.float32)
    assert not hairiness(mask, trimap(mask, 1), max(mask.shape)).any()


def test_auto_is_the_mask_at_crisp_edges():
    mask = round_mask(SHAPE, 110, softness=0.01)
    picture = blend(mask)
    auto = np.abs(alpha_of((picture, mask, mask), "auto") - mask)
    assert auto.max() < 0.1 and auto.mean() < 1e-4


def test_auto_keeps_a_crisp_edge_that_the_picture_does_not_show():
    mask = round_mask(SHAPE, 110, softness=0.01)
    picture = np.random.default_rng(3).random((3, *SHAPE), np.float32)
    auto, hair = (np.abs(alpha_of((picture, mask, mask), edge) - mask).sum() for edge in ("auto", "hair"))
    assert auto < 0.7 * hair


@pytest.mark.parametrize("edge", ["auto", "hair"])
def test_hair_comes_out_far_better_than_by_the_guided_filter(edge):
    _, truth, mask = fur()
    soft = np.abs(alpha_of(fur(), "soft") - truth).sum()
    assert soft < np.abs(mask - truth).sum()
    assert np.abs(alpha_of(fur(), edge) - truth).sum() < 0.7 * soft


@pytest.mark.parametrize("edge", ["auto", "clean", "soft", "hair"])
def test_every_edge_is_right_on_a_crisp_disc_and_sure_away_from_it(edge):
    _, truth, mask = crisp()
    low = low_matte(*(crisp()[i] for i in (0, 2)), edge, 1)
    assert low.alpha.dtype == low.planes.dtype == np.float32 and low.planes.shape == (4, *SHAPE)
    np.testing.assert_array_equal(low.regions, trimap(mask, 1))
    assert (low.alpha[low.regions == OPAQUE] == 1).all() and (low.alpha[low.regions == CLEAR] == 0).all()
    assert low.alpha.min() >= 0 and low.alpha.max() <= 1
    assert np.abs(low.alpha - truth)[low.regions == BAND].mean() < 0.12
    assert low.alpha.sum() == pytest.approx(truth.sum(), rel=5e-3)


def test_auto_is_hair_where_all_is_hairy():
    np.testing.assert_allclose(alpha_of(fur(), "auto"), alpha_of(fur(), "hair"), atol=0.02)


def test_the_kinds_of_edges_differ():
    alphas = [alpha_of(fur(), edge) for edge in ("clean", "soft", "hair")]
    for i, a in enumerate(alphas):
        for b in alphas[:i]:
            assert np.abs(a - b).max() > 0.1


def test_a_clean_edge_is_about_one_pixel_wide_whatever_the_mask():
    truth = round_mask(SHAPE, 110)
    for softness in (1, 6, 12):
        alpha = alpha_of((blend(truth), None, round_mask(SHAPE, 110, softness=softness)), "clean")
        assert 0.6 < ((alpha > 0) & (alpha < 1)).sum() / (2 * np.pi * 110) < 1.3
        assert alpha.sum() == pytest.approx(np.pi * 110**2, rel=0.01)


@pytest.mark.parametrize("edge", ["auto", "clean", "soft", "hair"])
def test_the_mask_may_have_another_size(edge):
    picture, truth, _ = crisp()
    y, x = (np.arange(256) * n // 256 for n in SHAPE)
    alpha = low_matte(picture, box_mean(truth, 2)[y][:, x], edge, 1).alpha
    assert alpha.shape == SHAPE
    assert np.abs(alpha - truth).mean() < 0.01


def test_alpha_is_stretched_between_the_black_and_the_white_point():
    planes = np.zeros((4, 5), np.float32)
    planes[0], planes[3] = 1, 0.1
    colour = np.zeros((3, 5), np.float32)
    middle = (BLACK_POINT + WHITE_POINT) / 2
    colour[0] = np.array([0, BLACK_POINT, middle, WHITE_POINT, 1]) - 0.1
    np.testing.assert_allclose(alpha_at(planes, colour), [0, 0, 0.5, 1, 1], atol=1e-6)


def band_picture(value, shape=(12, 10)):
    """A picture that is half foreground, half background in one region: all that `fill_band` needs.

    Returns the trimap, the picture, the planes of a constant alpha and the true colours (9, H, W).
    """
    rng = np.random.default_rng(9)
    regions = np.full(shape, BAND, np.uint8)
    regions[:3], regions[3:6] = CLEAR, OPAQUE
    rgba = rng.integers(0, 256, (*shape, 4), dtype=np.uint8)
    rgba[6:, :, 3] |= 128  # transparent enough, and the matte would change nothing
    front, back = ((0.8, 0.6, 0.4), (0.2, 0.0, 0.4))
    colours = np.empty((9, *shape), np.float32)
    colours[:] = np.array([*front, *back, *front], np.float32)[:, None, None]
    mixed = value * colours[:3] + (1 - value) * colours[3:6]
    rgba[6:, :, :3] = np.rint(mixed * 255).astype(np.uint8).transpose(1, 2, 0)[6:]
    planes = np.zeros((4, *shape), np.float32)
    planes[3] = BLACK_POINT + value * (WHITE_POINT - BLACK_POINT)
    return regions, rgba, planes, colours


def filled(value, share=1.0, colourless=False):
    alpha, rgba, planes, colours = band_picture(value)
    done = list(fill_band(alpha, rgba, planes, None if colourless else colours, share))
    assert done == [1.0]
    return alpha, rgba


def test_the_band_gets_its_alpha_and_the_foregrounds_colour_and_nothing_else_changes():
    regions, before, _, _ = band_picture(0.5)
    alpha, rgba = filled(0.5)
    assert (alpha[6:] == 128).all()
    np.testing.assert_array_equal(alpha[:6], regions[:6])
    np.testing.assert_allclose(rgba[6:, :, :3], np.broadcast_to([204, 153, 102], (6, 10, 3)), atol=1)
    np.testing.assert_array_equal(rgba[:6], before[:6])
    np.testing.assert_array_equal(rgba[..., 3], before[..., 3])


def test_half_a_share_lies_half_way():
    _, before, _, _ = band_picture(0.4)
    half, full = (filled(0.4, share)[1][6:, :, :3].astype(float) for share in (0.5, 1))
    own = before[6:, :, :3]
    assert np.abs(full - own).max() > 50
    np.testing.assert_allclose(half, (own + full) / 2, atol=1)


def test_no_colours_leave_the_colours():
    _, before, _, _ = band_picture(0.5)
    alpha, rgba = filled(0.5, colourless=True)
    np.testing.assert_array_equal(rgba, before)
    assert (alpha[6:] == 128).all()


def test_no_share_leaves_the_colours():
    _, before, _, _ = band_picture(0.5)
    np.testing.assert_array_equal(filled(0.5, share=0)[1], before)


def test_pixels_of_the_band_that_turn_out_opaque_keep_their_colours():
    alpha, rgba, planes, colours = band_picture(1.0)
    rgba[6:] = np.random.default_rng(1).integers(0, 256, (6, 10, 4), dtype=np.uint8)
    before = rgba.copy()
    list(fill_band(alpha, rgba, planes + np.float32(0.01), colours, 1))
    assert (alpha[6:] == 255).all()
    np.testing.assert_array_equal(rgba, before)


def test_full_resolution_detail_comes_from_the_picture_itself():
    rgba = np.random.default_rng(2).integers(0, 256, (40, 60, 4), dtype=np.uint8)
    alpha, planes = np.full((40, 60), BAND, np.uint8), np.zeros((4, 4, 6), np.float32)
    planes[1] = 1
    list(fill_band(alpha, rgba, planes, None, 1))
    span = WHITE_POINT - BLACK_POINT
    expected = np.clip((rgba[..., 1] / 255 - BLACK_POINT) / span, 0, 1) * 255
    np.testing.assert_allclose(alpha, expected, atol=0.51)


def test_outside_gets_the_foregrounds_colour_as_far_as_the_share_goes():
    _, before, _, colours = band_picture(0.5)
    outside = np.zeros(before.shape[:2], bool)
    outside[1:4, 2:7] = True
    for share in (0, 0.5, 1):
        rgba = before.copy()
        moved = np.where(outside, np.uint8(9), np.uint8(0))
        assert list(fill_outside(moved, np.zeros_like(moved), rgba, colours, share)) == [1.0]
        expected = before[..., :3] + share * (np.array([204, 153, 102]) - before[..., :3])
        np.testing.assert_allclose(rgba[outside, :3], expected[outside], atol=0.51)
        np.testing.assert_array_equal(rgba[~outside], before[~outside])
        np.testing.assert_array_equal(rgba[..., 3], before[..., 3])


def test_chunks_do_not_change_the_result_and_tell_the_fraction(monkeypatch):
    whole = filled(0.3)
    monkeypatch.setattr("mattebox.matte.full.CHUNK", 16)
    alpha, rgba, planes, colours = band_picture(0.3)
    done = list(fill_band(alpha, rgba, planes, colours, 1))
    assert done == pytest.approx([16 / 60, 32 / 60, 48 / 60, 1])
    for now, then in zip((alpha, rgba), whole, strict=True):
        np.testing.assert_array_equal(now, then)


def test_strips_do_not_change_the_result(monkeypatch):
    whole = filled(0.3)
    alpha, rgba, planes, colours = band_picture(0.3)
    monkeypatch.setattr("mattebox.imaging.rgba.STRIP", 2 * alpha.shape[1])
    done = list(fill_band(alpha, rgba, planes, colours, 1))
    assert len(done) > 2 and done == sorted(done) and done[-1] <= 1
    for now, then in zip((alpha, rgba), whole, strict=True):
        np.testing.assert_array_equal(now, then)


def test_an_empty_band_is_no_work():
    alpha, rgba, planes, colours = band_picture(0.5)
    alpha[6:] = OPAQUE
    before = rgba.copy()
    assert list(fill_band(alpha, rgba, planes, colours, 1)) == []
    assert list(fill_outside(alpha, alpha, rgba, colours, 1)) == []
    np.testing.assert_array_equal(rgba, before)


def test_low_colours_are_the_foreground_the_background_and_the_solid_foreground():
    truth = round_mask((60, 70), 20, softness=8)
    picture = np.array([0.9, 0.5, 0.1], np.float32)[:, None, None] * truth + np.float32(0.2) * (1 - truth)
    colours = low_colours(picture, truth)
    band = (truth > 0.1) & (truth < 0.9)
    assert colours.shape == (9, 60, 70)
    assert np.abs(colours[:3, band].T - [0.9, 0.5, 0.1]).mean() < 0.02
    assert np.abs(colours[3:6, band] - 0.2).mean() < 0.02
    assert np.abs(colours[6:, band].T - [0.9, 0.5, 0.1]).max() < 0.02


def test_what_rounds_to_opaque_keeps_its_own_colour():
    rng = np.random.default_rng(2)
    alpha = np.full((6, 8), BAND, np.uint8)
    rgba = np.dstack([rng.integers(0, 256, (6, 8, 3), np.uint8), alpha])
    before = rgba.copy()
    planes = np.zeros((4, 6, 8), np.float32)
    planes[3] = WHITE_POINT - 0.001 * (WHITE_POINT - BLACK_POINT)
    for _ in fill_band(alpha, rgba, planes, rng.random((9, 6, 8), np.float32), 1):
        pass
    assert (alpha == 255).all()
    np.testing.assert_array_equal(rgba, before)
