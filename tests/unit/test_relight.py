"""The light of the new background."""

import numpy as np
import pytest
from PIL import Image

from mattebox.finish import relight
from mattebox.imaging import srgb


def around(colour):
    return Image.new("RGBA", (80, 60), (*colour, 255)).convert("RGBa")


def test_linear_light_there_and_back():
    levels = np.linspace(0, 1, 256, dtype=np.float32)
    np.testing.assert_allclose(srgb.from_linear(srgb.to_linear(levels)), levels, atol=1e-6)
    assert srgb.to_linear(np.array([0.5], np.float32))[0] == pytest.approx(0.21404, abs=1e-5)


def test_the_same_light_and_no_share_change_nothing():
    same = list(range(256)) * 3
    assert relight.tables(around((90, 120, 60)), Image.new("RGB", (9, 9), (90, 120, 60)), 1) == same
    assert relight.tables(around((90, 120, 60)), Image.new("RGB", (9, 9), (0, 0, 255)), 0) == same


def test_a_warmer_light_warms_and_gains_are_the_quotient_in_linear_light():
    tables = np.array(relight.tables(around((128, 128, 128)), Image.new("RGB", (9, 9), (150, 128, 110)), 1))
    red, green, blue = tables.reshape(3, 256)
    assert red[128] == 150 and green[128] == 128 and blue[128] == 110
    assert (np.diff(red) >= 0).all()


def test_gains_have_a_limit():
    tables = np.array(relight.tables(around((20, 20, 20)), Image.new("RGB", (9, 9), "white"), 1)).reshape(3, 256)
    expected = srgb.from_linear(srgb.to_linear(np.array([100 / 255], np.float32)) * relight.MOST)[0] * 255
    assert tables[0, 100] == round(float(expected))


def test_what_was_transparent_says_nothing_of_the_old_light():
    half = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
    half.paste((90, 120, 60, 255), (0, 0, 40, 60))
    tables = relight.tables(half.convert("RGBa"), Image.new("RGB", (9, 9), (90, 120, 60)), 1)
    assert abs(np.array(tables) - np.array(list(range(256)) * 3)).max() <= 1
