"""The Pyodide glue: the one module that knows it runs in a browser.

Pixels come in as a numpy array that JavaScript fills in place (`Desk.blank`) and leave as views of Python's memory;
tensors and masks cross to the inference worker and back with one copy each way.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .decode import open_image
from .models import by_role
from .options import Options
from .pipeline import Cutout, Pipeline, Sight

JsObject = Any
"""A JavaScript value as Pyodide proxies it."""

OnStage = Callable[[str, float | None], None]


class Desk:
    """What the Python worker holds on to: the pipeline, wired to the inference worker, and the picture it saw last.

    models: the text of models.json.  segment: JavaScript's `(role, tensor) => Promise<{data, height, width}>`.
    """

    def __init__(self, models: str, segment: Callable[[str, NDArray[np.float32]], Awaitable[JsObject]]) -> None:
        self._ask = segment
        self._pipeline = Pipeline(by_role(json.loads(models)), self._segment)
        self._sight: Sight | None = None

    async def _segment(self, role: str, tensor: NDArray[np.float32]) -> NDArray[np.float32]:
        answer = await self._ask(role, tensor)
        mask = np.empty((answer.height, answer.width), np.float32)
        answer.data.assign_to(mask)
        return mask

    def blank(self, height: int, width: int) -> NDArray[np.uint8]:
        """An array for JavaScript to fill with straight RGBA."""
        return np.empty((height, width, 4), np.uint8)

    def open(self, data: JsObject) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
        """Decode a Uint8Array by Pillow: the pixels and the codes of the notices."""
        return open_image(data.to_bytes())

    def options(self, text: str) -> Options:
        """Options from JSON. Raises ValueError or TypeError for what is none."""
        return Options(**json.loads(text))

    async def look(
        self,
        image: NDArray[np.uint8],
        on_stage: OnStage,
        on_draft: Callable[[NDArray[np.uint8]], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """See what is in a picture, and keep that for `finish`."""
        try:
            self._sight = await self._pipeline.look(image, on_stage=on_stage, on_draft=on_draft, cancelled=cancelled)
        except BaseException as error:
            # JavaScript keeps the error until it collects garbage; the picture's arrays must not wait for that.
            del image
            traceback.clear_frames(error.__traceback__)
            raise

    async def finish(self, options: Options, on_stage: OnStage, cancelled: Callable[[], bool]) -> Cutout:
        """Cut out what was seen last; `look`'s timings are told the first time only."""
        sight = self._sight
        if sight is None:
            raise RuntimeError("there is no picture")
        self._sight = replace(sight, timings={})
        try:
            return await self._pipeline.finish(sight, options, on_stage=on_stage, cancelled=cancelled)
        except BaseException as error:
            del sight  # as above
            traceback.clear_frames(error.__traceback__)
            raise

    def forget(self) -> None:
        """Free what was seen."""
        self._sight = None
