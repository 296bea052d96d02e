"""What the Python worker holds on to, without a browser."""

import asyncio
import io
import json

import numpy as np
import pytest
from PIL import Image

from discs import disc, photo
from mattebox import browser
from mattebox.errors import Cancelled, UnusableNetwork
from mattebox.finish import backdrop
from mattebox.options.edges import Edges
from pictures import camera_photo

TENSOR = {"width": 64, "height": 64, "multiple": 32, "scale": "none", "mean": [128, 128, 128], "std": [256, 256, 256]}
MODELS = {
    role: {"title": role, "role": role, "input": TENSOR, "output": {"range": "unit"}} for role in ("main", "draft")
}


class Mask:
    """A JavaScript answer."""

    def __init__(self, values):
        self.shape = values.shape
        self.data = self
        self._values = values

    def assign_to(self, target):
        target[:] = self._values


class Hooks:
    """JavaScript's object."""

    def __init__(self, segment, cancelled=lambda: False):
        self.segment, self.cancelled = segment, cancelled

    def onStage(self, name, fraction):
        pass

    def onDraft(self, rgba):
        pass

    def onTips(self, tips):
        pass


class Worker:
    """A desk, and the roles of the networks that it asked for."""

    def __init__(self):
        self.asked = []
        self.desk = browser.Desk(json.dumps(MODELS))

    def hooks(self, cancelled=lambda: False):
        return Hooks(self.segment, cancelled)

    async def segment(self, role, tensor, network=""):
        self.asked.append(role)
        await asyncio.sleep(0)
        return Mask(disc(*tensor.shape[2:]))

    def finding(self, image, key="a", mode="standard", segment=None, file=None):
        return self.desk.find(key, ord(key[0]), image, mode, Hooks(segment or self.segment), None, file)

    def find(self, *arguments, **more):
        asyncio.run(self.finding(*arguments, **more))

    def matte(self, text="{}", cancelled=lambda: False, key="a"):
        return asyncio.run(self.desk.matte(key, self.desk.edges(text), (), self.hooks(cancelled)))

    def dress(self, text, ground=0, cancelled=lambda: False, key="a"):
        cutout = self.matte(key=key)
        wanted = self.desk.finishing(text)
        return asyncio.run(self.desk.dress(self.desk.plate(key, cutout), wanted, ground, self.hooks(cancelled)))


class Bytes:
    """A JavaScript Uint8Array."""

    def __init__(self, data):
        self.to_bytes = lambda: data


@pytest.fixture
def worker():
    worker = Worker()
    worker.find(photo())
    return worker


def test_an_edit_runs_no_network_and_tells_its_own_time(worker):
    first, second = worker.matte(), worker.matte('{"decontaminate": 0}')
    assert worker.asked == ["draft", "main"]
    assert {"draft", "segment"} <= set(first.timings)
    assert second.timings
    assert not {"tensor", "draft", "segment", "fuse"} & set(second.timings)
    np.testing.assert_array_equal(first.alpha, second.alpha)
    assert (first.rgba != second.rgba).any()
    np.testing.assert_array_equal(worker.matte().rgba, first.rgba)


def test_cancelled_it_can_be_finished_later(worker):
    with pytest.raises(Cancelled):
        worker.matte(cancelled=lambda: True)
    assert worker.matte().found


def test_forgotten_it_is_gone(worker):
    worker.find(photo(), "b")
    for _ in range(2):
        worker.desk.pictures.forget(ord("a"))
    with pytest.raises(KeyError):
        worker.matte()
    assert worker.matte(key="b").found


def test_a_mode_asks_its_networks(worker):
    for mode, asked in (("fast", ["draft"]), ("best", ["draft", "main", "main"])):
        worker.asked.clear()
        worker.find(worker.desk.image("a"), mode, mode)
        assert worker.asked == asked
        assert worker.matte(key=mode).found
    np.testing.assert_array_equal(worker.desk.image("best"), photo())


def test_the_main_network_is_asked_before_the_draft_is_there():
    """So that Python's work on the draft hides behind the main run."""
    worker = Worker()

    async def find():
        main_asked = asyncio.Event()

        async def segment(role, tensor, network):
            if role == "main":
                main_asked.set()
            await asyncio.wait_for(main_asked.wait(), 10)
            return await worker.segment(role, tensor)

        await worker.finding(photo(), segment=segment)

    asyncio.run(find())
    assert worker.asked == ["draft", "main"] or worker.asked == ["main", "draft"]


def test_pictures_under_way_at_the_same_time_are_not_mixed_up():
    """Each gets the masks of its own tensors, although the other's are asked for in between."""
    worker, order = Worker(), []

    def shifted(name, columns):
        async def segment(role, tensor, network):
            order.append(name)
            await asyncio.sleep(0.01)
            return Mask(np.roll(disc(*tensor.shape[2:]), columns, 1))

        return segment

    images = {name: np.roll(photo(), columns, 1) for name, columns in (("a", 100), ("b", -100))}

    async def both():
        looks = [
            worker.finding(images[name], name, "standard", shifted(name, c)) for name, c in (("a", 16), ("b", -16))
        ]
        await asyncio.gather(*looks)
        matte = worker.desk.matte
        cuts = [matte(name, Edges(), (), worker.hooks()) for name in images]
        return await asyncio.gather(*cuts)

    together = asyncio.run(both())
    assert sorted(order[:2]) == ["a", "b"]
    for (name, image), cutout, columns in zip(images.items(), together, (16, -16), strict=True):
        worker.find(image, name, "standard", shifted(name, columns))
        np.testing.assert_array_equal(worker.matte(key=name).rgba, cutout.rgba)
        np.testing.assert_array_equal(cutout.rgba[cutout.alpha == 255], image[cutout.alpha == 255])
        assert (cutout.alpha == 255).sum() > 10_000


def test_one_that_fails_does_not_disturb_the_other():
    worker = Worker()

    async def broken(role, tensor, network):
        if role == "main":
            raise RuntimeError("no")
        return await worker.segment(role, tensor)

    async def both():
        looks = worker.finding(photo(), "a", "standard", broken), worker.finding(photo(), "b")
        return await asyncio.gather(*looks, return_exceptions=True)

    failed, fine = asyncio.run(both())
    assert str(failed) == "no" and fine == ""
    assert worker.matte(key="b").found
    with pytest.raises(KeyError):
        worker.matte(key="a")


def test_a_cut_out_is_kept_for_another_finish(worker, monkeypatch):
    first = worker.matte()
    again = worker.matte()
    assert again.rgba is first.rgba and not again.timings
    plate = worker.desk.plate("a", again)
    assert worker.desk.plate("a", again) is plate
    assert worker.matte('{"shift": 2}').rgba is not first.rgba
    assert worker.matte().rgba is not first.rgba  # only the last one
    monkeypatch.setattr(browser, "KEPT_PIXELS", 100)
    large = worker.matte('{"shift": 3}')
    assert worker.matte('{"shift": 3}').rgba is not large.rgba
    np.testing.assert_array_equal(worker.desk.plate("a", large).cutout, large.rgba)


def test_dressed_and_previewed(worker):
    text = '{"background": {"kind": "colour", "colour": "#00ff00"}, "frame": {"size": [300, 200], "crop": "subject"}}'
    out = worker.dress(text)
    assert out.shape == (200, 300, 4) and (out[0, 0] == [0, 255, 0, 255]).all()
    plate = worker.desk.plate("a", worker.matte())
    small, size = worker.desk.preview(plate, worker.desk.finishing(text), 0)
    assert size == (300, 200)
    np.testing.assert_allclose(small[0, 0], [0, 255, 0, 255])
    with pytest.raises(Cancelled):
        slow_cancel(worker, text)
    np.testing.assert_array_equal(worker.dress(text), out)


def slow_cancel(worker, text):
    """Every step takes longer than a breath, and after one of them nobody wants the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mattebox.progress.BREATH", 0)
        worker.matte()
        worker.dress(text, cancelled=lambda: True)


def test_the_background_picture_is_the_one_that_was_asked_for(worker):
    text = '{"background": {"kind": "picture"}}'
    red = np.full((40, 30, 4), [255, 0, 0, 255], np.uint8)
    assert not worker.desk.has_ground(7)
    worker.desk.keep_ground(7, red)
    assert worker.desk.has_ground(7) and not worker.desk.has_ground(8)
    assert (worker.dress(text, 7)[0, 0] == [255, 0, 0, 255]).all()
    np.testing.assert_array_equal(worker.dress(text, 8), worker.matte().rgba)


def test_a_large_background_picture_is_kept_smaller(worker, monkeypatch):
    monkeypatch.setattr(backdrop, "GROUND_PIXELS", 300)
    worker.desk.keep_ground(1, np.full((40, 30, 4), [255, 0, 0, 255], np.uint8))
    assert worker.desk._ground[1].size == (15, 20)
    assert (worker.dress('{"background": {"kind": "picture"}}', 1)[0, 0] == [255, 0, 0, 255]).all()


def test_a_file_tells_what_the_original_told_as_far_as_it_is_wanted(worker):
    async def file():
        return Bytes(camera_photo())

    worker.find(photo(), file=file())

    def write(text, dpi=None):
        parts = []
        output = worker.desk.output(text)
        asyncio.run(worker.desk.file("a", worker.matte().rgba, output, dpi, parts.append, worker.hooks()))
        return Image.open(io.BytesIO(b"".join(parts)))

    plain = write("{}")
    assert plain.info["dpi"] == pytest.approx((240, 240), abs=0.1) and not plain.getexif()
    kept = write('{"format": "jpeg", "metadata": "camera"}', 300)
    assert kept.info["dpi"] == (300, 300) and kept.getexif()[0x010F] == "Maker"
    worker.find(photo(), file=file())  # asked for twice at once: the second comes in the place of the first
    assert write("{}").info["dpi"] == plain.info["dpi"]
    worker.desk.pictures.forget(ord("a"))
    worker.find(photo())
    assert "dpi" not in write("{}").info


def test_warm_needs_no_picture_and_no_network():
    worker = Worker()
    assert 0 < asyncio.run(worker.desk.warm(lambda: False)) < 30
    with pytest.raises(Cancelled):
        asyncio.run(worker.desk.warm(lambda: True))
    assert not worker.asked


def test_edges_from_json():
    edges = Worker().desk.edges
    assert edges("{}") == Edges()
    assert edges('{"edge": "hair", "shift": -2}') == Edges(edge="hair", shift=-2)
    for wrong in ('{"shift": 21}', '{"edge": "wavy"}', '{"width": 3}', '{"shift": "4"}', "[]"):
        with pytest.raises((TypeError, ValueError)):
            edges(wrong)


def test_a_correction_is_told_once_and_named_by_its_number_afterwards(worker):
    fixes = worker.desk.fixes
    stroke = {"type": "stroke", "effect": "erase", "points": [200, 150, 30]}
    (first,) = fixes("[7]", json.dumps([[7, stroke]]))
    again, tidied = fixes("[7, 9]", json.dumps([[7, stroke], [9, {"type": "tidy", "what": "holes"}]]))
    assert again is first and fixes("[9, 7]", "[]") == (tidied, first)
    with pytest.raises(KeyError):
        fixes("[8]", "[]")
    with pytest.raises(ValueError, match="radius"):
        fixes("[8]", json.dumps([[8, {**stroke, "points": [1, 2, -3]}]]))
    cut = asyncio.run(worker.desk.matte("a", Edges(), fixes("[7]", "[]"), worker.hooks()))
    assert cut.alpha[150, 200] == 0
    assert asyncio.run(worker.desk.matte("a", Edges(), fixes("[7]", "[]"), worker.hooks())).rgba is cut.rgba


def test_a_picture_that_is_not_held_has_no_previews(worker):
    assert worker.desk.peek("b", Edges(), (), (0, 0, 40, 30), (40, 30)) is None
    assert worker.desk.parts("b", ()) is None and worker.desk.about("b") is None
    assert worker.desk.peek("a", Edges(), (), (0, 0, 40, 30), (40, 30)).shape == (30, 40, 4)


def test_what_the_asker_wants_to_know_is_kept_beside_the_picture(worker):
    about = {"notices": ["scaled"]}
    asyncio.run(worker.desk.find("c", 3, photo(), "fast", worker.hooks(), about))
    assert worker.desk.about("c") is about


OWN = json.dumps({"size": [64, 64], "mean": [0] * 3, "std": [1] * 3, "title": "Mine"})


class Trouble:
    trouble, text = "memory", "no room"


@pytest.mark.parametrize("fails", [False, True])
def test_a_network_of_ones_own_is_the_main_one_and_ours_where_it_fails(worker, fails):
    asked = []

    async def segment(role, tensor, network):
        asked.append((role, network))
        return Trouble() if fails and network else Mask(disc(*tensor.shape[2:]))

    finding = worker.desk.find("a", 97, photo(), "standard", Hooks(segment), None, None, ("sha", OWN))
    assert asyncio.run(finding) == ("memory" if fails else "")
    first = [("draft", ""), ("main", "sha")]
    assert asked == ([*first, ("draft", ""), ("main", "")] if fails else first)
    asked.clear()
    closer = worker.desk.fixes("[1]", json.dumps([[1, {"type": "closer", "box": [0, 0, 64, 64]}]]))
    cutout = asyncio.run(worker.desk.matte("a", worker.desk.edges("{}"), closer, Hooks(segment)))
    assert cutout.found and asked == ([("draft", ""), ("main", "")] if fails else first)


def test_ours_that_fail_have_nobody_in_their_place(worker):
    async def segment(role, tensor, network):
        return Mask(np.full(tensor.shape[2:], np.nan, np.float32))

    with pytest.raises(UnusableNetwork):
        worker.find(photo(), segment=segment)
