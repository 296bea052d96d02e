"""Work that tells how far it is, whoever watches it, and runs that can be cancelled."""

import asyncio
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from .arrays import Bytes
from .errors import Cancelled

# Seconds of work after which progress is told and a wish to cancel is heard: browsers delay each such pause by 4 ms.
BREATH = 0.1


T = TypeVar("T")
# Work that yields the fraction done, now and then, and returns its result.
Steps: TypeAlias = Generator[float, None, T]


def drain(steps: Steps[T]) -> T:
    """Do all of it at once."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: T = done.value
            return result


@dataclass(frozen=True, slots=True)
class Watcher:
    """Whoever waits for a picture; by default somebody who wants to be told nothing.

    Attributes:
        on_stage: told the name of each stage as it begins, then its fraction where that is known.
        on_draft: given a small RGBA cut by the draft network, while the main one is still to run.
        on_tips: given at that time what could be better about the picture, as far as the draft shows: a tuple of
            `advice.Tip`.
        cancelled: asked between stages.
    """

    on_stage: Callable[[str, float | None], None] = lambda name, fraction: None
    on_draft: Callable[[Bytes], None] | None = None
    on_tips: Callable[[tuple[Any, ...]], None] | None = None
    cancelled: Callable[[], bool] = lambda: False


NOBODY = Watcher()


@dataclass(slots=True)
class Run:
    """A picture under way: who watches it, and the seconds that its stages take."""

    watcher: Watcher = NOBODY
    timings: dict[str, float] = field(default_factory=dict)

    async def checkpoint(self) -> None:
        """Let the event loop deliver a wish to cancel, and obey it."""
        await asyncio.sleep(0)
        if self.watcher.cancelled():
            raise Cancelled

    async def breathe(self, name: str, steps: Steps[T]) -> T:
        """Do the work, with a checkpoint now and then."""
        last = time.perf_counter()
        while True:
            try:
                fraction = next(steps)
            except StopIteration as done:
                result: T = done.value
                return result
            if time.perf_counter() - last > BREATH:
                self.watcher.on_stage(name, fraction)
                await self.checkpoint()
                last = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.watcher.on_stage(name, None)
        with self.timed(name):
            yield

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timings[name] = self.timings.get(name, 0) + time.perf_counter() - start
