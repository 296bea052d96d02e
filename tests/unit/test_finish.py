"""What a person may choose for the finished picture, and what is refused."""

import pytest

from mattebox.errors import InvalidOption
from mattebox.options import finish
from mattebox.options.finish import Background, Contact, Finish, Frame, Outline, Shadow


def test_the_default_changes_nothing():
    assert Finish().plain
    assert finish.read({}) == Finish()


@pytest.mark.parametrize(
    "changed",
    [
        Finish(background=Background("colour")),
        Finish(shadow=Shadow(opacity=0.1)),
        Finish(contact=Contact(opacity=0.1)),
        Finish(outline=Outline(width=0.01)),
        Finish(frame=Frame(turn=90)),
        Finish(frame=Frame(tilt=1)),
        Finish(frame=Frame(crop="subject")),
        Finish(frame=Frame(aspect=1)),
        Finish(frame=Frame(size=(9, 9))),
    ],
    ids=lambda changed: str(changed)[:40],
)
def test_whatever_shows_is_not_plain(changed):
    assert not changed.plain


def test_what_does_not_show_is_plain():
    assert Finish(match=1, shadow=Shadow(angle=10), frame=Frame(margin=9, dpi=300)).plain


def test_plain_data_is_read():
    read = finish.read({"background": {"kind": "blur", "blur": 0.05}, "frame": {"size": [300, 200]}, "match": 0.5})
    assert read == Finish(background=Background("blur", blur=0.05), frame=Frame(size=(300, 200)), match=0.5)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"background": {"kind": "wallpaper"}}, "background.kind is 'wallpaper'; it can be none, colour,"),
        ({"background": {"colour": "red"}}, "background.colour is 'red'; it can be a colour like #ffcc00"),
        ({"background": {"blur": 0}}, "background.blur is 0; it can be 0.004 to 0.1"),
        ({"shadow": {"opacity": 1.1}}, "shadow.opacity is 1.1; it can be 0 to 1"),
        ({"contact": {"opacity": float("nan")}}, "contact.opacity is nan"),
        ({"outline": {"width": True}}, "outline.width is True"),
        ({"frame": {"turn": 45}}, "frame.turn is 45; it can be 0, 90, 180, 270"),
        ({"frame": {"size": [300]}}, "frame.size is"),
        ({"frame": {"size": [0, 300]}}, "frame.size is 0; it can be 1 to 7000"),
        ({"frame": {"margin": 101}}, "frame.margin is 101; it can be 0 to 100"),
        ({"match": 2}, "match is 2; it can be 0 to 1"),
    ],
)
def test_what_cannot_be_is_refused_by_name(values, words):
    with pytest.raises(ValueError, match=words):
        finish.read(values)


def test_a_margin_in_pixels_may_be_larger():
    assert finish.read({"frame": {"margin": 400, "unit": "px"}}).frame.margin == 400


def test_what_is_no_field_is_refused():
    with pytest.raises(InvalidOption, match="shadow has no hue; it has opacity, angle"):
        finish.read({"shadow": {"hue": 3}})
    with pytest.raises(InvalidOption, match="finish has no vignette"):
        finish.read({"vignette": 1})
    with pytest.raises(InvalidOption, match="shadow is 3; it can be a mapping"):
        finish.read({"shadow": 3})
