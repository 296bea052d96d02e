"""What edits share: nothing is worked out twice, and nothing is taken for what it is not."""

import asyncio

import numpy as np
import pytest

from discs import ERASE, PIPELINE, RESTORE, photo
from mattebox import low_cache
from mattebox.fixes import history
from mattebox.low_cache import LowCache
from mattebox.options.edges import Edges


@pytest.fixture(scope="module")
def sight():
    return asyncio.run(PIPELINE.find(photo()))


@pytest.fixture
def counted(monkeypatch):
    """How often each of the costly steps was done."""
    counts = {}

    def count(module, name):
        own = getattr(module, name)

        def counting(*arguments):
            counts[name] = counts.get(name, 0) + 1
            return own(*arguments)

        monkeypatch.setattr(module, name, counting)

    count(low_cache, "low_matte")
    count(low_cache, "low_colours")
    count(history, "correct")
    return counts


def test_with_a_cache_the_pixels_are_those_without(sight):
    cache = LowCache(sight)
    for edges in (Edges(), Edges(shift=2), Edges(edge="clean"), Edges(decontaminate=0), Edges(feather=1), Edges()):
        for fixes in ((), (ERASE,), (ERASE, RESTORE), (RESTORE,)):
            ours = asyncio.run(PIPELINE.matte(sight, edges, fixes, cache=cache)).rgba
            np.testing.assert_array_equal(ours, asyncio.run(PIPELINE.matte(sight, edges, fixes)).rgba)


def test_a_slider_moves_pixels_only(sight, counted):
    cache = LowCache(sight)
    for edges in (Edges(), Edges(shift=3), Edges(feather=2, decontaminate=0.5), Edges(contrast=0.5)):
        asyncio.run(PIPELINE.matte(sight, edges, (ERASE,), cache=cache))
    assert counted == {"low_matte": 1, "low_colours": 1, "correct": 1}
    asyncio.run(PIPELINE.matte(sight, Edges(edge="hair"), (ERASE,), cache=cache))
    assert counted == {"low_matte": 2, "low_colours": 2, "correct": 1}


def test_one_more_correction_costs_one(sight, counted):
    cache, fixes = LowCache(sight), ()
    for fix in (ERASE, RESTORE, ERASE):
        fixes = (*fixes, fix)
        cache.state(fixes, {})
    assert counted["correct"] == 3
    undone = cache.state(fixes[:2], {})
    assert counted["correct"] == 3 and undone is cache.state(fixes[:2], {})
    cache.state((RESTORE,), {})
    assert counted["correct"] == 4


def test_colours_of_an_older_matte_are_its_own(sight):
    """Two edits may be under way at the same time."""
    cache = LowCache(sight)
    older = cache.matte(cache.state((), {}).mask, "auto")
    cache.matte(cache.state((ERASE,), {}).mask, "auto")
    alone = LowCache(sight)
    expected = alone.colours(alone.matte(alone.state((), {}).mask, "auto"))
    np.testing.assert_array_equal(cache.colours(older), expected)
