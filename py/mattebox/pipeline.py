"""The way of a picture: the stages in order, timed and cancellable. Knows no files, no pages and no networks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from .arrays import Bytes, Float
from .imaging import resample
from .imaging.grid import Grid
from .imaging.rgba import flat, is_opaque, soft_cut
from .low_cache import LowCache
from .matte.low import low_picture
from .matte.render import Rendering
from .options.edges import Edges
from .options.fixes import Closer, Fix
from .options.mode import Mode
from .progress import NOBODY, Run, Watcher
from .subject import advice, own_alpha, solid
from .subject.fusion import Subject, alone, fuse, vote
from .subject.models import ModelSpec
from .subject.sight import Sight
from .subject.tensor import to_mask, to_tensor

# (role, tensor float32 (1, 3, H, W)) → the network's answer, as `to_mask` takes it.
Segmenter = Callable[[str, Float], Awaitable[Float]]

# Pixels of the draft that is shown while the main network runs: its own edges are soft, more would show nothing.
DRAFT_PIXELS = 600_000

# The views of a picture that the main network gets: mirrored or not.
VIEWS: dict[Mode, tuple[bool, ...]] = {"fast": (), "standard": (False,), "best": (False, True)}


@dataclass(frozen=True, slots=True)
class Cutout:
    """A finished cut-out.

    Attributes:
        rgba: uint8 (H, W, 4), straight alpha, at the picture's size. Opaque pixels are the picture's, bit for bit.
        found: Whether there is a subject; if not, ``rgba`` is the picture unchanged.
        timings: Seconds by stage. ``draft`` and ``segment`` are the networks', the others are this code's.
        warnings: ``"no-subject"``, ``"already-transparent"``, ``"already-cut"`` (so much so that no network was asked).
        tips: what in the picture stands in the way of a better cut-out.
    """

    rgba: Bytes
    found: bool
    timings: dict[str, float]
    warnings: tuple[str, ...]
    tips: tuple[advice.Tip, ...] = ()

    @property
    def alpha(self) -> Bytes:
        """uint8 (H, W), a view."""
        return self.rgba[..., 3]


class Pipeline:
    """Cuts pictures, given something that runs the networks."""

    def __init__(self, models: Mapping[str, ModelSpec], segment: Segmenter) -> None:
        """Args: models by role (``main``, ``draft``); ``segment`` runs the network of a role."""
        self._models = models
        self._segment = segment

    async def cut(
        self, image: Bytes, edges: Edges | None = None, *, mode: Mode = "standard", watcher: Watcher = NOBODY
    ) -> Cutout:
        """Cut the subject out of a picture: `find`, then `matte`. The arguments are theirs."""
        return await self.matte(await self.find(image, mode=mode, watcher=watcher), edges, watcher=watcher)

    async def find(self, image: Bytes, *, mode: Mode = "standard", watcher: Watcher = NOBODY) -> Sight:
        """Find the subject of a picture; all that runs a network.

        Args:
            image: uint8 (H, W, 4), upright, straight RGBA, sRGB, C-contiguous. Not changed.
            mode: ``fast``: the draft network only. ``standard``: both. ``best``: the main one sees the picture's mirror
                image, too, and they vote.

        Raises:
            Cancelled: the watcher said so.
            UnusableNetwork: a network's answer is no mask.
        """
        run = Run(watcher)
        with run.stage("tensor"):
            opaque = is_opaque(image)
            colours = flat(image, opaque)
            if not opaque and own_alpha.is_cut(image[..., 3]):
                return _cut_already(image, colours, run)
        asked = await self._ask("draft", colours, run)
        views = [await self._ask("main", colours, run, mirrored) for mirrored in VIEWS[mode]]
        draft = await self._answer("draft", asked, run)
        if watcher.on_draft is not None:
            with run.stage("draft_matte"):
                preview = resample.resize_rgb(colours, resample.fit(*colours.size, DRAFT_PIXELS))
                soft = soft_cut(preview, draft)
            watcher.on_draft(soft)
        with run.timed("advice"):
            tips = advice.of_file(image)
            subject = alone(draft)
            scene = advice.of_scene(image, subject.mask) if subject.found else ()
        if watcher.on_tips is not None:
            watcher.on_tips((*scene, *tips))
        with run.timed("band"):  # while the networks are at work
            low = low_picture(colours)
        masks = [await self._answer("main", view, run) for view in views]
        with run.stage("fuse"):
            opinions = [draft]
            if masks:
                subject = fuse(masks, draft)
                opinions.append(vote([solid.coarse(mask) for mask in masks]))
            if subject.found:
                subject = replace(subject, mask=solid.decide(subject.mask, opinions, low))
        with run.timed("advice"):
            scene = advice.of_scene(image, subject.mask) if subject.found else ()
        return Sight(image, low, subject, run.timings, opaque, (*scene, *tips))

    async def find_closer(
        self, sight: Sight, fixes: Sequence[Fix], *, mode: Mode = "standard", watcher: Watcher = NOBODY
    ) -> Sight:
        """Look again at the boxes among some corrections that were not looked at yet; the arguments are `find`'s."""
        quiet = replace(watcher, on_draft=None, on_tips=None)
        for fix in fixes:
            if not isinstance(fix, Closer) or fix.box in sight.closer:
                continue
            height, width = sight.image.shape[:2]
            left, top, right, bottom = fix.box
            rows = slice(max(0, round(top)), min(height, round(bottom)))
            columns = slice(max(0, round(left)), min(width, round(right)))
            part = np.ascontiguousarray(sight.image[rows, columns])
            if part.size:
                found = await self.find(part, mode=mode, watcher=quiet)
                sight = replace(sight, closer={**sight.closer, fix.box: found.subject.mask})
        return sight

    async def matte(
        self,
        sight: Sight,
        edges: Edges | None = None,
        fixes: Sequence[Fix] = (),
        *,
        watcher: Watcher = NOBODY,
        cache: LowCache | None = None,
    ) -> Cutout:
        """Matte what was found; repeat it with other edges at no cost of a network.

        Args:
            sight: from `find`. Not changed.
            edges: what the person chose; the defaults if None.
            fixes: what the person corrected; boxes count if `find_closer` has seen them.
            cache: what earlier edits of this picture have left; a new one if None.

        Raises:
            Cancelled: the watcher said so.
        """
        run = Run(watcher, dict(sight.timings))
        notices = (*(() if sight.opaque else ("already-transparent",)), *(("already-cut",) if sight.cut else ()))
        if not sight.subject.found and not fixes:
            return Cutout(sight.image.copy(), False, run.timings, (*notices, "no-subject"), sight.tips)
        rgba = await _matte(sight, edges or Edges(), fixes, run, cache or LowCache(sight))
        return Cutout(rgba, True, run.timings, notices, sight.tips)

    async def _ask(self, role: str, colours: Image.Image, run: Run, mirrored: bool = False) -> asyncio.Future[Float]:
        """Hand a view of the picture to a network; what it sees will be as the picture is."""
        with run.stage("tensor"):
            tensor = to_tensor(colours, self._models[role], mirrored)

        async def segment() -> Float:
            return to_mask(await self._segment(role, tensor), self._models[role], colours.size, mirrored)

        answer = asyncio.ensure_future(segment())
        # Where the picture is given up, nobody else asks what became of it.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        with run.timed(_stage(role)):  # a network in this very thread runs here
            await run.checkpoint()
        return answer

    async def _answer(self, role: str, asked: asyncio.Future[Float], run: Run) -> Float:
        with run.stage(_stage(role)):
            mask = await asked
        await run.checkpoint()
        return mask


def _cut_already(image: Bytes, colours: Image.Image, run: Run) -> Sight:
    """What there is to see in a picture that is cut out: what is visible, all of it. No network is asked."""
    low = low_picture(colours)
    mask = own_alpha.surrounded(image[..., 3], (low.shape[2], low.shape[1]))
    tips = advice.of_file(image)
    if run.watcher.on_tips is not None:
        run.watcher.on_tips(tips)
    return Sight(image, low, Subject(mask, True), run.timings, False, tips, cut=True)


def _stage(role: str) -> str:
    return "segment" if role == "main" else role


async def _matte(sight: Sight, edges: Edges, fixes: Sequence[Fix], run: Run, cache: LowCache) -> Bytes:
    with run.stage("band"):
        low = cache.matte(cache.state(fixes, sight.closer).mask, edges.edge)
    await run.checkpoint()
    colours = None
    if edges.decontaminate or sight.cut:
        with run.stage("foreground"):
            colours = cache.colours(low)
        await run.checkpoint()
    with run.stage("compose"):
        grid = Grid(sight.size, (0, 0, *sight.size))
        rendering = Rendering(sight.image, low, colours, edges, fixes, grid, sight.size, sight.opaque, sight.cut)
        rgba = await run.breathe("compose", rendering.steps())
    await run.checkpoint()
    return rgba
