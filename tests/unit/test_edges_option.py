"""What a person may choose, and what is refused."""

from dataclasses import FrozenInstanceError

import pytest

from mattebox.options.edges import Edges


def test_the_defaults_change_nothing_but_the_old_backgrounds_colour():
    assert Edges() == Edges(edge="auto", shift=0, feather=0, contrast=0, decontaminate=1)


@pytest.mark.parametrize("edge", ["auto", "clean", "soft", "hair"])
def test_every_edge_is_known(edge):
    assert Edges(edge).edge == edge


@pytest.mark.parametrize(
    ("name", "low", "high"), [("shift", -20, 20), ("feather", 0, 20), ("contrast", 0, 1), ("decontaminate", 0, 1)]
)
def test_the_ends_of_a_range_belong_to_it_and_nothing_beyond_does(name, low, high):
    for value in (low, high, (low + high) / 2):
        assert getattr(Edges(**{name: value}), name) == value
    for value in (low - 1e-6, high + 1e-6, float("nan"), float("inf"), -float("inf")):
        with pytest.raises(ValueError, match=rf"^{name} is {value}; it can be {low} to {high}$"):
            Edges(**{name: value})


@pytest.mark.parametrize("edge", ["", "Auto", "wavy", None, 3])
def test_an_unknown_edge_is_refused_by_name(edge):
    with pytest.raises(ValueError, match=r"^edge is .*; it can be auto, clean, soft, hair$"):
        Edges(edge)


def test_what_is_no_number_and_what_is_no_field_is_refused():
    with pytest.raises(ValueError, match="shift is '4'"):
        Edges(shift="4")
    with pytest.raises(TypeError, match="width"):
        Edges(width=3)


def test_options_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Edges().shift = 3
