"""The Pyodide glue: the one module that knows it runs in a browser.

Pixels come in as a numpy array that JavaScript fills in place (`Desk.blank`) and leave as views of Python's memory;
tensors and masks cross to the inference worker and back with one copy each way.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .decode import open_image
from .models import by_role
from .pipeline import Cutout, Pipeline

JsObject = Any
"""A JavaScript value as Pyodide proxies it."""


class Desk:
    """What the Python worker holds on to: the pipeline, wired to the inference worker.

    models: the text of models.json.  segment: JavaScript's `(role, tensor) => Promise<{data, height, width}>`.
    """

    def __init__(self, models: str, segment: Callable[[str, NDArray[np.float32]], Awaitable[JsObject]]) -> None:
        self._ask = segment
        self._pipeline = Pipeline(by_role(json.loads(models)), self._segment)

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

    async def cut(
        self,
        image: NDArray[np.uint8],
        on_stage: Callable[[str, float | None], None],
        on_draft: Callable[[NDArray[np.uint8]], None],
        cancelled: Callable[[], bool],
    ) -> Cutout:
        try:
            return await self._pipeline.cut(image, on_stage=on_stage, on_draft=on_draft, cancelled=cancelled)
        except BaseException as error:
            # JavaScript keeps the error until it collects garbage; the picture's arrays must not wait for that.
            del image
            traceback.clear_frames(error.__traceback__)
            raise
