"""Fusing two networks' masks, and the verdict that there is no subject."""

import numpy as np

from mattebox.fusion import fuse, iou, unit_range


def disc(side, radius, cx=0.5, cy=0.5):
    y, x = np.mgrid[:side, :side].astype(np.float32) / side
    return np.clip((radius - np.hypot(x - cx, y - cy)) * side / 4 + 0.5, 0, 1).astype(np.float32)


def test_a_sure_main_mask_stays_as_it_is_edges_included():
    main = disc(512, 0.3)
    fused = fuse(main, np.zeros((320, 320), np.float32))
    assert fused.found
    np.testing.assert_allclose(fused.mask, main, atol=1e-3)


def test_a_doubtful_region_follows_the_draft():
    main = disc(512, 0.3)
    main[200:312, 200:312] = 0.5
    fused = fuse(main, disc(320, 0.3))
    assert fused.mask[256, 256] > 0.75
    again = fuse(main, np.zeros((320, 320), np.float32))
    assert again.mask[256, 256] < 0.25


def test_no_subject_needs_a_main_network_that_is_nowhere_sure_and_a_draft_elsewhere():
    weak = 0.7 * disc(256, 0.1)
    assert not fuse(weak, disc(256, 0.1, 0.1, 0.1)).found
    assert fuse(weak, disc(256, 0.1)).found
    assert fuse(disc(256, 0.1), disc(256, 0.1, 0.1, 0.1)).found


def test_unit_range_stretches_only_when_asked():
    raw = np.array([[0.2, 0.6]], np.float32)
    np.testing.assert_allclose(unit_range(raw, stretch=True), [[0, 1]])
    np.testing.assert_allclose(unit_range(raw, stretch=False), raw)
    assert np.isfinite(unit_range(np.full((2, 2), 0.3, np.float32), stretch=True)).all()


def test_iou():
    a, b = np.zeros((4, 4), np.float32), np.zeros((4, 4), np.float32)
    assert iou(a, b) == 0
    a[:2], b[1:3] = 1, 1
    assert iou(a, b) == 4 / 12
