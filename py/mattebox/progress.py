"""Work that tells how far it is, and runs that can be cancelled."""

import asyncio
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

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


@dataclass(slots=True)
class Run:
    """A picture under way: what its work tells, how long it takes, and whether it is still wanted."""

    on_stage: Callable[[str, float | None], None]
    cancelled: Callable[[], bool]
    timings: dict[str, float] = field(default_factory=dict)

    async def checkpoint(self) -> None:
        """Let the event loop deliver a wish to cancel, and obey it."""
        await asyncio.sleep(0)
        if self.cancelled():
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
                self.on_stage(name, fraction)
                await self.checkpoint()
                last = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.on_stage(name, None)
        with self.timed(name):
            yield

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timings[name] = self.timings.get(name, 0) + time.perf_counter() - start
