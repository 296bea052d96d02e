"""A catalogue from its first picture to its last: jobs go to processes, results to their names and the manifest."""

import contextlib
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import Protocol

from .manifest import Manifest
from .plan import Job
from .work import Result, trouble
from .workers import Outfit, Workers

# Seconds between two looks for jobs that come later.
_PAUSE = 0.5


class Feed(Protocol):
    """Where jobs come from."""

    @property
    def ended(self) -> bool:
        """Whether there will be no more."""

    def next(self) -> Job | None:
        """One, if there is any now."""

    def back(self, job: Job) -> None:
        """One that is to be tried again, after all others."""


class Jobs:
    """A feed of those that are known from the beginning."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = deque(jobs)

    @property
    def ended(self) -> bool:
        return not self._jobs

    def next(self) -> Job | None:
        return self._jobs.popleft() if self._jobs else None

    def back(self, job: Job) -> None:
        self._jobs.append(job)


@dataclass(slots=True)
class Tally:
    """What came of it. stopped: why it ended before its last picture, as a sentence; None if it did not."""

    ok: int = 0
    failed: int = 0
    stopped: str | None = None
    seconds: float = 0.0


@dataclass(slots=True)
class Stop:
    """Whether somebody wants it to end: a context manager that hears Ctrl-C and SIGTERM.

    The first finishes what is at work, the next gives that up (KeyboardInterrupt).
    """

    on_asked: Callable[[], None] = lambda: None
    asked: bool = False
    _before: dict[int, object] = field(default_factory=dict)

    def __enter__(self) -> "Stop":
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(self, *error: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        self.on_asked()


@dataclass(frozen=True, slots=True)
class Rules:
    """How a batch is run: processes, tries after the first, and whether the first failure ends it."""

    workers: int = 1
    retries: int = 1
    fail_fast: bool = False


def run(
    feed: Feed, outfit: Outfit, rules: Rules, manifest: Manifest, stop: Stop, tell: Callable[[Result], None]
) -> Tally:
    """Cut all of it.

    Args:
        tell: told of each result once that is on the disk and in the manifest.

    Raises:
        KeyboardInterrupt: by the second Ctrl-C; what was at work is dropped, all else is whole.
        Exception: what kept the networks from being loaded.
    """
    begun, tally, tries = time.perf_counter(), Tally(), Counter[Job]()
    with Workers(rules.workers, outfit) as workers:
        while True:
            if stop.asked:
                tally.stopped = "it was interrupted; run it again, and it goes on where it ended"
            while tally.stopped is None and workers.idle and (job := feed.next()) is not None:
                workers.submit(job)
            if not workers.busy and (tally.stopped is not None or feed.ended):
                break
            for result in _soon(workers, feed):
                tries[result.job] += 1
                if result.again and not result.hopeless and tries[result.job] <= rules.retries and not stop.asked:
                    feed.back(result.job)
                    continue
                done = commit(result, manifest)
                tell(done)
                _count(done, tally, rules)
    tally.seconds = time.perf_counter() - begun
    return tally


def _soon(workers: Workers, feed: Feed) -> Iterator[Result]:
    """What is done; where more may come, there is no long wait for it."""
    if workers.busy:
        yield from workers.results(None if feed.ended or not workers.idle else _PAUSE)
    else:
        time.sleep(_PAUSE)


def _count(result: Result, tally: Tally, rules: Rules) -> None:
    if result.line.status == "ok":
        tally.ok += 1
        return
    tally.failed += 1
    if result.hopeless:
        tally.stopped = tally.stopped or f"no more can be written: {result.line.error}"
    elif rules.fail_fast:
        tally.stopped = tally.stopped or "a picture has failed, and --fail-fast was given"


def commit(result: Result, manifest: Manifest | None) -> Result:
    """The manifest first, then the name: what a kill leaves between the two is finished by the next run."""
    try:
        if manifest is not None:
            manifest.append(result.line)
    except OSError as error:
        return _withdrawn(result, error, hopeless=True)
    try:
        if result.part is not None:
            result.part.replace(result.job.target)
    except OSError as error:
        result = _withdrawn(result, error)
        if manifest is not None:
            manifest.append(result.line)
    return result


def _withdrawn(result: Result, error: OSError, *, hopeless: bool = False) -> Result:
    """A result that could not get its name."""
    if result.part is not None:
        with contextlib.suppress(OSError):
            result.part.unlink()
    line = replace(
        result.line, output=None, output_sha256=None, output_bytes=None, status="failed", error=trouble(error)
    )
    return Result(result.job, line, None, hopeless=hopeless)
