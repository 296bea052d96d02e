"""Recipes: partial at every depth, errors that name the field, one JSON form with the page."""

import hashlib
import json

import pytest

from mattebox import PRESETS, Edges, Finish, InvalidOption, Output, Recipe
from mattebox.options.finish import Background, Shadow
from web_modules import evaluate

FULL = """async () => {
  const { DEFAULT_EDGES: edges, DEFAULT_FINISH: finish, DEFAULT_OUTPUT: output } = await import("./engine/index.js");
  return { mode: "standard", edges, finish, output };
}"""
PAGES = "async () => (await import('./app/panel/presets.js')).PRESETS"


def test_what_is_left_out_is_the_default_at_every_depth():
    assert Recipe.from_dict({}) == Recipe()
    read = Recipe.from_dict({"edges": {"shift": -1}, "finish": {"shadow": {"opacity": 0.5}}, "output": {"quality": 70}})
    assert read == Recipe(edges=Edges(shift=-1), finish=Finish(shadow=Shadow(0.5)), output=Output(quality=70))
    assert Recipe.from_dict({"mode": "fast", "finish": None, "output": "webp"}) == Recipe("fast", output=Output("webp"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], r"a recipe is \[\]; it can be a mapping"),
        ({"modes": "fast"}, "a recipe has no modes; it has mode, edges, finish, output"),
        ({"mode": "quick"}, "mode is 'quick'; it can be fast, standard, best"),
        ({"edges": {"shfit": 1}}, "edges has no shfit; it has edge, shift"),
        ({"edges": {"shift": 21}}, "shift is 21; it can be -20 to 20"),
        ({"edges": 3}, "edges is 3"),
        ({"finish": {"frame": {"dpi": 0}}}, "frame.dpi is 0"),
        ({"finish": {"frame": {"size": 300}}}, "frame.size is 300"),
        ({"finish": {"frame": {"sized": 300}}}, "frame has no sized"),
        ({"finish": "stickers"}, "finish is 'stickers'; it can be cutout, marketplace"),
        ({"finish": {"background": {"picture": "a.jpg"}}}, "finish.background.picture is given"),
        ({"output": {"format": "gif"}}, "format is 'gif'"),
        ({"output": {"credentials": "yes"}}, "output.credentials is 'yes'"),
        ({"output": {"smaller": 2}}, "output.smaller is 2"),
    ],
)
def test_what_is_wrong_is_named(values, words):
    with pytest.raises(InvalidOption, match=words):
        Recipe.from_dict(values)


def test_what_is_no_json_is_told():
    with pytest.raises(InvalidOption, match="not JSON: Expecting"):
        Recipe.from_json("{mode: fast}")


@pytest.mark.parametrize("name", PRESETS)
def test_reading_what_was_written_changes_nothing(name):
    recipe = Recipe.preset(name)
    text = recipe.to_json()
    assert Recipe.from_json(text) == Recipe.from_json(text.encode()) == recipe
    assert Recipe.from_json(text).to_json() == text


def test_the_page_has_the_same_fields_and_defaults():
    page = evaluate(FULL)
    assert page == Recipe().to_dict()
    assert Recipe.from_json(json.dumps(page)) == Recipe()


def test_the_page_has_the_same_presets():
    page = {each["id"]: each["finish"] for each in evaluate(PAGES)}
    assert page == {name: Recipe(finish=finish).to_dict()["finish"] for name, finish in PRESETS.items()}


def test_a_hash_is_of_what_is_asked_for_and_not_of_how_it_is_written():
    some = Recipe.from_json('{"output": {"credentials": true}, "edges": {"shift": 2.0, "feather": 0.5}}')
    same = Recipe.from_json('{"edges": {"feather": 0.5, "shift": 2, "edge": "auto"}, "output": {"credentials": true}}')
    assert some.hash == same.hash and len(some.hash) == 64
    others = [Recipe(), Recipe(edges=Edges(shift=2)), Recipe("best"), Recipe(credentials=True), Recipe(smaller=True)]
    others += map(Recipe.preset, PRESETS)
    assert len({some.hash, *(each.hash for each in others)}) == len(others), "all but the preset that changes nothing"


def test_hashes_stay_from_version_to_version():
    """Manifests keep them: a change makes every picture of every catalogue anew."""
    assert Recipe().hash == hashlib.sha256(b"{}").hexdigest()
    text = b'{"edges":{"shift":-1},"finish":{"frame":{"fill":0.85,"size":[2000,2000]}},"mode":"fast"}'
    assert Recipe.from_json(text).hash == hashlib.sha256(text).hexdigest()


def test_options_are_those_of_cut():
    recipe = Recipe("fast", Edges("hair"), Finish(Background("blur")), Output("webp"))
    assert Recipe(**recipe.options) == recipe
