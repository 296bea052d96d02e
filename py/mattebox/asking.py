"""Who is asked what a picture shows: our networks, or one of somebody's own in the large one's place, in a browser."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np

from .arrays import Float
from .errors import UnusableNetwork
from .pipeline import Pipeline, Segmenter
from .subject.models import ModelSpec, by_role
from .subject.sight import Sight

Hooks = Any
"""A JavaScript object: the methods of `Watcher`, and `segment(role, tensor, network) => Promise<{data, shape}>`, or
{trouble, text} where a network of somebody's own cannot be used; ours are called ""."""


class Asking:
    """Our networks. models: the text of models.json."""

    def __init__(self, models: str) -> None:
        self._models = by_role(json.loads(models))

    def main(self, own: tuple[str, str] | None) -> ModelSpec:
        """The large network: ours, or by its name and descriptor somebody's own. Raises InvalidOption."""
        if own is None:
            return self._models["main"]
        from .own import descriptor

        return descriptor.from_json(own[1], own[0])

    async def look(
        self, main: ModelSpec, hooks: Hooks, look: Callable[[Pipeline], Awaitable[Sight]]
    ) -> tuple[Sight, ModelSpec, str]:
        """What is seen, by which network, and why not by the one that was to be (`UnusableNetwork.reason`)."""
        try:
            return await look(self.pipeline(hooks, main)), main, ""
        except UnusableNetwork as error:
            ours = self._models["main"]
            if main is ours:
                raise
            return await look(self.pipeline(hooks)), ours, error.reason

    def pipeline(self, hooks: Hooks, main: ModelSpec | None = None) -> Pipeline:
        """With ours as the main network if None."""
        ours = main is None or main is self._models["main"]
        models = self._models if main is None else {**self._models, "main": main}
        return Pipeline(models, _segmenter(hooks, "" if ours or main is None else main.name))


def _segmenter(hooks: Hooks, own: str) -> Segmenter:
    async def segment(role: str, tensor: Float) -> Float:
        answer = await hooks.segment(role, tensor, own if role == "main" else "")
        if getattr(answer, "trouble", None):
            raise UnusableNetwork(answer.text, answer.trouble)
        mask = np.empty(tuple(answer.shape), np.float32)
        answer.data.assign_to(mask)
        return mask

    return segment
