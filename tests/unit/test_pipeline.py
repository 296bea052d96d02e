"""The stages in order, with masks drawn by the test in the networks' place."""

import asyncio

import numpy as np
import pytest

from discs import DRAFT, MAIN, Discs, cut, disc, photo
from mattebox.errors import Cancelled
from mattebox.options.edges import Edges
from mattebox.options.fixes import Stroke
from mattebox.pipeline import Pipeline
from mattebox.progress import Watcher


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
    clean, raw = (cut(image, edges=Edges(decontaminate=share)).rgba for share in (1, 0))
    np.testing.assert_array_equal(clean[..., 3], raw[..., 3])
    mixed = half & (raw[..., 3] > 20) & (raw[..., 3] < 235)
    np.testing.assert_array_equal(raw[mixed, :3], image[mixed, :3])
    assert clean[mixed, 2].mean() < raw[mixed, 2].mean() - 20  # less of the blue behind
    assert clean[mixed, 0].mean() > raw[mixed, 0].mean() + 20  # more of the orange in front


def test_stages_come_in_order_and_are_timed():
    seen, drafts, segment = [], [], Discs()
    watcher = Watcher(lambda name, _: seen.append(name), drafts.append)
    result = cut(photo(), segment, watcher=watcher)
    assert segment.asked == ["draft", "main"]
    order = ["tensor", "draft", "draft_matte", "segment", "fuse", "band", "foreground", "compose"]
    assert seen[0] == "tensor"
    assert [s for s in dict.fromkeys(seen) if s != "tensor"] == order[1:]
    assert set(result.timings) == {*order, "advice"} and min(result.timings.values()) >= 0
    assert drafts[0].dtype == np.uint8 and drafts[0].shape[2] == 4


@pytest.mark.parametrize("stop_at", ["tensor", "draft", "segment", "band", "foreground", "compose"])
def test_cancel_stops_before_anything_later_begins(stop_at):
    seen = []
    with pytest.raises(Cancelled):
        cut(photo(), watcher=Watcher(lambda name, _: seen.append(name), cancelled=lambda: stop_at in seen))
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


SIZE = 180, 240
EDGES = ["auto", "clean", "soft", "hair"]
ADJUSTED = {"shift": -1.5, "feather": 2, "contrast": 0.6}


def looked(image, segment=None):
    line = Pipeline({"main": MAIN, "draft": DRAFT}, segment or Discs())
    sight = asyncio.run(line.find(image))
    return sight, lambda edges=None: asyncio.run(line.matte(sight, edges))


@pytest.fixture(scope="module")
def seen():
    return looked(photo(*SIZE))


def test_finished_again_it_is_what_cutting_anew_gives():
    segment = Discs()
    _, finish = looked(photo(*SIZE), segment)
    wishes = [Edges(), Edges("soft", shift=2, feather=1), Edges("hair", decontaminate=0), Edges()]
    for options in wishes:
        again, anew = finish(options), cut(photo(*SIZE), edges=options)
        np.testing.assert_array_equal(again.rgba, anew.rgba)
        assert (again.found, again.warnings) == (anew.found, anew.warnings)
    np.testing.assert_array_equal(finish().rgba, finish(Edges()).rgba)
    assert segment.asked == ["draft", "main"]


def test_what_was_seen_is_not_changed_by_finishing(seen):
    sight, finish = seen
    held = sight.image, sight.low, sight.subject.mask
    before, timings = [x.copy() for x in held], dict(sight.timings)
    for edge in EDGES:
        result = finish(Edges(edge, shift=4, feather=2, contrast=0.5))
        result.rgba[:] = 7
    for now, then in zip((sight.image, sight.low, sight.subject.mask), before, strict=True):
        np.testing.assert_array_equal(now, then)
    assert sight.timings == timings and sight.opaque


@pytest.mark.parametrize("edge", EDGES)
def test_the_opaque_interior_is_the_pictures_own_whatever_the_edge(seen, edge):
    _, finish = seen
    image = photo(*SIZE)
    for more in ({}, {"shift": -2}, {"contrast": 1}):
        rgba = finish(Edges(edge, **more)).rgba
        deep = disc(*SIZE, 0.25) == 1
        assert (rgba[deep, 3] == 255).all()
        np.testing.assert_array_equal(rgba[deep], image[deep])
        assert not rgba[rgba[..., 3] == 0].any()
        if "contrast" not in more:
            opaque = rgba[..., 3] == 255
            np.testing.assert_array_equal(rgba[opaque], image[opaque])


@pytest.mark.parametrize("edge", EDGES)
def test_a_shift_moves_the_edge_by_its_pixels(seen, edge):
    _, finish = seen
    area = {shift: finish(Edges(edge, shift=shift)).alpha.sum(dtype=float) / 255 for shift in (-3, 0, 3)}
    assert area[-3] < area[0] < area[3]
    perimeter = 2 * np.pi * np.sqrt(((0.3 * SIZE[0]) ** 2 + (0.3 * SIZE[1]) ** 2) / 2)
    for shift in (-3, 3):
        assert (area[shift] - area[0]) / perimeter == pytest.approx(shift, rel=0.12)


def test_pixels_that_a_shift_uncovers_get_the_subjects_colour(seen):
    _, finish = seen
    plain, moved, raw = (finish(o).rgba for o in (Edges(), Edges(shift=15), Edges(shift=15, decontaminate=0)))
    new = (plain[..., 3] == 0) & (moved[..., 3] == 255)
    assert new.sum() > 500
    assert moved[new, 0].mean() > 180 and moved[new, 2].mean() < 110  # orange, not the blue that was there
    np.testing.assert_array_equal(raw[new], photo(*SIZE)[new])


def test_a_shift_leaves_the_colours_that_were_there(seen):
    _, finish = seen
    plain, moved = finish().rgba, finish(Edges(shift=4)).rgba
    there = plain[..., 3] > 0
    np.testing.assert_array_equal(moved[there, :3], plain[there, :3])


def test_half_decontaminated_is_half_way_and_not_at_all_costs_nothing(seen):
    _, finish = seen
    full, half, none = (finish(Edges(decontaminate=share)) for share in (1, 0.5, 0))
    middle = (full.rgba[..., :3].astype(float) + none.rgba[..., :3]) / 2
    np.testing.assert_allclose(half.rgba[..., :3], middle, atol=1)
    assert (full.rgba != none.rgba).any()
    assert "foreground" in half.timings and "foreground" not in none.timings


def test_the_edge_is_of_the_kind_that_was_asked_for(seen):
    _, finish = seen
    alphas = [finish(Edges(edge)).alpha for edge in ("clean", "soft", "hair")]
    for i, a in enumerate(alphas):
        for b in alphas[:i]:
            assert (a != b).sum() > 100


def test_a_clean_edge_is_one_pixel_wide_at_full_resolution():
    h, w = 800, 1000  # twice what the low resolution holds
    alpha = cut(photo(h, w), edges=Edges("clean", decontaminate=0)).alpha
    perimeter = 2 * np.pi * 0.3 * np.sqrt((h * h + w * w) / 2)
    assert 0.7 < ((alpha > 0) & (alpha < 255)).sum() / perimeter < 1


def test_a_feather_softens_and_contrast_hardens(seen):
    _, finish = seen
    width = [
        int(((a > 0) & (a < 255)).sum())
        for a in (finish(o).alpha for o in (Edges("soft", contrast=1), Edges("soft"), Edges("soft", feather=5)))
    ]
    assert width[0] < width[1] / 1.5 and width[2] > 1.5 * width[1]


@pytest.mark.parametrize("edge", EDGES)
def test_an_alpha_that_was_there_multiplies(edge):
    image = photo(*SIZE)
    plain = cut(image, edges=Edges(edge, decontaminate=0))
    veiled = image.copy()
    veiled[..., 3] = 128
    veiled[:, :120, 3] = 255
    result = cut(veiled, edges=Edges(edge, decontaminate=0))
    assert result.warnings == ("already-transparent",)
    deep = disc(*SIZE, 0.25) == 1
    right = np.arange(SIZE[1]) >= 120
    assert (result.alpha[deep & right] == 128).all() and (result.alpha[deep & ~right] == 255).all()
    np.testing.assert_array_equal(result.rgba[deep, :3], veiled[deep, :3])
    assert (result.alpha[:, 120:] <= 128).all()
    left = np.s_[:, :90]
    np.testing.assert_allclose(result.alpha[left].astype(int), plain.alpha[left], atol=1)


@pytest.mark.parametrize("more", [{}, ADJUSTED, {"shift": 20, "feather": 20, "contrast": 1, "decontaminate": 0.5}])
@pytest.mark.parametrize("edge", EDGES)
def test_dull_and_tiny_pictures_do_not_fail(edge, more):
    rng = np.random.default_rng(8)
    grey = np.dstack([np.repeat(rng.integers(0, 256, (60, 80, 1)), 3, 2), np.full((60, 80), 255)]).astype(np.uint8)
    dull = [
        grey,
        *(np.full((60, 80, 4), colour, np.uint8) for colour in ((0, 0, 0, 255), (255,) * 4, (9, 200, 30, 255))),
    ]
    for image in [*dull, np.full((2, 2, 4), 255, np.uint8), np.full((20, 3, 4), 255, np.uint8)]:
        result = cut(image, edges=Edges(edge, **more))
        assert result.found and result.rgba.shape == image.shape
    for image in dull:
        assert result.alpha.dtype == np.uint8
        np.testing.assert_array_equal(cut(image, edges=Edges(edge)).rgba[30, 40], image[30, 40])


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("size", [(3, 2), (3000, 2), (2, 3000)])
def test_pictures_two_pixels_wide_do_not_fail(size, edge):
    image = np.full((*size, 4), 255, np.uint8)
    for more in ({}, ADJUSTED):
        assert cut(image, edges=Edges(edge, **more)).rgba.shape == image.shape


@pytest.mark.parametrize("edge", ["auto", "soft", "hair"])
@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1)])
def test_pictures_one_pixel_wide_do_not_fail(size, edge):
    image = np.full((*size, 4), 255, np.uint8)
    for more in ({}, ADJUSTED):
        assert cut(image, edges=Edges(edge, **more)).rgba.shape == image.shape


def test_a_picture_of_nothing_but_subject_stays_whole():
    class Everything(Discs):
        async def __call__(self, role, tensor):
            return np.ones(tensor.shape[2:], np.float32)

    image = photo(60, 80)
    for edge in EDGES:
        np.testing.assert_array_equal(cut(image, Everything(), edges=Edges(edge)).rgba, image)


def test_large_pictures_use_no_more_than_a_few_copies():
    import tracemalloc

    image = photo(1500, 2000)
    tracemalloc.start()
    cut(image)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * image.nbytes


class Brightness(Discs):
    """A segmenter that sees what is bright, and with a squint more of it on the left."""

    def __init__(self, squint=0.0):
        super().__init__()
        self.squint = squint

    async def __call__(self, role, tensor):
        self.asked.append(role)
        bright = tensor[0, 0] > 0
        return np.clip(bright - self.squint * np.linspace(1, 0, bright.shape[1]), 0, 1).astype(np.float32)


@pytest.mark.parametrize(("mode", "asked"), [("fast", 0), ("standard", 1), ("best", 2)])
def test_a_mode_says_how_often_the_main_network_is_asked(mode, asked):
    segment = Discs()
    seen = []
    result = cut(photo(), segment, mode=mode, watcher=Watcher(lambda name, _: seen.append(name)))
    assert segment.asked == ["draft"] + ["main"] * asked
    assert result.found and ("segment" in seen) == ("segment" in result.timings) == (asked > 0)
    assert np.abs(result.alpha / 255 - disc(300, 400)).mean() < 0.01


def test_best_is_a_vote_of_views():
    """A network that has no left and right says the same each time; of one that squints, the mirror takes most away."""

    def mask(mode, squint):
        line = Pipeline({"main": MAIN, "draft": DRAFT}, Brightness(squint))
        return asyncio.run(line.find(np.roll(photo(), 60, 1), mode=mode)).subject.mask

    best, standard = mask("best", 0), mask("standard", 0)
    centre = slice(40, 90), slice(60, 100)
    np.testing.assert_allclose(best[centre], standard[centre], atol=1e-6)
    assert np.ptp(mask("standard", 0.04)[centre], axis=1).max() > 0.005
    assert np.ptp(mask("best", 0.04)[centre], axis=1).max() < 0.003


def test_fast_has_no_subject_where_the_draft_has_none():
    class Nothing(Discs):
        async def __call__(self, role, tensor):
            return np.where(disc(*tensor.shape[2:], 0.03) > 0, 1, 0).astype(np.float32)

    image = photo()
    result = cut(image, Nothing(), mode="fast")
    assert not result.found and result.warnings == ("no-subject",)
    np.testing.assert_array_equal(result.rgba, image)


class Doubtful(Discs):
    """Sees the disc, and below it a block about which each network has its own doubt."""

    def __init__(self, **doubts):
        super().__init__()
        self.doubts = doubts

    async def __call__(self, role, tensor):
        mask = disc(*tensor.shape[2:])
        h, w = mask.shape
        block = mask[h * 3 // 4 : h * 15 // 16, w // 3 : w * 2 // 3]
        np.maximum(block, self.doubts[role], out=block)
        return mask


@pytest.mark.parametrize(
    ("mode", "doubts", "decided"),
    [
        ("standard", {"main": 0.5, "draft": 0.8}, 255),
        ("standard", {"main": 0.4, "draft": 0.2}, 0),
        ("best", {"main": 0.4, "draft": 0.6}, 255),
        ("fast", {"draft": 0.6}, 255),
        ("fast", {"draft": 0.3}, 0),
    ],
)
def test_nothing_solid_is_seen_through_in_any_mode(mode, doubts, decided):
    image = photo()
    image[225:281, 133:266, :3] = (60, 200, 60)
    assert (cut(image, Doubtful(**doubts), mode=mode).alpha[250:272, 150:250] == decided).all()


def test_a_person_has_the_last_word_on_what_was_decided():
    image = photo()
    image[225:281, 133:266, :3] = (60, 200, 60)
    line = Pipeline({"main": MAIN, "draft": DRAFT}, Doubtful(main=0.5, draft=0.8))
    sight = asyncio.run(line.find(image))
    stroke = Stroke("erase", ((150, 257, 24), (250, 257, 24)))
    alpha = asyncio.run(line.matte(sight, fixes=[stroke])).alpha
    assert not alpha[258:266, 150:250].any()
