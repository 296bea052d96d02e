"""The same pipeline without a browser, on the page's numbers, and how far two cut-outs are apart."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

import web_segmenter
from mattebox.files.decode import open_image
from mattebox.options.fixes import Fix
from mattebox.options.mode import Mode
from mattebox.pipeline import Cutout

Bytes = NDArray[np.uint8]


class NativeCut:
    """The pipeline in this Python, its networks in onnxruntime-web: a context manager, for Node runs until it ends."""

    def __init__(self, models: Path) -> None:
        self._networks = web_segmenter.WebSegmenter(models)
        self._pipeline = web_segmenter.pipeline(models, self._networks)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._networks.__exit__(*error)

    def __call__(self, picture: Path, mode: Mode = "standard", fixes: Sequence[Fix] = ()) -> Cutout:
        image, _ = open_image(picture.read_bytes())
        # Playwright has an event loop running in this thread already.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._cut(image, mode, fixes)).result()

    async def _cut(self, image: Bytes, mode: Mode, fixes: Sequence[Fix]) -> Cutout:
        sight = await self._pipeline.find(image, mode=mode)
        sight = await self._pipeline.find_closer(sight, fixes, mode=mode)
        return await self._pipeline.matte(sight, fixes=fixes)


def mean_difference(alpha: Bytes, other: Bytes) -> float:
    """In 8-bit levels."""
    return float(np.abs(alpha.astype(np.int16) - other).mean())


def iou(alpha: Bytes, other: Bytes) -> float:
    """Intersection over union of what is at least half opaque."""
    a, b = alpha >= 128, other >= 128
    return float((a & b).sum() / (a | b).sum())
