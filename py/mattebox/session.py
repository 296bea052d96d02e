"""Cutting pictures from Python: networks that stay loaded, and one call for each picture."""

import asyncio
import os
import threading
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Self, TypedDict, TypeVar, Unpack

from PIL import Image

from .arrays import Bytes
from .cutout import Cutout, notice
from .errors import InvalidOption, UnusableNetwork
from .files import encode, limits
from .finish import backdrop, render
from .finish.plate import Plate
from .options.edges import Edges
from .options.finish import Finish
from .options.fixes import Fix
from .options.mode import Mode
from .options.output import Output
from .own.running import OwnNetworks, open_networks
from .pipeline import Pipeline
from .progress import NOBODY, Run, Watcher
from .recipe import Recipe, edges_of, finish_of, fixes_of, output_of
from .sources import Source, content, open_source
from .subject.sight import Sight

T = TypeVar("T")


class Wishes(TypedDict, total=False):
    """What may be wanted of a picture; `Session.cut` explains it."""

    mode: Mode
    edges: Edges | Mapping[str, Any] | None
    fixes: Sequence[Fix | Mapping[str, Any]] | None
    finish: Finish | Mapping[str, Any] | str | None
    background: Source | None
    output: Output | Mapping[str, Any] | str | None


class Session:
    """Networks that stay loaded from one picture to the next. Safe to be used from several threads at once.

    Each network is loaded when a picture first needs it. Use it as a context manager, or `close` it::

        with mattebox.Session(threads=2) as session:
            for path in folder.glob("*.jpg"):
                session.cut(path).save(path.with_suffix(".png"))
    """

    def __init__(
        self,
        *,
        model: str | os.PathLike[str] = "standard",
        threads: int | None = None,
        provider: str | None = None,
    ) -> None:
        """Nothing is loaded yet.

        Args:
            model: ``standard``: the networks that the package brings. Else one of your own in the large one's place:
                the name that it was added by (``mattebox models add``), its ONNX file, or the descriptor beside that;
                or a folder of others, with their models.json.
            threads: of the networks' kernels; as many as there are cores if None. Where several pictures are cut at
                once, threads of all of them together should be about as many as cores.
            provider: onnxruntime's name of what runs the networks, e.g. ``CUDAExecutionProvider``; the CPU if None.

        Raises:
            NoNetworks: there are none.
            UnusableNetwork: the file is no network that could be used.
            InvalidOption: its descriptor is wrong, threads below 1, or a provider that this onnxruntime does not have.
        """
        self._networks = open_networks(model, threads, provider)
        self._ground: tuple[bytes, Image.Image] | None = None

    def cut(
        self,
        source: Source,
        *,
        mode: Mode = "standard",
        edges: Edges | Mapping[str, Any] | None = None,
        fixes: Sequence[Fix | Mapping[str, Any]] | None = None,
        finish: Finish | Mapping[str, Any] | str | None = None,
        background: Source | None = None,
        output: Output | Mapping[str, Any] | str | None = None,
        watcher: Watcher = NOBODY,
    ) -> Cutout:
        """Cut the subject out of a picture, as the page does.

        Args:
            source: the picture: bytes, a path, a file object, a Pillow image, or an array: uint8 (H, W), (H, W, 3) or
                (H, W, 4). Above 50 megapixels it is scaled down, with a notice. Not changed.
            mode: ``fast`` asks the small network alone, ``standard`` both, ``best`` the large one for two views.
            edges: how the matte is made, see `Edges`; what is left out is the default.
            fixes: corrections by hand in their order: `Stroke`, `Pick`, `Closer`, `Tidy`, in pixels of the upright
                picture, or mappings with their ``type``.
            finish: what is put around the subject, see `Finish`, or the name of a preset, one of `PRESETS`.
            background: for a finish whose background is a ``picture``: that picture, given as `source` is. The last one
                of a file is kept, and not decoded again for the next pictures.
            output: the kind of file that `Cutout.encoded` gives, see `Output`, or the name of a format.
            watcher: told how far it is; can cancel.

        Returns:
            The cut-out. Where no subject is found it is the whole picture, finished as was asked for, with ``found``
            False.

        Raises:
            InvalidOption: an option does not exist or is out of its range; before any work.
            InvalidSource: the source is no picture.
            UnreadableImage, RawPicture, TooLarge: the picture cannot be decoded.
            TooLong: the format asked for cannot hold the finished picture; before any work that a frame does not need.
            Cancelled: the watcher said so.
            NoNetworks: the session is closed.
            OSError: the source's file cannot be read.

        A network of your own that fails is replaced by ours, with a notice.
        """
        recipe = Recipe(mode, edges_of(edges), finish_of(finish), output_of(output))
        if recipe.finish.background.kind == "picture" and background is None:
            raise InvalidOption("finish.background.kind is 'picture'; give that picture, too, as `background`")
        return _complete(self._cut(source, recipe, fixes_of(fixes), background, watcher))

    async def acut(self, source: Source, *, watcher: Watcher = NOBODY, **wishes: Unpack[Wishes]) -> Cutout:
        """`cut` in a thread of its own, awaited. Where the task is cancelled, the work ends soon."""
        given_up = threading.Event()
        told = replace(watcher, cancelled=lambda: given_up.is_set() or watcher.cancelled())
        try:
            return await asyncio.to_thread(self.cut, source, watcher=told, **wishes)
        except asyncio.CancelledError:
            given_up.set()
            raise

    def close(self) -> None:
        """Let go of the networks; pictures under way are finished."""
        self._networks.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    async def _cut(
        self,
        source: Source,
        recipe: Recipe,
        fixes: tuple[Fix, ...],
        background: Source | None,
        watcher: Watcher,
    ) -> Cutout:
        run, finish, output = Run(watcher), recipe.finish, recipe.output
        with run.stage("decode"):
            opened = open_source(source)
            ground = None
            if background is not None and finish.background.kind == "picture":
                ground = self._ground_of(background)
        await run.checkpoint()
        if not finish.frame.moves:  # else only the subject tells
            height, width = opened.image.shape[:2]
            limits.check_sides((width, height), output.format)
        notices = [notice(code, values) for code, values in opened.notices.items()]
        networks = self._networks
        pipeline = Pipeline(networks.specs, networks.segment)
        try:
            sight = await _found(pipeline, opened.image, fixes, recipe.mode, watcher)
        except UnusableNetwork:
            if not isinstance(networks, OwnNetworks):
                raise
            pipeline = Pipeline(networks.ours.specs, networks.ours.segment)
            sight = await _found(pipeline, opened.image, fixes, recipe.mode, watcher)
            notices.append(notice("network-failed"))
        cut = await pipeline.matte(sight, recipe.edges, fixes, watcher=watcher)
        rgba, matte = cut.rgba, cut.alpha
        if not finish.plain:
            matte = matte.copy()  # the rest of the cut-out is given up
            plate = Plate(cut.rgba, opened.image)
            limits.check_sides(plate.placement(finish.frame).size, output.format)
            with run.stage("finish"):
                rgba = await run.breathe("finish", render.render(plate, finish, ground))
        notices += [notice(code) for code in (*cut.warnings, *encode.left_out(output, opened.tags))]
        timings = {**run.timings, **cut.timings}
        return Cutout(
            rgba,
            matte,
            cut.found,
            cut.tips,
            tuple(notices),
            timings,
            output,
            opened.path,
            opened.tags,
            finish.frame.dpi,
        )

    def _ground_of(self, source: Source) -> Image.Image:
        """A picture for the background, ready to be laid."""
        data, kept = content(source), self._ground
        if data is None:
            return backdrop.ground(open_source(source).image)
        if kept is None or kept[0] != data:
            self._ground = kept = data, backdrop.ground(open_source(data).image)
        return kept[1]


async def _found(pipeline: Pipeline, image: Bytes, fixes: tuple[Fix, ...], mode: Mode, watcher: Watcher) -> Sight:
    sight = await pipeline.find(image, mode=mode, watcher=watcher)
    return await pipeline.find_closer(sight, fixes, mode=mode, watcher=watcher)


def _complete(work: Coroutine[Any, Any, T]) -> T:
    """Do all of it, also where a loop runs in this thread already, as in notebooks."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


_usual: Session | None = None
_first = threading.Lock()


def usual() -> Session:
    """The session that `cut` uses; made when it is first needed."""
    global _usual
    with _first:
        if _usual is None:
            _usual = Session()
        return _usual


def cut(source: Source, *, watcher: Watcher = NOBODY, **wishes: Unpack[Wishes]) -> Cutout:
    """Cut the subject out of a picture, with a session that all such calls share. See `Session.cut`."""
    return usual().cut(source, watcher=watcher, **wishes)


async def acut(source: Source, *, watcher: Watcher = NOBODY, **wishes: Unpack[Wishes]) -> Cutout:
    """`cut`, awaited. See `Session.acut`."""
    return await usual().acut(source, watcher=watcher, **wishes)
