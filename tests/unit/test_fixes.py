"""Corrections as the page writes them."""

import numpy as np
import pytest

from mattebox.errors import InvalidOption
from mattebox.options.fixes import Closer, Pick, Stroke, Tidy, parse

STROKE = {
    "type": "stroke",
    "effect": "erase",
    "tool": "brush",
    "points": [1, 2, 3, 4, 5, 6],
    "hard": True,
    "softness": 0.5,
}


def test_every_kind_is_read():
    stroke, *others = parse(
        [
            STROKE,
            {"type": "pick", "at": [3, 4], "keep": False},
            {"type": "closer", "box": [0, 1, 2, 3]},
            {"type": "tidy", "what": "holes"},
        ]
    )
    assert isinstance(stroke, Stroke)
    assert (stroke.effect, stroke.tool, stroke.hard, stroke.softness) == ("erase", "brush", True, 0.5)
    np.testing.assert_array_equal(stroke.points, [(1, 2, 3), (4, 5, 6)])
    assert others == [Pick((3, 4), False), Closer((0, 1, 2, 3)), Tidy("holes")]
    assert parse([]) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {**STROKE, "effect": "blur"},
        {**STROKE, "tool": "pencil"},
        {**STROKE, "points": []},
        {**STROKE, "points": [1, 2]},
        {**STROKE, "points": [1, 2, -3]},
        {**STROKE, "points": [1, float("nan"), 3]},
        {**STROKE, "points": [1, 2e6, 3]},
        {**STROKE, "points": [1, "two", 3]},
        {**STROKE, "hard": "yes"},
        {**STROKE, "softness": 1.5},
        {"type": "pick", "at": [3, float("inf")], "keep": False},
        {"type": "pick", "at": [3, 4], "keep": None},
        {"type": "closer", "box": [4, 1, 2, 3]},
        {"type": "closer", "box": [0, 1, 2, float("nan")]},
        {"type": "tidy", "what": "everything"},
        {"type": "spell"},
    ],
)
def test_what_is_none_is_told(wrong):
    with pytest.raises(InvalidOption, match=r"."):
        parse([wrong])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Stroke("erase", [[1, 2]]), "x, y and radius"),
        (lambda: Stroke("erase", "line"), "points: not all of these are numbers"),
        (lambda: Stroke("rub out", [[1, 2, 3]]), "effect is 'rub out'"),
        (lambda: Pick((1, 2, 3), True), r"at is \(1, 2, 3\); it can be 2 numbers"),
        (lambda: Closer((1, 2, 3)), r"box is \(1, 2, 3\); it can be 4 numbers"),
        (lambda: Tidy("dust"), "what is 'dust'; it can be holes, specks"),
    ],
)
def test_what_programs_get_wrong_is_named(make, words):
    with pytest.raises(InvalidOption, match=words):
        make()
