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
        self.desk = browser.Desk(json.dumps(MODELS), self._segment)

    async def _segment(self, role, tensor):
        self.asked.append(role)
        return Mask(disc(*tensor.shape[2:]))

    def look(self, image):
        asyncio.run(self.desk.look(image, lambda *_: None, lambda _: None, lambda: False))

    def finish(self, text="{}", cancelled=lambda: False):
        return asyncio.run(self.desk.finish(self.desk.options(text), lambda *_: None, cancelled))


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
    worker.desk.forget()
    with pytest.raises(RuntimeError):
        worker.finish()


def test_options_from_json():
    options = Worker().desk.options
    assert options("{}") == Options()
    assert options('{"edge": "hair", "shift": -2}') == Options(edge="hair", shift=-2)
    for wrong in ('{"shift": 21}', '{"edge": "wavy"}', '{"width": 3}', '{"shift": "4"}', "[]"):
        with pytest.raises((TypeError, ValueError)):
            options(wrong)
