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
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from .arrays import Bytes, Float
from .files import encode, metadata
from .files.metadata import Tags
from .imaging import resample
from .imaging.grid import Grid
from .imaging.rgba import flat
from .live import Live
from .matte import low
from .options import finish
from .options.edges import Edges
from .options.finish import Finish
from .options.fixes import Fix, parse
from .options.mode import Mode
from .options.output import Output
from .pipeline import Cutout, Pipeline
from .progress import Run
from .subject.advice import Tip
from .subject.fusion import Subject
from .subject.models import by_role
from .subject.sight import Sight

if TYPE_CHECKING:
    from .finish.plate import Plate

JsObject = Any
"""A JavaScript value as Pyodide proxies it."""

OnStage = Callable[[str, float | None], None]
Segment = Callable[[str, Float], Awaitable[JsObject]]
"""JavaScript's `(role, tensor) => Promise<{data, height, width}>`."""

Wishes = tuple[Edges, tuple[Fix, ...]]
"""What a cut-out was made with."""

# Side of the picture that `Desk.warm` makes up: every stage runs, and the longest takes a few hundredths of a second.
WARM_SIDE = 256
# Up to so many pixels a cut-out is kept beside its picture, so that it can be finished anew without matting.
KEPT_PIXELS = 25_000_000
# Of a picture for the background; more than most screens and files show.
GROUND_PIXELS = 12_000_000


class Desk:
    """What the Python worker holds on to: what was seen in pictures, under the keys that the worker gave them.

    models: the text of models.json.
    """

    def __init__(self, models: str) -> None:
        self._models = by_role(json.loads(models))
        self._sights: dict[str, Sight] = {}
        self._modes: dict[str, Mode] = {}
        self._live: tuple[str, Live] | None = None
        self._cutouts: dict[str, tuple[Wishes, Cutout]] = {}
        self._plates: dict[str, Plate] = {}
        self._tags: dict[str, Tags] = {}
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

    def edges(self, text: str) -> Edges:
        """The edges of JSON. Raises ValueError or TypeError for what is none."""
        return Edges(**json.loads(text))

    def finishing(self, text: str) -> Finish:
        """A finish from JSON. Raises ValueError or TypeError for what is none."""
        return finish.read(json.loads(text))

    def output(self, text: str) -> Output:
        """The kind of file from JSON. Raises ValueError or TypeError for what is none."""
        return Output(**json.loads(text))

    def image(self, key: str) -> Bytes:
        """The picture that was looked at, for another look at it. Not to be changed."""
        return self._sights[key].image

    async def find(
        self,
        key: str,
        image: Bytes,
        mode: Mode,
        segment: Segment,
        on_stage: OnStage,
        on_draft: Callable[[Bytes], None],
        on_tips: Callable[[tuple[Tip, ...]], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """See what is in a picture, and keep that for `finish`."""
        pipeline = Pipeline(self._models, _segmenter(segment))
        try:
            self._modes[key] = mode
            self._sights[key] = await pipeline.find(
                image, mode=mode, on_stage=on_stage, on_draft=on_draft, on_tips=on_tips, cancelled=cancelled
            )
        except BaseException as error:
            # JavaScript keeps the error until it collects garbage; the picture's arrays must not wait for that.
            del image
            traceback.clear_frames(error.__traceback__)
            raise

    def fixes(self, text: str) -> tuple[Fix, ...]:
        """Corrections from JSON. Raises ValueError, TypeError or KeyError for what is none."""
        return parse(json.loads(text))

    async def matte(
        self,
        key: str,
        edges: Edges,
        fixes: tuple[Fix, ...],
        segment: Segment,
        on_stage: OnStage,
        cancelled: Callable[[], bool],
    ) -> Cutout:
        """Cut out what was seen; `find`'s timings are told the first time only."""
        kept = self._cutouts.get(key)
        if kept and kept[0] == (edges, fixes):
            return replace(kept[1], timings={})
        pipeline = Pipeline(self._models, _segmenter(segment))
        sight = self._sights[key]
        for kept_before in (self._cutouts, self._plates):
            kept_before.pop(key, None)  # its memory is used anew
        try:
            sight = await pipeline.find_closer(
                sight, fixes, mode=self._modes[key], on_stage=on_stage, cancelled=cancelled
            )
            if key in self._sights:
                self._sights[key] = replace(sight, timings={})
            cutout = await pipeline.matte(sight, edges, fixes, on_stage=on_stage, cancelled=cancelled)
        except BaseException as error:
            del sight  # as above
            traceback.clear_frames(error.__traceback__)
            raise
        if cutout.alpha.size <= KEPT_PIXELS:
            self._cutouts[key] = (edges, fixes), cutout
        return cutout

    def peek(
        self,
        key: str,
        edges: Edges,
        fixes: tuple[Fix, ...],
        box: Sequence[float],
        size: Sequence[int],
    ) -> Bytes:
        """A part of the cut-out as it will be, quickly: a box of the full picture at a size of (width, height)."""
        return self._alive(key).render(
            self._sights[key], edges, fixes, Grid((size[0], size[1]), (box[0], box[1], box[2], box[3]))
        )

    def parts(self, key: str, fixes: tuple[Fix, ...]) -> Bytes:
        """Which subject each cell of a square grid over the picture shows: see `Live.parts`."""
        return self._alive(key).parts(self._sights[key], fixes)

    def _alive(self, key: str) -> Live:
        if self._live is None or self._live[0] != key:
            self._live = key, Live(self._sights[key])
        return self._live[1]

    def plate(self, key: str, cutout: Cutout) -> Plate:
        """A cut-out that `matte` has given, to be dressed."""
        from .finish.plate import Plate

        kept, plate = self._cutouts.get(key), self._plates.get(key)
        if plate is None or plate.cutout is not cutout.rgba:
            plate = Plate(cutout.rgba, self._sights[key].image)
            if kept and kept[1].rgba is cutout.rgba:
                self._plates[key] = plate
        return plate

    def keep_ground(self, number: int, image: Bytes) -> None:
        """A picture for the background, in the place of the last one."""
        picture = Image.fromarray(image)
        size = resample.fit(*picture.size, GROUND_PIXELS)
        if size != picture.size:
            picture = picture.resize(size, Image.Resampling.BICUBIC)
        self._ground = number, picture

    def has_ground(self, number: int) -> bool:
        """Whether this is the picture that is kept for the background."""
        return self._ground is not None and self._ground[0] == number

    def preview(self, plate: Plate, wanted: Finish, ground: int) -> tuple[Bytes, tuple[int, int]]:
        """The finished picture in little, and the width and height that it will have."""
        from .finish import render

        return render.preview(plate, wanted, self._behind(ground)), plate.placement(wanted.frame).size

    async def dress(
        self, plate: Plate, wanted: Finish, ground: int, on_stage: OnStage, cancelled: Callable[[], bool]
    ) -> Bytes:
        """The finished picture; `ground` is the number of its background's. Raises Cancelled."""
        from .finish import render

        return await Run(on_stage, cancelled).breathe("finish", render.render(plate, wanted, self._behind(ground)))

    def tell(self, key: str, data: JsObject) -> None:
        """What the file of a picture says besides its pixels; data: a Uint8Array."""
        self._tags[key] = metadata.read(data.to_bytes())

    async def file(
        self,
        key: str,
        rgba: Bytes,
        output: Output,
        dpi: float | None,
        take: Callable[[bytes], None],
        on_stage: OnStage,
        cancelled: Callable[[], bool],
    ) -> None:
        """Write pixels as a file, handed over part by part. Raises Cancelled."""
        steps = encode.write(rgba, output, self._tags.get(key, Tags()), dpi, take)
        await Run(on_stage, cancelled).breathe("encode", steps)

    def forget(self, key: str) -> None:
        """Free what was seen, if anything was."""
        for kept in (self._sights, self._modes, self._cutouts, self._plates, self._tags):
            kept.pop(key, None)
        if self._live is not None and self._live[0] == key:
            self._live = None

    async def warm(self, cancelled: Callable[[], bool]) -> float:
        """Finish a small made-up picture, so that the next one finds the way trodden. Returns the seconds it took."""
        start = time.perf_counter()
        pipeline = Pipeline(self._models, _no_network)
        await pipeline.matte(_made_up(WARM_SIDE), cancelled=cancelled)
        return time.perf_counter() - start

    def _behind(self, ground: int) -> Image.Image | None:
        return self._ground[1] if self._ground and self._ground[0] == ground else None


def _segmenter(ask: Segment) -> Callable[[str, Float], Awaitable[Float]]:
    async def segment(role: str, tensor: Float) -> Float:
        answer = await ask(role, tensor)
        mask = np.empty((answer.height, answer.width), np.float32)
        answer.data.assign_to(mask)
        return mask

    return segment


async def _no_network(role: str, _: Float) -> Float:
    raise RuntimeError(f"nobody runs the {role} network here")


def _made_up(side: int) -> Sight:
    """A soft disc of ripples before a slope, and the disc as its mask."""
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j].astype(np.float32)
    mask = np.clip((0.6 - np.hypot(x, y)) * 8 + 0.5, 0, 1)
    grey = mask * (100 + 90 * np.sin(99 * x * y)) + (1 - mask) * (y + 1) * 120
    image = np.dstack([grey, grey, grey, np.full_like(grey, 255)]).astype(np.uint8)
    return Sight(image, low.low_picture(flat(image, True)), Subject(mask, True), {}, True)
