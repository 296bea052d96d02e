"""Processes that cut: each holds its networks and has few pictures at a time, so memory is bounded by their number."""

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
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
        at_once: pictures that a process has at a time. With two, one is decoded, matted and encoded while the networks
            see the other: what is done by one thread leaves no core without work.
    """

    open_cutter: Callable[[], Cutter]
    open_signer: Callable[[Order], Sign | None]
    order: Order
    at_once: int = 1


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: "Connection[Job | None, Result | Exception]"
    jobs: list[Job] = field(default_factory=list)


class Workers:
    """So many processes; a context manager, which ends them.

    A process that dies fails the pictures that it had and is replaced.
    """

    def __init__(self, count: int, outfit: Outfit) -> None:
        self._outfit = outfit
        self._workers = [self._start() for _ in range(count)]

    @property
    def idle(self) -> int:
        """How many more pictures they can be given."""
        return self._outfit.at_once * len(self._workers) - self.busy

    @property
    def busy(self) -> int:
        """How many pictures are at work."""
        return sum(len(worker.jobs) for worker in self._workers)

    @property
    def pids(self) -> list[int]:
        """The processes' numbers."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def submit(self, job: Job) -> None:
        """Give a job to the one that has the least to do."""
        worker = min(self._workers, key=lambda worker: len(worker.jobs))
        worker.jobs.append(job)
        with contextlib.suppress(OSError):  # it has died: `results` finds out
            worker.pipe.send(job)

    def results(self, timeout: float | None = None) -> Iterator[Result]:
        """What is done, as soon as anything is. Raises what kept the networks from being loaded."""
        busy = {worker.pipe: worker for worker in self._workers if worker.jobs}
        for pipe in wait(list(busy), timeout):
            worker = busy[pipe]  # type: ignore[index]
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                lost, worker.jobs = worker.jobs, []
                self._replace(worker)
                _sweep(lost)
                yield from (replace(failed(job, self._outfit.order, _DIED), again=True) for job in lost)
                continue
            if isinstance(answer, Exception):
                raise answer
            worker.jobs.remove(answer.job)
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
            if not worker.jobs:
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
        _sweep(job for worker in self._workers for job in worker.jobs)


def _sweep(jobs: Iterable[Job]) -> None:
    """What was at work leaves nothing behind."""
    left = Leftovers()
    for job in jobs:
        for part in left.of(job.target):
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
    one_by_one = threading.Lock()

    def work(job: Job) -> None:
        result = cut_job(cutter, job, outfit.order, sign)
        try:
            with one_by_one:
                pipe.send(result)
        except OSError:  # nobody is there to give it its name
            if result.part is not None:
                result.part.unlink()

    with ThreadPoolExecutor(outfit.at_once) as pool, contextlib.suppress(EOFError, OSError):
        while (job := pipe.recv()) is not None:
            pool.submit(work, job)
