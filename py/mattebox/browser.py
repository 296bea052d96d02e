"""The Pyodide glue: the one module that knows it runs in a browser.

Pixels come in as a numpy array that JavaScript fills in place (`Desk.blank`) and leave as views of Python's memory;
tensors and masks cross to the inference worker and back with one copy each way. Pictures may be under way at the same
time: each call says which one it is about.

What few pictures need (Pillow's decoders, finishing) is imported when one does: the first picture waits for the rest.
"""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from .arrays import Bytes, Float
from .asking import Asking, Hooks
from .files import encode, limits, metadata
from .held import Held, HeldPictures
from .imaging.grid import Grid
from .imaging.rgba import flat
from .matte import low
from .options import finish
from .options.edges import Edges
from .options.finish import Finish
from .options.fixes import Fix, read
from .options.mode import Mode
from .options.output import Output
from .pipeline import Cutout, Pipeline
from .progress import Run, Watcher
from .subject.fusion import Subject
from .subject.sight import Sight

if TYPE_CHECKING:
    from .finish.plate import Plate
    from .own.arriving import Reception

JsObject = Any
"""A JavaScript value as Pyodide proxies it."""

# Side of the picture that `Desk.warm` makes up: every stage runs, and the longest takes a few hundredths of a second.
WARM_SIDE = 256
# Up to so many pixels a cut-out is kept beside its picture, so that it can be finished anew without matting.
KEPT_PIXELS = 25_000_000


class Desk:
    """What the Python worker has before it: the pictures that were analysed, their corrections, a background.

    models: the text of models.json.

    Attributes:
        pictures: those that were analysed; who uses one holds it.
    """

    def __init__(self, models: str) -> None:
        self._asking = Asking(models)
        self.pictures = HeldPictures()
        self._fixes: dict[int, Fix] = {}
        self._ground: tuple[int, Image.Image] | None = None

    def blank(self, height: int, width: int) -> Bytes:
        """An array for JavaScript to fill with straight RGBA."""
        return np.empty((height, width, 4), np.uint8)

    def open(self, data: JsObject, most: int) -> tuple[Bytes, dict[str, dict[str, int]]]:
        """Decode a Uint8Array by Pillow, to so many pixels at most: the pixels and the notices with their values."""
        from .files.decode import open_image

        return open_image(data.to_bytes(), most)

    def to_srgb(self, image: Bytes, data: JsObject) -> None:
        """From the colours of an ICC profile, in place; data: a Uint8Array."""
        from .files.to_srgb import convert

        convert(image, data.to_bytes())

    def to_srgb_by_numbers(self, image: Bytes, primaries: int, transfer: int) -> bool:
        """From the colours that numbers tell (see files/nclx.py), in place; whether highlights had to be toned down."""
        from .files.nclx import convert

        return convert(image, primaries, transfer)

    def edges(self, text: str) -> Edges:
        """The edges of JSON. Raises InvalidOption or TypeError for what is none."""
        return Edges(**json.loads(text))

    def finishing(self, text: str) -> Finish:
        """A finish from JSON. Raises InvalidOption or TypeError for what is none."""
        return finish.read(json.loads(text))

    def output(self, text: str) -> Output:
        """The kind of file from JSON. Raises InvalidOption or TypeError for what is none."""
        return Output(**json.loads(text))

    def check_sides(self, output: Output, width: int, height: int) -> None:
        """Raises TooLong where such a file cannot hold such a picture."""
        limits.check_sides((width, height), output.format)

    def fixes(self, numbers: str, added: str) -> tuple[Fix, ...]:
        """Corrections by their numbers, from JSON.

        Args:
            numbers: of all that are wanted, in their order.
            added: pairs of a number and a correction that may be new. One that is known already stays as it is.

        Raises:
            InvalidOption: for what is none. KeyError: nobody has told of that number.
        """
        for number, entry in json.loads(added):
            if number not in self._fixes:
                self._fixes[number] = read(entry)
        return tuple(self._fixes[number] for number in json.loads(numbers))

    def about(self, key: str) -> JsObject:
        """What `find` was told of a picture; None if it is not held."""
        held = self.pictures.get(key)
        return held.about if held else None

    def image(self, key: str) -> Bytes:
        """The picture that was analysed, to be analysed again. Not to be changed."""
        return self.pictures[key].sight.image

    async def find(
        self,
        key: str,
        id: int,
        image: Bytes,
        mode: Mode,
        hooks: Hooks,
        about: JsObject = None,
        file: Awaitable[JsObject] | None = None,
        own: tuple[str, str] | None = None,
    ) -> str:
        """Find what is in a picture, and keep that for `matte`; file: a Uint8Array, for what it says besides pixels.

        All at once: a picture that is at work twice is the same for both, whichever comes first. own: name and
        descriptor of a network that is the main one; returns why it cannot be used and ours was (`UnusableNetwork`).
        """
        watcher = _watcher(hooks)
        try:
            sight, main, reason = await self._asking.look(
                *(self._asking.main(own), hooks, partial(Pipeline.find, image=image, mode=mode, watcher=watcher))
            )
            tags = metadata.read((await file).to_bytes()) if file else metadata.Tags()
        except BaseException as error:
            # JavaScript keeps the error until it collects garbage; the picture's arrays must not wait for that.
            del image
            traceback.clear_frames(error.__traceback__)
            raise
        self.pictures.add(key, Held(id, mode, sight, tags, about, main))
        return reason

    async def matte(self, key: str, edges: Edges, fixes: tuple[Fix, ...], hooks: Hooks) -> Cutout:
        """Cut out what was found; `find`'s timings are told the first time only."""
        held, wishes = self.pictures[key], (edges, fixes)
        if held.cutout and held.cutout[0] == wishes:
            return replace(held.cutout[1], timings={})
        held.cutout = held.plate = None  # their memory is used anew
        watcher, sight = _watcher(hooks), held.sight
        look = partial(Pipeline.find_closer, sight=sight, fixes=fixes, mode=held.mode, watcher=watcher)
        try:
            sight, *_ = await self._asking.look(held.main or self._asking.main(None), hooks, look)
            held.sight = replace(sight, timings={})
            cutout = await self._asking.pipeline(hooks).matte(sight, edges, fixes, watcher=watcher, cache=held.cache)
        except BaseException as error:
            del held, sight, look  # as above
            traceback.clear_frames(error.__traceback__)
            raise
        if cutout.alpha.size <= KEPT_PIXELS:
            held.cutout = wishes, cutout
        return cutout

    def peek(
        self, key: str, edges: Edges, fixes: tuple[Fix, ...], box: Sequence[float], size: Sequence[int]
    ) -> Bytes | None:
        """A part of the cut-out as it will be, quickly: a box of the full picture at a size of (width, height).

        None if the picture is not held.
        """
        held = self.pictures.get(key)
        grid = Grid((size[0], size[1]), (box[0], box[1], box[2], box[3]))
        return held.live.render(held.sight, edges, fixes, grid) if held else None

    def parts(self, key: str, fixes: tuple[Fix, ...]) -> Bytes | None:
        """Which subject each cell of a square grid over the picture shows: see `Live.parts`. None as in `peek`."""
        held = self.pictures.get(key)
        return held.live.parts(held.sight, fixes) if held else None

    def plate(self, key: str, cutout: Cutout) -> Plate:
        """A cut-out that `matte` has given, to be finished."""
        from .finish.plate import Plate

        held = self.pictures[key]
        if held.plate is not None and held.plate.cutout is cutout.rgba:
            return held.plate
        plate = Plate(cutout.rgba, held.sight.image)
        if held.cutout and held.cutout[1].rgba is cutout.rgba:
            held.plate = plate
        return plate

    def keep_ground(self, number: int, image: Bytes) -> None:
        """A picture for the background, in the place of the last one."""
        from .finish.backdrop import ground

        self._ground = number, ground(image)

    def has_ground(self, number: int) -> bool:
        """Whether this is the picture that is kept for the background."""
        return self._ground is not None and self._ground[0] == number

    def preview(self, plate: Plate, wanted: Finish, ground: int) -> tuple[Bytes, tuple[int, int]]:
        """The finished picture in little, and the width and height that it will have."""
        from .finish import render

        return render.preview(plate, wanted, self._behind(ground)), plate.placement(wanted.frame).size

    async def dress(self, plate: Plate, wanted: Finish, ground: int, hooks: Hooks) -> Bytes:
        """The finished picture; `ground` is the number of its background's. Raises Cancelled."""
        from .finish import render

        return await Run(_watcher(hooks)).breathe("finish", render.render(plate, wanted, self._behind(ground)))

    async def file(
        self, key: str, rgba: Bytes, output: Output, dpi: float | None, take: Callable[[bytes], None], hooks: Hooks
    ) -> tuple[str, ...]:
        """Write pixels as a file, handed over part by part; returns `encode.write`'s notices. Raises Cancelled."""
        steps = encode.write(rgba, output, self.pictures[key].tags, dpi, take)
        return await Run(_watcher(hooks)).breathe("encode", steps)

    async def warm(self, cancelled: Callable[[], bool]) -> float:
        """Finish a small made-up picture, so that the next one finds the way trodden. Returns the seconds it took."""
        start = time.perf_counter()
        pipeline = Pipeline({}, _no_network)
        await pipeline.matte(_made_up(WARM_SIDE), watcher=Watcher(cancelled=cancelled))
        return time.perf_counter() - start

    def reception(self) -> Reception:
        """For a network that is to be added."""
        from .own.arriving import Reception

        return Reception()

    def _behind(self, ground: int) -> Image.Image | None:
        return self._ground[1] if self._ground and self._ground[0] == ground else None


def _watcher(hooks: Hooks) -> Watcher:
    return Watcher(hooks.onStage, hooks.onDraft, hooks.onTips, hooks.cancelled)


async def _no_network(role: str, _: Float) -> Float:
    raise RuntimeError(f"nobody runs the {role} network here")


def _made_up(side: int) -> Sight:
    """A soft disc of ripples before a slope, and the disc as its mask."""
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j].astype(np.float32)
    mask = np.clip((0.6 - np.hypot(x, y)) * 8 + 0.5, 0, 1)
    grey = mask * (100 + 90 * np.sin(99 * x * y)) + (1 - mask) * (y + 1) * 120
    image = np.dstack([grey, grey, grey, np.full_like(grey, 255)]).astype(np.uint8)
    return Sight(image, low.low_picture(flat(image, True)), Subject(mask, True), {}, True)
