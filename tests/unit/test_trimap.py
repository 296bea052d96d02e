"""The band between sure foreground and sure background."""

import numpy as np

from mattebox.matte.trimap import BAND, CLEAR, OPAQUE, trimap


def test_a_hard_edge_gets_a_band_of_the_margins_width():
    mask = np.zeros((20, 20), np.float32)
    mask[:, 10:] = 1
    row = trimap(mask, 2)[10]
    assert (row[:8] == CLEAR).all() and (row[13:] == OPAQUE).all() and (row[8:13] == BAND).all()


def test_unsure_pixels_are_always_in_the_band():
    mask = np.random.default_rng(2).random((40, 40), np.float32)
    regions = trimap(mask, 1)
    assert (regions[(mask > 0.05) & (mask < 0.95)] == BAND).all()


def test_sure_masks_have_no_band():
    assert (trimap(np.ones((5, 5), np.float32), 1) == OPAQUE).all()
    assert (trimap(np.zeros((5, 5), np.float32), 1) == CLEAR).all()
