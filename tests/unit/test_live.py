"""Live previews against the finished cut-out."""

import asyncio

import numpy as np
import pytest

from discs import DRAFT, ERASE, MAIN, PIPELINE, RESTORE, Discs, photo
from mattebox import live, low_cache
from mattebox.imaging.grid import Grid
from mattebox.low_cache import LowCache
from mattebox.options.edges import Edges
from mattebox.options.fixes import Closer, Pick, Stroke
from mattebox.pipeline import Pipeline

ALL = Grid((400, 300), (0, 0, 400, 300))
HARD = Stroke("restore", ((330, 240, 30),), hard=True, softness=0.3)


@pytest.fixture(scope="module")
def sight():
    return asyncio.run(PIPELINE.find(photo()))


def alive_with(sight):
    return live.Live(sight, LowCache(sight))


def finished(sight, options, fixes):
    return asyncio.run(PIPELINE.matte(sight, options, fixes)).rgba


def difference(a, b):
    return np.abs(a.astype(int) - b)[..., 3]


@pytest.mark.parametrize("options", [Edges(), Edges(edge="clean", shift=2), Edges(decontaminate=0)])
def test_before_any_stroke_it_is_the_cutout(sight, options):
    ours = alive_with(sight).render(sight, options, (), ALL)
    np.testing.assert_array_equal(ours, finished(sight, options, ()))


def test_after_strokes_it_is_nearly_the_cutout(sight):
    alive = alive_with(sight)
    for count in range(4):
        fixes = (ERASE, RESTORE, HARD)[:count]
        off = difference(alive.render(sight, Edges(), fixes, ALL), finished(sight, Edges(), fixes))
        assert off.mean() < 0.3 and (off > 32).mean() < 0.002


def test_undone_strokes_leave_nothing(sight):
    alive = alive_with(sight)
    first = alive.render(sight, Edges(), (), ALL)
    changed = alive.render(sight, Edges(), (ERASE,), ALL)
    assert difference(first, changed).max() == 255
    assert difference(alive.render(sight, Edges(), (), ALL), first).max() <= 16


def test_another_edge_is_seen_at_once(sight):
    alive = alive_with(sight)
    alive.render(sight, Edges(), (), ALL)
    ours = alive.render(sight, Edges(edge="clean"), (), ALL)
    np.testing.assert_array_equal(ours, finished(sight, Edges(edge="clean"), ()))


@pytest.mark.parametrize(("box", "size"), [((50, 40, 250, 240), (200, 200)), ((0, 0, 400, 300), (200, 150))])
def test_a_part_is_that_part(sight, box, size):
    left, top, right, bottom = box
    step = (right - left) // size[0]
    whole = finished(sight, Edges(), (ERASE,))[top:bottom:step, left:right:step]
    ours = alive_with(sight).render(sight, Edges(), (ERASE,), Grid(size, box))
    assert ours.shape == (size[1], size[0], 4)
    assert difference(ours, whole).mean() < (1 if step == 1 else 4)


def test_the_parts_are_numbered_and_dropped_ones_told(sight):
    alive = alive_with(sight)
    cells = alive.parts(sight, ())
    assert cells.dtype == np.uint8 and cells.max() == 1
    dropped = alive.parts(sight, (Pick((200, 150), False),))
    assert set(np.unique(dropped)) == {0, live.DROPPED}
    assert not alive.render(sight, Edges(), (Pick((200, 150), False),), ALL).any()


def test_it_takes_over_what_a_matte_has_left(sight, monkeypatch):
    cache = LowCache(sight)
    alive = live.Live(sight, cache)
    alive.render(sight, Edges(), (), ALL)
    alive.render(sight, Edges(), (ERASE,), ALL)
    whole = asyncio.run(PIPELINE.matte(sight, Edges(), (ERASE,), cache=cache)).rgba
    # From now on nothing need be made anew.
    monkeypatch.setattr(low_cache, "low_matte", None)
    monkeypatch.setattr(live, "low_colours", None)
    np.testing.assert_array_equal(alive.render(sight, Edges(), (ERASE,), ALL), whole)
    np.testing.assert_array_equal(live.Live(sight, cache).render(sight, Edges(), (ERASE,), ALL), whole)


def test_what_it_changes_is_not_the_mattes(sight):
    cache = LowCache(sight)
    alive = live.Live(sight, cache)
    before = asyncio.run(PIPELINE.matte(sight, cache=cache)).rgba
    for fixes in ((), (ERASE,), (ERASE, RESTORE)):
        alive.render(sight, Edges(), fixes, ALL)
    np.testing.assert_array_equal(asyncio.run(PIPELINE.matte(sight, cache=cache)).rgba, before)


def test_a_closer_look_is_seen_once_it_was_taken(sight):
    alive = alive_with(sight)
    box = (0.0, 0.0, 120.0, 90.0)
    before = alive.render(sight, Edges(), (Closer(box),), ALL)
    np.testing.assert_array_equal(before, alive.render(sight, Edges(), (), ALL))
    looked = asyncio.run(PIPELINE.find_closer(sight, (Closer(box),)))
    assert list(looked.closer) == [box]
    assert asyncio.run(PIPELINE.find_closer(looked, (Closer(box),))) is looked
    assert alive.render(looked, Edges(), (Closer(box),), ALL)[45, 60, 3] == 255


def test_what_has_no_subject_can_be_given_one():
    nothing = asyncio.run(Pipeline({"main": MAIN, "draft": DRAFT}, Discs(0)).find(photo()))
    assert not nothing.subject.found
    np.testing.assert_array_equal(alive_with(nothing).render(nothing, Edges(), (), ALL), nothing.image)
    cut = asyncio.run(PIPELINE.matte(nothing, Edges(), (RESTORE,)))
    assert cut.found and cut.alpha[60, 60] == 255 and cut.alpha[200, 300] == 0
