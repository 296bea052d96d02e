"""Processes that cut: each holds its networks and has one picture at a time, so memory is bounded by their number."""

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from .order import Order
from .parts import Leftovers
from .plan import Job
from .work import Cutter, Result, Sign, cut_job, failed

# A fresh interpreter each: a copy of a process that has threads may hang.
_CONTEXT = multiprocessing.get_context("spawn")

# Seconds that a process which has nothing to do is given to end.
_PATIENCE = 5.0

# Sent to a whole group by terminals and by systems that stop a service.
_ENDING = (signal.SIGINT, signal.SIGTERM)

_DIED = (
    "its process was ended from outside, most likely for lack of memory; take fewer --workers, or a smaller copy of it"
)


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a process needs; all of it can be pickled.

    Attributes:
        open_cutter: loads the networks.
        open_signer: opens what signs, where that is wanted.
    """

    open_cutter: Callable[[], Cutter]
    open_signer: Callable[[Order], Sign | None]
    order: Order


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: "Connection[Job | None, Result | Exception]"
    job: Job | None = None


class Workers:
    """So many processes; a context manager, which ends them.

    A process that dies fails the picture that it had and is replaced.
    """

    def __init__(self, count: int, outfit: Outfit) -> None:
        self._outfit = outfit
        self._workers = [self._start() for _ in range(count)]

    @property
    def idle(self) -> int:
        """How many have nothing to do."""
        return sum(worker.job is None for worker in self._workers)

    @property
    def busy(self) -> int:
        """How many are at work."""
        return len(self._workers) - self.idle

    @property
    def pids(self) -> list[int]:
        """The processes' numbers."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def submit(self, job: Job) -> None:
        """Give a job to one that is idle."""
        worker = next(worker for worker in self._workers if worker.job is None)
        worker.job = job
        with contextlib.suppress(OSError):  # it has died: `results` finds out
            worker.pipe.send(job)

    def results(self, timeout: float | None = None) -> Iterator[Result]:
        """What is done, as soon as anything is. Raises what kept the networks from being loaded."""
        busy = {worker.pipe: worker for worker in self._workers if worker.job is not None}
        for pipe in wait(list(busy), timeout):
            worker = busy[pipe]  # type: ignore[index]
            job, worker.job = worker.job, None
            assert job is not None
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                answer = replace(failed(job, self._outfit.order, _DIED), again=True)
            if isinstance(answer, Exception):
                raise answer
            yield answer

    def _start(self) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(theirs, self._outfit), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _replace(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.join(_PATIENCE)
        fresh = self._start()
        worker.process, worker.pipe = fresh.process, fresh.pipe

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            if worker.job is None:
                with contextlib.suppress(OSError):
                    worker.pipe.send(None)
            else:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()
        self._sweep()

    def _sweep(self) -> None:
        """What was at work leaves nothing behind."""
        left = Leftovers()
        for worker in self._workers:
            for part in left.of(worker.job.target) if worker.job is not None else ():
                with contextlib.suppress(OSError):
                    part.unlink()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started meanwhile takes no notice of what asks it to end: whoever started it decides."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _serve(pipe: "Connection[Result | Exception, Job | None]", outfit: Outfit) -> None:
    """A process's life: until it is told to end, or whoever started it is gone."""
    for number in _ENDING:  # Windows hands down nothing
        signal.signal(number, signal.SIG_IGN)
    try:
        cutter = outfit.open_cutter()
        sign = outfit.open_signer(outfit.order)
    except Exception as error:
        with contextlib.suppress(EOFError, OSError):
            pipe.recv()
            pipe.send(error)
        return
    with contextlib.suppress(EOFError, OSError):
        while (job := pipe.recv()) is not None:
            result = cut_job(cutter, job, outfit.order, sign)
            try:
                pipe.send(result)
            except OSError:  # nobody is there to give it its name
                if result.part is not None:
                    result.part.unlink()
                return
