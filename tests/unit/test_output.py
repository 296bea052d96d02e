"""The kinds of files that can be asked for."""

import pytest

from mattebox.options.output import Output


def test_the_default_is_a_png_that_tells_nothing():
    assert Output() == Output(format="png", lossless=False, quality=90, metadata="none")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"format": "bmp"}, "format is 'bmp'; it can be png, png8"),
        ({"quality": 0}, "quality is 0; it can be 1 to 100"),
        ({"metadata": "some"}, "metadata is 'some'; it can be none, camera, all"),
        ({"lossless": "yes"}, "lossless is 'yes'"),
    ],
)
def test_what_cannot_be_is_refused_by_name(values, words):
    with pytest.raises(ValueError, match=words):
        Output(**values)
