"""Pictures that are cut out already: what is there stays, whatever its colours."""

import asyncio

import numpy as np
import pytest

from discs import DRAFT, MAIN, Discs, disc, photo
from mattebox.finish import render
from mattebox.finish.plate import Plate
from mattebox.imaging.grid import Grid
from mattebox.imaging.rgba import contrasting, flat
from mattebox.live import Live
from mattebox.low_cache import LowCache
from mattebox.options.edges import Edges
from mattebox.options.finish import Background, Finish, Frame
from mattebox.options.fixes import Pick, Stroke, Tidy
from mattebox.pipeline import Pipeline
from mattebox.progress import drain
from mattebox.subject.own_alpha import is_cut

H, W = 300, 400


class Nobody(Discs):
    """Networks that see nothing; asked all the same, they are remembered."""

    async def __call__(self, role, tensor):
        await super().__call__(role, tensor)
        return np.zeros(tensor.shape[2:], np.float32)


def looked(image, segment=None):
    segment = segment or Nobody()
    line = Pipeline({"main": MAIN, "draft": DRAFT}, segment)
    sight = asyncio.run(line.find(image))
    return sight, segment, lambda *given: asyncio.run(line.matte(sight, *given))


def levels(share):
    return np.rint(share * 255).astype(np.uint8)


def drawn(alpha, colour=(250, 250, 250)):
    image = np.zeros((*alpha.shape, 4), np.uint8)
    image[..., :3], image[..., 3] = colour, alpha
    image[alpha == 0] = 0
    return image


def snowman():
    """A white body under a dark head."""
    body, head = disc(H, W, 0.25, 0.005), np.roll(disc(H, W, 0.1, 0.005), -95, 0)
    image = drawn(levels(np.maximum(body, head)))
    image[(head > 0) & (body == 0), :3] = 40
    return image


def glass():
    """A clear body with a solid rim."""
    rim = disc(H, W, 0.35, 0.005) - disc(H, W, 0.32, 0.005)
    return drawn(levels(np.maximum(rim, 0.35 * disc(H, W, 0.33, 0.005))), (225, 235, 240))


def shadowed():
    """A light thing with a soft shadow in its alpha."""
    shadow = 0.6 * disc(H, W, 0.4, 0.3)
    image = drawn(levels(np.maximum(shadow, disc(H, W, 0.2, 0.005))), 0)
    image[disc(H, W, 0.2, 0.005) > 0.5, :3] = 245
    return image


def noisy():
    """Cut out by a program whose clear pixels are nearly clear, with colours under them."""
    rng = np.random.default_rng(3)
    image = rng.integers(200, 256, (H, W, 4), np.uint8)
    image[..., 3] = np.maximum(levels(disc(H, W)), rng.integers(0, 4, (H, W)))
    return image


def bust():
    """It reaches three sides of its frame."""
    alpha = np.full((H, W), 255, np.uint8)
    alpha[:60] = 0
    return drawn(alpha, (235, 230, 225))


def two():
    image = np.roll(drawn(levels(disc(H, W, 0.12, 0.005))), 90, 1)
    return np.maximum(image, np.roll(drawn(levels(disc(H, W, 0.12, 0.005)), (30, 30, 30)), -90, 1))


CUT = [snowman, glass, shadowed, noisy, bust, two, lambda: drawn(levels(disc(H, W)), (255, 255, 255))]


def framed(width):
    image = photo(H, W)
    for side in (image, image.swapaxes(0, 1)):
        side[:width] = side[len(side) - width :] = 0
    return image


def stray():
    image = photo(H, W)
    image[10, 10] = 0
    return image


def rounded():
    """Its corners are clear, a twelfth of the width around."""
    y, x = np.mgrid[:H, :W]
    corner = np.hypot(np.maximum(abs(x - W / 2) - W / 2 + 33, 0), np.maximum(abs(y - H / 2) - H / 2 + 33, 0))
    image = photo(H, W)
    image[corner > 33] = 0
    return image


def veiled():
    image = photo(H, W)
    image[..., 3] = 128
    return image


def speckled():
    """Every third pixel of a part is clear, as dithered palettes have it."""
    image = photo(H, W)
    image[::3, : W // 2 : 3] = 0
    return image


NOT_CUT = [lambda: framed(1), lambda: framed(2), stray, rounded, veiled, speckled, lambda: photo(H, W)]


@pytest.mark.parametrize("make", CUT)
def test_what_is_cut_out_stays_as_it_is_bit_for_bit(make):
    image = make()
    before = image.copy()
    sight, segment, matte = looked(image)
    assert sight.cut and not segment.asked
    out = matte()
    assert out.found and out.warnings == ("already-transparent", "already-cut")
    np.testing.assert_array_equal(out.alpha, image[..., 3])
    seen = image[..., 3] > 0
    np.testing.assert_array_equal(out.rgba[seen], image[seen])
    np.testing.assert_array_equal(image, before)
    grid = Grid((W, H), (0, 0, W, H))
    live = Live(sight, LowCache(sight)).render(sight, Edges(), (), grid)
    np.testing.assert_array_equal(live[seen], image[seen])


@pytest.mark.parametrize("edge", ["auto", "clean", "soft", "hair"])
def test_whatever_kind_of_edge_is_chosen_its_own_stays(edge):
    image = snowman()
    np.testing.assert_array_equal(looked(image)[2](Edges(edge, decontaminate=0)).alpha, image[..., 3])


@pytest.mark.parametrize("make", NOT_CUT)
def test_a_little_transparency_is_no_cut_out(make):
    image = make()
    sight, segment, matte = looked(image, Discs())
    assert not sight.cut and segment.asked == ["draft", "main"]
    out = matte()
    assert "already-cut" not in out.warnings
    assert (out.alpha[:20] == 0).all() and (out.alpha <= image[..., 3]).all()
    solid = (disc(H, W, 0.25) == 1) & (image[..., 3] == 255)
    assert (out.alpha[solid] == 255).all()


def test_nothing_at_all_has_no_subject():
    image = np.zeros((H, W, 4), np.uint8)
    assert not is_cut(image[..., 3])
    out = looked(image)[2]()
    assert not out.found and out.warnings == ("already-transparent", "no-subject")
    assert not out.alpha.any()


@pytest.mark.parametrize("side", [1, 2, 5])
def test_tiny_pictures_do_not_fail(side):
    rng = np.random.default_rng(side)
    for _ in range(20):
        image = rng.integers(0, 256, (side, side, 4), np.uint8)
        image[rng.random((side, side)) < 0.6] = 0
        out = looked(image)[2](Edges(shift=2, feather=1))
        assert out.rgba.shape == image.shape


@pytest.mark.parametrize("make", [snowman, two])
def test_an_edge_can_be_moved_and_has_colours_where_there_were_none(make):
    image = make()
    _, _, matte = looked(image)
    less, more = (matte(Edges(shift=by)) for by in (-3, 3))
    assert less.alpha.astype(int).sum() < image[..., 3].astype(int).sum() < more.alpha.astype(int).sum()
    new = (more.alpha > 200) & (image[..., 3] == 0)
    assert new.sum() > 500
    near = np.minimum(abs(more.rgba[new][:, 0].astype(int) - 250), abs(more.rgba[new][:, 0].astype(int) - 35))
    assert np.median(near) < 25  # the edge's colour, not black
    soft = matte(Edges(feather=4)).alpha
    assert ((soft > 0) & (soft < 255)).sum() > 2 * ((image[..., 3] > 0) & (image[..., 3] < 255)).sum()


@pytest.mark.parametrize("hard", [True, False])
def test_it_can_be_corrected_by_hand(hard):
    image = snowman()
    _, _, matte = looked(image)
    line = ((150.0, 150.0, 25.0), (250.0, 150.0, 25.0))
    erased = matte(Edges(), (Stroke("erase", line, hard=hard),))
    assert not erased.alpha[145:155, 160:240].any()
    far = np.s_[230:, :]
    np.testing.assert_array_equal(erased.alpha[far], image[..., 3][far])
    again = matte(Edges(), (Stroke("erase", line, hard=hard), Stroke("restore", line, hard=True)))
    np.testing.assert_array_equal(again.rgba[140:160, 160:240], image[140:160, 160:240])
    outside = matte(Edges(), (Stroke("restore", ((20.0, 20.0, 15.0),), hard=True),))
    np.testing.assert_array_equal(outside.alpha, image[..., 3])  # where nothing is, nothing can be brought back


def test_one_of_several_can_be_dropped():
    image = two()
    left = np.s_[:, : W // 2]
    _, _, matte = looked(image)
    out = matte(Edges(), (Pick((110, 150), False),)).alpha
    assert not out[left].any()
    np.testing.assert_array_equal(out[:, W // 2 :], image[:, W // 2 :, 3])
    np.testing.assert_array_equal(matte(Edges(), (Tidy("specks"),)).alpha, image[..., 3])


def test_it_is_framed_and_put_on_a_ground():
    """An all-white mug with the marketplace's finish."""
    mug = drawn(levels(disc(H, W, 0.2, 0.005)), (255, 255, 255))
    out = looked(mug)[2]()
    wanted = Finish(Background("colour", "#336699"), frame=Frame(crop="subject", fill=0.5, size=(200, 200)))
    done = drain(render.render(Plate(out.rgba, mug), wanted, None))
    columns = np.flatnonzero((done[..., 0] > 150).any(0))
    assert abs(columns[-1] - columns[0] + 1 - 100) <= 2
    assert (done[:10] == (0x33, 0x66, 0x99, 255)).all()


@pytest.mark.parametrize("make", [snowman, lambda: photo(H, W)])
def test_without_any_background_there_is_none_to_blur(make):
    image = make()
    done = drain(render.render(Plate(image, image), Finish(Background("blur")), None))
    np.testing.assert_array_equal(done[..., 3], image[..., 3])


@pytest.mark.parametrize("level", [10, 128, 200, 255])
def test_before_the_networks_nothing_light_is_lost(level):
    """White things with little transparency stand out from what is put behind them."""
    image = np.full((H, W, 4), (level, level, level, 255), np.uint8)
    image[:6] = 0
    shown = np.asarray(flat(image, False)).astype(int)
    assert abs(shown[2, 5, 0] - shown[50, 5, 0]) > 60
    assert contrasting(photo(H, W)) == 255


def test_of_what_is_seen_in_part_colours_are_not_washed_out():
    image = snowman()
    sight, _, _ = looked(image)
    part = Live(sight, LowCache(sight)).render(sight, Edges(), (), Grid((130, 90), (70, 60, 330, 240)))
    body = (part[..., 3] > 60) & (np.arange(90) > 45)[:, None]
    assert ((part[..., 3] < 235) & body).sum() > 50
    assert abs(part[body][:, :3].astype(int) - 250).max() <= 6
