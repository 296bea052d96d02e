"""One picture of a catalogue: read, cut, written beside its name, and told of."""

import errno
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from ..cutout import Cutout
from ..errors import MatteboxError
from ..recipe import Recipe
from . import parts
from .inputs import Listing
from .manifest import Line
from .order import Order
from .plan import Job, Plan

# Takes a finished file and what was done to it, and returns it signed.
Sign = Callable[[bytes, Cutout], bytes]

# After these every other picture would fail, too.
_HOPELESS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class Cutter(Protocol):
    """What of a `Session` is needed."""

    @property
    def model(self) -> str:
        """The networks' names."""

    def cut(self, source: bytes, recipe: Recipe) -> Cutout:
        """See `Session.cut`."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job.

    Attributes:
        line: of the manifest.
        part: what is to be renamed to the job's target; None where it failed.
        again: whether another try may go better.
        hopeless: whether all others would fail, too.
    """

    job: Job
    line: Line
    part: Path | None = None
    again: bool = False
    hopeless: bool = False


def cut_job(cutter: Cutter, job: Job, order: Order, sign: Sign | None = None) -> Result:
    """Do a job but for its last step, the renaming. Whatever goes wrong is in the result."""
    begun = time.perf_counter()
    try:
        status = job.source.stat()
        data = job.source.read_bytes()
        encoded, cutout = made(cutter, data, order, sign)
        line = done(job.key, job.output, order, cutter.model, data, encoded, cutout)
        job.target.parent.mkdir(parents=True, exist_ok=True)
        part = parts.write(job.target, encoded)
    except Exception as error:  # whatever one picture brings about, the others are cut
        return failed(job, order, error, since(begun))
    return Result(job, replace(line, input_mtime_ns=status.st_mtime_ns, ms=since(begun)), part)


def made(cutter: Cutter, data: bytes, order: Order, sign: Sign | None) -> tuple[bytes, Cutout]:
    """The finished file of a picture's, and the cut-out that is in it."""
    cutout = cutter.cut(data, order.recipe)
    encoded = cutout.encoded()
    return sign(encoded, cutout) if sign is not None else encoded, cutout


def done(key: str, output: str, order: Order, model: str, data: bytes, encoded: bytes, cutout: Cutout) -> Line:
    """What a manifest tells of a picture that was cut."""
    return Line(
        input=key,
        output=output,
        status="ok",
        recipe=order.hash,
        input_sha256=sha256(data).hexdigest(),
        input_bytes=len(data),
        output_sha256=sha256(encoded).hexdigest(),
        output_bytes=len(encoded),
        found=cutout.found,
        model=model,
        tips=tuple(tip["code"] for tip in cutout.tips),
        notices=tuple(notice["code"] for notice in cutout.notices),
    )


def refused(listing: Listing, plan: Plan, order: Order) -> Iterator[Result]:
    """What fails before any work: files that cannot be read, and results that would be written over something."""
    for path, reason in listing.unreadable:
        yield failed(Job(path.name, path, path, path.name), order, reason)
    for job, reason in plan.refused:
        yield failed(job, order, reason)


def failed(job: Job, order: Order, error: Exception | str, ms: int | None = None) -> Result:
    """A result that tells what went wrong and what to do."""
    text = error if isinstance(error, str) else trouble(error)
    line = Line(input=job.key, output=None, status="failed", recipe=order.hash, error=text, ms=ms)
    again = isinstance(error, OSError | MemoryError)
    return Result(job, line, None, again, isinstance(error, OSError) and error.errno in _HOPELESS)


def trouble(error: Exception) -> str:
    """What went wrong and what to do, in one sentence."""
    if isinstance(error, MatteboxError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there was not enough memory; take fewer --workers, or a smaller copy of the picture"
    if isinstance(error, OSError):
        what = f"{error.filename} could not be read or written" if error.filename else "reading or writing failed"
        return (
            f"{what}: {error.strerror or error}; {_ADVICE.get(error.errno or 0, 'check its permissions and the disk')}"
        )
    return f"it failed in a way that is not foreseen ({type(error).__name__}: {error}); please report it"


_ADVICE = {
    errno.ENOSPC: "free space on the disk and run it again: it goes on where it ended",
    errno.EDQUOT: "free space and run it again: it goes on where it ended",
    errno.EROFS: "choose an OUT that can be written",
    errno.ENAMETOOLONG: "choose an OUT with a shorter path, or rename the picture",
}


def since(begun: float) -> int:
    """Milliseconds."""
    return round((time.perf_counter() - begun) * 1000)
