"""Fusing two networks' masks, and the verdict that there is no subject."""

import numpy as np
import pytest

from mattebox.subject import fusion
from mattebox.subject.fusion import alone, fuse, iou, unit_range, vote


def disc(side, radius, cx=0.5, cy=0.5):
    y, x = np.mgrid[:side, :side].astype(np.float32) / side
    return np.clip((radius - np.hypot(x - cx, y - cy)) * side / 4 + 0.5, 0, 1).astype(np.float32)


@pytest.fixture
def uncleaned(monkeypatch):
    """What fusion itself does, before pinholes are filled."""
    monkeypatch.setattr(fusion, "clean", lambda mask: mask)


DRAFTS = {
    "empty": np.zeros((320, 320), np.float32),
    "full": np.ones((320, 320), np.float32),
    "noise": np.random.default_rng(0).random((320, 320), np.float32),
}


@pytest.mark.parametrize("draft", DRAFTS)
def test_where_the_main_mask_is_sure_nothing_of_the_draft_shines_through(draft):
    main = disc(512, 0.3)
    sure = (main == 0) | (main == 1)
    fused = fuse([main], DRAFTS[draft])
    assert fused.found
    np.testing.assert_array_equal(fused.mask[sure], main[sure])
    assert (fused.mask[~sure] != main[~sure]).mean() > 0.9


@pytest.mark.parametrize("draft", DRAFTS)
def test_an_unsure_pixel_moves_by_its_own_share(draft):
    main = disc(320, 0.3)  # the draft's own size: nothing is resampled
    edge = (main > 0) & (main < 1)
    m = main[edge].astype(np.float64)
    share = 0.2 * np.sqrt(4 * m * (1 - m))
    expected = m + share * (DRAFTS[draft][edge] - m)
    np.testing.assert_allclose(fuse([main], DRAFTS[draft]).mask[edge], expected, atol=1e-6)


def test_a_pixel_in_full_doubt_moves_by_a_fifth(uncleaned):
    main = disc(320, 0.3)
    main[160, 200] = 0.5
    assert fuse([main], DRAFTS["empty"]).mask[160, 200] == pytest.approx(0.5 * 0.8)
    assert fuse([main], DRAFTS["full"]).mask[160, 200] == pytest.approx(0.5 + 0.2 * 0.5)


def test_a_doubtful_region_follows_the_draft_and_no_further_than_its_share(uncleaned):
    main = disc(512, 0.3)
    main[200:312, 200:312] = 0.5
    assert fuse([main], disc(320, 0.3)).mask[256, 256] == pytest.approx(0.5 + 0.6 * 0.5, abs=1e-3)
    assert fuse([main], DRAFTS["empty"]).mask[256, 256] == pytest.approx(0.5 - 0.6 * 0.5, abs=1e-3)


def test_a_doubtful_region_is_no_pinhole_and_keeps_what_both_networks_say():
    main = disc(512, 0.3)
    main[200:312, 200:312] = 0.5
    fused = fuse([main], disc(320, 0.3)).mask[204:308, 204:308]
    np.testing.assert_allclose(fused, 0.5 + 0.6 * 0.5, atol=1e-3)
    assert fuse([main], DRAFTS["empty"]).mask[256, 256] < 0.25


def test_doubt_counts_gradually(uncleaned):
    moved = []
    for value in (0.0, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2):
        main = disc(256, 0.3)
        main[90:166, 90:166] = 1 - value
        moved.append(1 - value - fuse([main], DRAFTS["empty"]).mask[128, 128])
        doubt = np.clip((4 * value * (1 - value) - 0.3) / 0.2, 0, 1)
        share = min(0.6, 0.6 * doubt + 0.2 * np.sqrt(4 * value * (1 - value)))
        assert moved[-1] == pytest.approx(share * (1 - value), abs=2e-3)
    assert moved[0] == 0


def test_an_agreeing_draft_changes_nothing():
    main = np.clip(disc(256, 0.3) * 0.98 + 0.01, 0, 1).astype(np.float32)
    np.testing.assert_allclose(fuse([main], main).mask, main, atol=1e-6)


def test_specks_go():
    main = disc(512, 0.3)
    with_speck = main.copy()
    with_speck[40:44, 40:44] = 1
    fused = fuse([with_speck], DRAFTS["empty"])
    assert fused.mask[40:44, 40:44].max() < 0.25
    np.testing.assert_array_equal(fused.mask[100:], fuse([main], DRAFTS["empty"]).mask[100:])


def test_no_subject_needs_a_main_network_that_is_nowhere_sure_and_a_draft_elsewhere():
    weak = 0.7 * disc(256, 0.1)
    assert not fuse([weak], disc(256, 0.1, 0.1, 0.1)).found
    assert fuse([weak], disc(256, 0.1)).found
    assert fuse([disc(256, 0.1)], disc(256, 0.1, 0.1, 0.1)).found


@pytest.mark.parametrize(("share", "found"), [(0.008, False), (0.012, True)])
def test_what_fills_less_than_a_hundredth_is_no_subject(share, found):
    main = disc(512, np.sqrt(share / np.pi))
    assert fuse([main], disc(320, np.sqrt(share / np.pi))).found is found


def test_crumbs_do_not_add_up_to_a_subject():
    main = np.zeros((512, 512), np.float32)
    for y in range(32, 512, 64):
        for x in range(32, 512, 64):
            main[y : y + 16, x : x + 16] = 1
    assert main.mean() > 5 * fusion.SMALLEST_SUBJECT
    assert not fuse([main], main).found


def test_the_masks_that_come_in_are_not_changed():
    main, draft = disc(256, 0.3), disc(256, 0.2)
    main[10:13, 10:13] = 1
    for mask in (main, draft):
        mask.flags.writeable = False
    assert fuse([main], draft).mask.dtype == np.float32


def test_unit_range_stretches_only_when_asked():
    raw = np.array([[0.2, 0.6]], np.float32)
    np.testing.assert_allclose(unit_range(raw, stretch=True), [[0, 1]])
    np.testing.assert_allclose(unit_range(raw, stretch=False), raw)
    np.testing.assert_array_equal(unit_range(np.array([[-1.5, 1.5]], np.float32), stretch=False), [[0, 1]])
    assert np.isfinite(unit_range(np.full((2, 2), 0.3, np.float32), stretch=True)).all()


def test_what_sees_next_to_nothing_is_not_stretched_into_a_subject():
    raw = 0.003 * disc(64, 0.3)
    assert not alone(unit_range(raw, stretch=True)).found
    assert alone(unit_range(100 * raw, stretch=True)).found


def test_iou():
    a, b = np.zeros((4, 4), np.float32), np.zeros((4, 4), np.float32)
    assert iou(a, b) == 0
    a[:2], b[1:3] = 1, 1
    assert iou(a, b) == 4 / 12


def test_alone_a_mask_is_cleaned_and_judged_by_its_size():
    mask = np.maximum(disc(320, 0.3), disc(320, 0.01, 0.05, 0.05))
    subject = alone(mask)
    assert subject.found and not subject.mask[:40, :40].any()
    np.testing.assert_array_equal(subject.mask[80:], mask[80:])
    for small, found in ((0.05, False), (0.07, True)):  # 0.8 and 1.5 % of the picture
        assert alone(disc(320, small)).found == found


def test_one_view_votes_alone():
    mask = disc(64, 0.3)
    assert vote([mask]) is mask


def test_a_vote_lies_between_the_views_and_is_steeper_than_their_mean():
    a, b = disc(128, 0.3), disc(128, 0.32)
    mean, decided = (a + b) / 2, vote([a, b])
    assert decided.dtype == np.float32
    np.testing.assert_array_equal(decided[(a == b) & (a % 1 == 0)], a[(a == b) & (a % 1 == 0)])
    np.testing.assert_allclose(vote([np.full((4, 4), 0.5, np.float32)] * 3), 0.5)
    doubtful = (mean > 0.01) & (mean < 0.99) & (np.abs(mean - 0.5) > 0.01)
    assert (np.abs(decided - 0.5) > np.abs(mean - 0.5))[doubtful].all()
    np.testing.assert_allclose(vote([1 - a, 1 - b]), 1 - decided, atol=1e-6)


def test_views_of_different_sizes_vote_at_the_largest():
    assert vote([disc(64, 0.3), disc(96, 0.3), disc(64, 0.3)]).shape == (96, 96)
    assert np.abs(vote([disc(64, 0.3), disc(96, 0.3)]) - disc(96, 0.3)).mean() < 0.01


def test_of_several_views_the_most_decide_whether_there_is_a_subject():
    sure, weak, elsewhere = disc(256, 0.2), 0.8 * disc(256, 0.2), disc(256, 0.1, 0.1, 0.1)
    assert fuse([sure, weak, sure], elsewhere).found
    assert not fuse([weak, sure, weak], elsewhere).found
    assert not fuse([sure, weak], elsewhere).found
