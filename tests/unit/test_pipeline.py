"""The stages in order, with masks drawn by the test in the networks' place."""

import asyncio

import numpy as np
import pytest

from mattebox.errors import Cancelled
from mattebox.models import ModelSpec
from mattebox.options import Options
from mattebox.pipeline import Pipeline

MAIN = ModelSpec("main", "Main", 128, 128, 64, "none", (128, 128, 128), (256, 256, 256), "unit")
DRAFT = ModelSpec("draft", "Draft", 64, 64, 32, "max", (0.5, 0.5, 0.5), (0.2, 0.2, 0.2), "minmax")


def disc(h, w, radius=0.3, softness=0.02):
    y, x = np.mgrid[:h, :w].astype(np.float32)
    distance = np.hypot((y + 0.5) / h - 0.5, (x + 0.5) / w - 0.5)
    return np.clip((radius - distance) / softness + 0.5, 0, 1).astype(np.float32)


def photo(h=300, w=400):
    rng = np.random.default_rng(7)
    alpha = disc(h, w)[..., None]
    texture = rng.integers(0, 40, (h, w, 3)).astype(np.float32)
    rgb = alpha * (np.array([200, 120, 60]) + texture) + (1 - alpha) * (np.array([20, 90, 180]) + texture)
    return np.dstack([rgb.astype(np.uint8), np.full((h, w), 255, np.uint8)])


class Discs:
    """A segmenter that sees the disc, whatever it is shown; remembers what it was asked."""

    def __init__(self, strength=1.0):
        self.asked = []
        self.strength = strength

    async def __call__(self, role, tensor):
        self.asked.append(role)
        return disc(*tensor.shape[2:]) * self.strength


def cut(image, segment=None, **keywords):
    return asyncio.run(Pipeline({"main": MAIN, "draft": DRAFT}, segment or Discs()).cut(image, **keywords))


def test_interior_is_opaque_and_identical_exterior_is_clear_edge_is_soft():
    image = photo()
    before = image.copy()
    result = cut(image)
    truth = disc(300, 400)
    np.testing.assert_array_equal(image, before)
    assert result.found and result.rgba.shape == image.shape
    opaque = result.alpha == 255
    np.testing.assert_array_equal(result.rgba[opaque], image[opaque])
    assert opaque[disc(300, 400, 0.25) == 1].all()
    assert not result.rgba[disc(300, 400, 0.35) == 0].any()
    assert ((result.alpha > 0) & (result.alpha < 255)).sum() > 100
    assert np.abs(result.alpha / 255 - truth).mean() < 0.01


def test_edge_colours_lose_the_background_only_when_asked_to():
    image = photo()
    half = (disc(300, 400) > 0.3) & (disc(300, 400) < 0.7)
    clean, raw = (cut(image, options=Options(decontaminate=share)).rgba for share in (1, 0))
    np.testing.assert_array_equal(clean[..., 3], raw[..., 3])
    mixed = half & (raw[..., 3] > 20) & (raw[..., 3] < 235)
    np.testing.assert_array_equal(raw[mixed, :3], image[mixed, :3])
    assert clean[mixed, 2].mean() < raw[mixed, 2].mean() - 20  # less of the blue behind
    assert clean[mixed, 0].mean() > raw[mixed, 0].mean() + 20  # more of the orange in front


def test_stages_come_in_order_and_are_timed():
    seen, drafts, segment = [], [], Discs()
    result = cut(photo(), segment, on_stage=lambda name, _: seen.append(name), on_draft=drafts.append)
    assert segment.asked == ["draft", "main"]
    order = ["tensor", "draft", "draft_matte", "segment", "fuse", "band", "foreground", "compose"]
    assert seen[0] == "tensor"
    assert [s for s in dict.fromkeys(seen) if s != "tensor"] == order[1:]
    assert set(result.timings) == set(order) and min(result.timings.values()) >= 0
    assert drafts[0].dtype == np.uint8 and drafts[0].shape[2] == 4


@pytest.mark.parametrize("stop_at", ["tensor", "draft", "segment", "band", "foreground", "compose"])
def test_cancel_stops_before_anything_later_begins(stop_at):
    seen = []
    with pytest.raises(Cancelled):
        cut(photo(), on_stage=lambda name, _: seen.append(name), cancelled=lambda: stop_at in seen)
    assert seen[-1] == stop_at


def test_no_subject_leaves_the_picture_unchanged_and_says_so():
    class Nothing(Discs):
        async def __call__(self, role, tensor):
            mask = 0.3 * disc(*tensor.shape[2:])
            return mask if role == "main" else np.roll(mask, mask.shape[1] // 2, 1)

    image = photo()
    result = cut(image, Nothing())
    assert not result.found and "no-subject" in result.warnings
    np.testing.assert_array_equal(result.rgba, image)


def test_an_alpha_that_was_there_stays():
    image = photo()
    image[:, :200, 3] = 0
    result = cut(image)
    assert "already-transparent" in result.warnings
    assert not result.alpha[:, :200].any() and result.alpha[150, 210] == 255


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (700, 2), (3, 3)])
def test_odd_sizes_do_not_fail(size):
    image = np.full((*size, 4), 255, np.uint8)
    assert cut(image).rgba.shape == image.shape


def test_large_pictures_use_no_more_than_a_few_copies():
    import tracemalloc

    image = photo(1500, 2000)
    tracemalloc.start()
    cut(image)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * image.nbytes
