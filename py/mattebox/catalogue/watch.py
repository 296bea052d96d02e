"""A folder into which pictures come: each is cut once it is whole, then moved to ``done/`` or ``failed/``."""

import itertools
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import MatteboxError
from .inputs import Found, Listing, gather
from .manifest import Manifest
from .plan import Job, Known, Wish, plan
from .work import Result

DONE, FAILED = "done", "failed"

# Seconds for which a file must stay as it is to be whole.
SETTLED = 2.0


class NotEmptied(MatteboxError):
    """A picture that was cut cannot be moved away."""


@dataclass(slots=True)
class Watched:
    """A feed of the pictures that come into a folder.

    Attributes:
        ended: set it, and no more are looked for.
        refuse: told of a job whose target must not be written, with the reason.
    """

    folder: Path
    wish: Wish
    manifest: Manifest
    refuse: Callable[[Job, str], None]
    ended: bool = False
    settled: float = SETTLED
    _seen: dict[Path, tuple[tuple[int, int], float]] = field(default_factory=dict)
    _ready: list[Job] = field(default_factory=list)
    _away: set[Path] = field(default_factory=set)

    def next(self) -> Job | None:
        """One whose file is whole."""
        if not self._ready:
            self._look()
        return self._ready.pop(0) if self._ready else None

    def back(self, job: Job) -> None:
        """One that is to be tried again."""
        self._ready.append(job)

    def put_away(self, result: Result) -> None:
        """Move the picture of a result out of the way."""
        self._move(result.job.source, result.job.key, DONE if result.line.status == "ok" else FAILED)

    def _look(self) -> None:
        now, here = time.monotonic(), set()
        for found in gather([os.fspath(self.folder)], ours=self._is_ours).pictures:
            here.add(found.path)
            state = _state(found.path)
            if state is None or found.path in self._away:
                continue
            before, since = self._seen.get(found.path, (None, now))
            if before != state:
                self._seen[found.path] = state, now
            elif now - since >= self.settled:
                self._take(found)
        for gone in [path for path in self._seen if path not in here]:
            del self._seen[gone]
        self._away &= here

    def _is_ours(self, path: Path) -> bool:
        return self.wish.out is not None and path.resolve() == self.wish.out.resolve()

    def _take(self, found: Found) -> None:
        """What has the name of an earlier picture gets another: both results are kept."""
        known = Known(self.manifest.last, self.manifest.made)
        for key in _numbered(found.key):
            plans = plan(Listing(self.folder, [Found(key, found.path)]), self.wish, known)
            if plans.done:
                plans.tidy()
                self._move(found.path, key, DONE)
                return
            line = known.last.get(key)
            if line is None or line.status == "failed":
                break
        self._away.add(found.path)
        self._ready += plans.jobs
        for job, reason in plans.refused:
            self.refuse(job, reason)
            self._move(job.source, key, FAILED)

    def _move(self, source: Path, key: str, where: str) -> None:
        folder = self.folder / where
        try:
            folder.mkdir(exist_ok=True)
            source.rename(next(path for name in _numbered(key) if not os.path.lexists(path := folder / name)))
        except OSError as error:
            raise NotEmptied(
                f"{source} could not be moved to {folder} ({error.strerror}); without that it would be cut for ever"
            ) from error


def _numbered(name: str) -> Iterator[str]:
    """a.jpg, a-2.jpg, a-3.jpg …"""
    yield name
    path = Path(name)
    yield from (f"{path.stem}-{count}{path.suffix}" for count in itertools.count(2))


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if status.st_size else None
