"""One call for each picture, with the real networks: what comes back, from several threads, until it is closed."""

import asyncio
import io
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageColor

import mattebox.session
from mattebox import (
    Background,
    Cancelled,
    Edges,
    Finish,
    InvalidOption,
    NoNetworks,
    Output,
    Recipe,
    Session,
    TooLong,
    Watcher,
)
from native_cut import mean_difference
from pictures import camera_photo, gradient
from tools.here import ROOT


@pytest.fixture(scope="module")
def session(models_dir):
    with Session(model=models_dir, threads=1) as session:
        yield session


@pytest.fixture(scope="module")
def small(photos):
    """Small copies: arrays of RGB."""
    return {name: np.asarray(Image.open(path).convert("RGB").resize((192, 128))) for name, path in photos.items()}


@pytest.fixture(scope="module")
def alone(session, small):
    """What each comes to by itself, in the fast mode."""
    return {name: session.cut(photo, mode="fast") for name, photo in small.items()}


def test_a_cutout_of_a_photo(session, photos):
    cutout = session.cut(photos["astronaut"])
    assert cutout.found and cutout.rgba.shape == (512, 512, 4) and cutout.rgba.dtype == np.uint8
    assert cutout.source == photos["astronaut"] and cutout.notices == ()
    assert {tip["code"] for tip in cutout.tips} == {"small", "cut-by-frame"}
    source = np.asarray(Image.open(photos["astronaut"]).convert("RGB"))
    opaque = cutout.alpha == 255
    assert 0.2 < opaque.mean() < 0.8
    np.testing.assert_array_equal(cutout.rgba[opaque][:, :3], source[opaque])
    assert {"decode", "draft", "segment", "compose"} <= cutout.timings.keys()


def test_what_is_given_stays_as_it_is(session, small, alone):
    photo = small["coffee"].copy()
    session.cut(photo, mode="fast", finish="sticker")
    np.testing.assert_array_equal(photo, small["coffee"])


def test_a_finish_leaves_the_matte_as_it_was(session, small, alone):
    whole = session.cut(small["coffee"], mode="fast", finish="marketplace", output="jpeg")
    assert whole.rgba.shape == (2000, 2000, 4) and (whole.alpha == 255).all()
    np.testing.assert_array_equal(whole.matte, alone["coffee"].matte)
    with Image.open(io.BytesIO(whole.encoded())) as image:
        assert (image.format, image.size) == ("JPEG", (2000, 2000))


def test_plain_data_dataclasses_and_recipes_ask_for_the_same(session, small):
    told = {"edges": {"shift": -2}, "finish": {"background": {"kind": "blur"}}, "output": "webp"}
    page = {"background": {"kind": "blur", "picture": None}}
    ways = [
        told,
        Recipe.from_dict(told).options,
        {"edges": Edges(shift=-2), "finish": page, "output": {"format": "webp"}},
        {"edges": told["edges"], "finish": Finish(Background("blur")), "output": Output("webp")},
    ]
    files = {session.cut(small["coffee"], **{**way, "mode": "fast"}).encoded() for way in ways}
    assert len(files) == 1


def test_corrections_by_hand(session, small, alone):
    stroke = {"type": "stroke", "effect": "erase", "tool": "brush", "hard": True, "points": [100, 70, 15]}
    fixed = session.cut(small["coffee"], mode="fast", fixes=[stroke])
    assert alone["coffee"].alpha[70, 100] > 0 and fixed.alpha[70, 100] == 0


def test_a_background_of_ones_own(session, small):
    finish = {"background": {"kind": "picture"}}
    green = np.full((40, 60, 3), (0, 200, 0), np.uint8)
    cutout = session.cut(small["coffee"], mode="fast", finish=finish, background=green)
    assert (cutout.rgba[cutout.matte == 0] == (0, 200, 0, 255)).all() and (cutout.matte == 0).mean() > 0.2
    with pytest.raises(InvalidOption, match="give that picture, too, as `background`"):
        session.cut(small["coffee"], finish=finish)


def test_the_backgrounds_file_is_decoded_once(session, small, tmp_path, monkeypatch):
    opened, usual = [], mattebox.session.open_source
    monkeypatch.setattr(mattebox.session, "open_source", lambda source: opened.append(source) or usual(source))
    finish, wall = {"background": {"kind": "picture"}}, tmp_path / "wall.png"
    for colour in ("red", "lime"):
        Image.new("RGB", (40, 60), colour).save(wall)
        opened.clear()
        for background in (wall, str(wall), wall.read_bytes(), io.BytesIO(wall.read_bytes())):
            cutout = session.cut(small["coffee"], mode="fast", finish=finish, background=background)
            assert (cutout.rgba[cutout.matte == 0] == (*ImageColor.getrgb(colour), 255)).all()
        assert len(opened) == 4 + 1, "four pictures and one background"
    opened.clear()
    array = np.zeros((9, 9, 3), np.uint8)
    for level in (0, 50):
        array[:] = level
        cutout = session.cut(small["coffee"], mode="fast", finish=finish, background=array)
        assert (cutout.rgba[cutout.matte == 0][:, 0] == level).all(), "an array may change"


def test_nothing_to_be_seen(session, tmp_path):
    """The picture is finished all the same, and nothing of it is taken away."""
    path = gradient(tmp_path / "wall.png")
    source = np.asarray(Image.open(path))
    plain = session.cut(path, mode="fast")
    assert not plain.found and [each["code"] for each in plain.notices] == ["no-subject"]
    np.testing.assert_array_equal(plain.rgba[..., :3], source)
    framed = {
        "background": {"kind": "colour", "colour": "#ff0000"},
        "frame": {"crop": "subject", "margin": 10, "unit": "px"},
    }
    cutout = session.cut(path, mode="fast", finish=framed)
    assert not cutout.found and [each["code"] for each in cutout.notices] == ["no-subject"]
    assert cutout.rgba.shape == (240, 320, 4), "sides at which the frame cuts stay at its edge"
    np.testing.assert_array_equal(cutout.rgba[..., :3], source)
    assert session.cut(path, mode="fast", finish="marketplace").rgba.shape == (2000, 2000, 4)


def test_what_a_format_cannot_hold_is_refused_before_the_work(session):
    """Where a frame moves the picture: before it is finished."""
    wide, stages = np.full((4, 16_384, 3), 90, np.uint8), []
    watcher = Watcher(on_stage=lambda name, _: stages.append(name))
    shadow = {"shadow": {"opacity": 0.5}}
    for finish in (None, shadow):
        with pytest.raises(TooLong, match="up to 16383 pixels a side"):
            session.cut(wide, mode="fast", finish=finish, output="webp", watcher=watcher)
        assert stages == ["decode"]
        stages.clear()
    with pytest.raises(TooLong, match="has 4×16384"):
        session.cut(wide, mode="fast", finish={"frame": {"turn": 90}}, output="webp", watcher=watcher)
    assert "draft" in stages and "finish" not in stages
    small = session.cut(wide, mode="fast", finish={"frame": {"size": (800, 2)}}, output="webp")
    assert small.image.size == (800, 2) and small.encoded()


def test_what_a_file_has_no_room_for_is_told(session):
    exif = Image.Exif()
    exif[0x010E] = "d" * 70_000
    photo = Image.new("RGB", (32, 24), "teal")
    photo.info["exif"] = exif.tobytes()
    for output, told in (({"format": "jpeg", "metadata": "all"}, True), ({"metadata": "all"}, False), ("jpeg", False)):
        notices = session.cut(photo, mode="fast", output=output).notices
        assert any(each["code"] == "metadata-shortened" for each in notices) == told


def test_what_the_file_tells_is_kept_as_far_as_is_wanted(session):
    told = {}
    for metadata in ("none", "camera", "all"):
        file = session.cut(camera_photo(), mode="fast", output={"metadata": metadata}).encoded()
        with Image.open(io.BytesIO(file)) as image:
            assert image.size == (48, 64) and image.info["dpi"] == pytest.approx((240, 240), abs=0.01)
            told[metadata] = image.getexif()
    assert 0x010F not in told["none"] and told["camera"][0x010F] == "Maker"
    assert told["all"].get_ifd(0x8825) and not told["camera"].get_ifd(0x8825)


@pytest.mark.parametrize(
    "wrong",
    [{"mode": "quick"}, {"edges": {"shift": 99}}, {"finish": "none"}, {"output": "gif"}, {"fixes": [{"type": "x"}]}],
)
def test_wrong_options_are_refused_before_any_work(models_dir, wrong):
    session = Session(model=models_dir)
    with pytest.raises(InvalidOption):
        session.cut("there is no such file", **wrong)


def test_several_threads_get_each_their_own(session, small, alone):
    names = list(small) * 3
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(lambda name: session.cut(small[name], mode="fast"), names))
    for name, result in zip(names, results, strict=True):
        np.testing.assert_array_equal(result.rgba, alone[name].rgba)


def test_networks_are_loaded_once_and_when_they_are_needed(models_dir, small):
    session = Session(model=models_dir)
    assert not session._networks._sessions
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: session.cut(small["coffee"], mode="fast"), range(4)))
    assert [role for _, role in session._networks._sessions] == ["draft"]


def test_closed_is_closed(models_dir, small):
    with Session(model=models_dir) as session:
        session.cut(small["coffee"], mode="fast")
    with pytest.raises(NoNetworks, match="the session is closed; make a new one"):
        session.cut(small["coffee"], mode="fast")
    assert not session._networks._sessions


def test_a_watcher_is_told_and_obeyed(session, small):
    stages = []
    session.cut(small["coffee"], watcher=Watcher(on_stage=lambda name, _: stages.append(name)))
    assert stages[0] == "decode" and stages[-1] == "compose" and {"draft", "segment", "band"} <= set(stages)
    with pytest.raises(Cancelled):
        session.cut(small["coffee"], watcher=Watcher(cancelled=lambda: True))


def test_where_a_loop_runs_already(session, small, alone):
    """As in a notebook."""

    async def cell():
        return session.cut(small["coffee"], mode="fast")

    np.testing.assert_array_equal(asyncio.run(cell()).rgba, alone["coffee"].rgba)


def test_awaited(session, small, alone):
    async def all_of_them():
        return await asyncio.gather(*(session.acut(photo, mode="fast") for photo in small.values()))

    for name, result in zip(small, asyncio.run(all_of_them()), strict=True):
        np.testing.assert_array_equal(result.rgba, alone[name].rgba)


def test_a_task_that_is_cancelled_ends_the_work(session, small):
    begun, stages = threading.Event(), []

    def note(name, _):
        begun.set()
        stages.append(name)
        time.sleep(0.02)

    async def hasty():
        task = asyncio.create_task(session.acut(small["coffee"], watcher=Watcher(on_stage=note)))
        await asyncio.to_thread(begun.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(hasty())
    assert "compose" not in stages


def test_native_kernels_come_to_what_the_page_comes_to(session, photos, native):
    """To onnxruntime-web's masks, here without a browser."""
    for name, photo in photos.items():
        ours, theirs = session.cut(photo), native(photo)
        difference = mean_difference(ours.alpha, theirs.alpha)
        print(f"{name}: mean |Δalpha| {difference:.4f} levels")
        assert difference <= 1
        both = (ours.alpha == 255) & (theirs.alpha == 255)
        np.testing.assert_array_equal(ours.rgba[both], theirs.rgba[both])


FORKED = """
import multiprocessing, sys
import numpy, mattebox

session, photo = mattebox.Session(model=sys.argv[1], threads=2), numpy.zeros((64, 64, 3), "uint8")
photo[16:48, 16:48] = 255

def child(_):
    return session.cut(photo, mode="fast").rgba.tobytes()

own = child(0)
with multiprocessing.get_context("fork").Pool(1) as pool:
    assert pool.map_async(child, [0]).get(60) == [own]
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")
def test_a_forked_process_loads_its_own(models_dir):
    env = {**os.environ, "PYTHONPATH": str(ROOT / "py"), "PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, "-c", FORKED, models_dir], env=env, check=True, timeout=90)
