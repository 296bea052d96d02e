"""What the Python worker holds on to, without a browser."""

import asyncio
import json

import numpy as np
import pytest
from test_pipeline import disc, photo

from mattebox import browser
from mattebox.errors import Cancelled
from mattebox.options import Options

TENSOR = {"width": 64, "height": 64, "multiple": 32, "scale": "none", "mean": [128, 128, 128], "std": [256, 256, 256]}
MODELS = {
    role: {"title": role, "role": role, "input": TENSOR, "output": {"range": "unit"}} for role in ("main", "draft")
}


class Mask:
    """A JavaScript answer."""

    def __init__(self, values):
        self.height, self.width = values.shape
        self.data = self
        self._values = values

    def assign_to(self, target):
        target[:] = self._values


class Worker:
    """A desk, and the roles of the networks that it asked for."""

    def __init__(self):
        self.asked = []
        self.desk = browser.Desk(json.dumps(MODELS))

    async def segment(self, role, tensor):
        self.asked.append(role)
        await asyncio.sleep(0)
        return Mask(disc(*tensor.shape[2:]))

    def looking(self, image, key="a", mode="standard", segment=None):
        segment = segment or self.segment
        return self.desk.look(key, image, mode, segment, lambda *_: None, lambda _: None, lambda: False)

    def look(self, *arguments):
        asyncio.run(self.looking(*arguments))

    def finish(self, text="{}", cancelled=lambda: False, key="a"):
        return asyncio.run(self.desk.finish(key, self.desk.options(text), (), self.segment, lambda *_: None, cancelled))


@pytest.fixture
def worker():
    worker = Worker()
    worker.look(photo())
    return worker


def test_an_edit_runs_no_network_and_tells_its_own_time(worker):
    first, second = worker.finish(), worker.finish('{"decontaminate": 0}')
    assert worker.asked == ["draft", "main"]
    assert {"draft", "segment"} <= set(first.timings)
    assert second.timings
    assert not {"tensor", "draft", "segment", "fuse"} & set(second.timings)
    np.testing.assert_array_equal(first.alpha, second.alpha)
    assert (first.rgba != second.rgba).any()
    np.testing.assert_array_equal(worker.finish().rgba, first.rgba)


def test_cancelled_it_can_be_finished_later(worker):
    with pytest.raises(Cancelled):
        worker.finish(cancelled=lambda: True)
    assert worker.finish().found


def test_forgotten_it_is_gone(worker):
    worker.look(photo(), "b")
    for _ in range(2):
        worker.desk.forget("a")
    with pytest.raises(KeyError):
        worker.finish()
    assert worker.finish(key="b").found


def test_a_mode_asks_its_networks(worker):
    for mode, asked in (("fast", ["draft"]), ("best", ["draft", "main", "main", "main"])):
        worker.asked.clear()
        worker.look(worker.desk.image("a"), mode, mode)
        assert worker.asked == asked
        assert worker.finish(key=mode).found
    np.testing.assert_array_equal(worker.desk.image("best"), photo())


def test_the_main_network_is_asked_before_the_draft_is_there():
    """So that Python's work on the draft hides behind the main run."""
    worker = Worker()

    async def look():
        main_asked = asyncio.Event()

        async def segment(role, tensor):
            if role == "main":
                main_asked.set()
            await asyncio.wait_for(main_asked.wait(), 10)
            return await worker.segment(role, tensor)

        await worker.looking(photo(), segment=segment)

    asyncio.run(look())
    assert worker.asked == ["draft", "main"] or worker.asked == ["main", "draft"]


def test_pictures_under_way_at_the_same_time_are_not_mixed_up():
    """Each gets the masks of its own tensors, although the other's are asked for in between."""
    worker, order = Worker(), []

    def shifted(name, columns):
        async def segment(role, tensor):
            order.append(name)
            await asyncio.sleep(0.01)
            return Mask(np.roll(disc(*tensor.shape[2:]), columns, 1))

        return segment

    images = {name: np.roll(photo(), columns, 1) for name, columns in (("a", 100), ("b", -100))}

    async def both():
        looks = [
            worker.looking(images[name], name, "standard", shifted(name, c)) for name, c in (("a", 16), ("b", -16))
        ]
        await asyncio.gather(*looks)
        finish = worker.desk.finish
        cuts = [finish(name, Options(), (), worker.segment, lambda *_: None, lambda: False) for name in images]
        return await asyncio.gather(*cuts)

    together = asyncio.run(both())
    assert sorted(order[:2]) == ["a", "b"]
    for (name, image), cutout, columns in zip(images.items(), together, (16, -16), strict=True):
        worker.look(image, name, "standard", shifted(name, columns))
        np.testing.assert_array_equal(worker.finish(key=name).rgba, cutout.rgba)
        np.testing.assert_array_equal(cutout.rgba[cutout.alpha == 255], image[cutout.alpha == 255])
        assert (cutout.alpha == 255).sum() > 10_000


def test_one_that_fails_does_not_disturb_the_other():
    worker = Worker()

    async def broken(role, tensor):
        if role == "main":
            raise RuntimeError("no")
        return await worker.segment(role, tensor)

    async def both():
        looks = worker.looking(photo(), "a", "standard", broken), worker.looking(photo(), "b")
        return await asyncio.gather(*looks, return_exceptions=True)

    failed, fine = asyncio.run(both())
    assert str(failed) == "no" and fine is None
    assert worker.finish(key="b").found
    with pytest.raises(KeyError):
        worker.finish(key="a")


def test_warm_needs_no_picture_and_no_network():
    worker = Worker()
    assert 0 < asyncio.run(worker.desk.warm(lambda: False)) < 30
    with pytest.raises(Cancelled):
        asyncio.run(worker.desk.warm(lambda: True))
    assert not worker.asked


def test_options_from_json():
    options = Worker().desk.options
    assert options("{}") == Options()
    assert options('{"edge": "hair", "shift": -2}') == Options(edge="hair", shift=-2)
    for wrong in ('{"shift": 21}', '{"edge": "wavy"}', '{"width": 3}', '{"shift": "4"}', "[]"):
        with pytest.raises((TypeError, ValueError)):
            options(wrong)
