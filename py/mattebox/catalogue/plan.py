"""What is to be done: pictures, what their results are called, and which of them are there already."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from . import names
from .inputs import Found, Listing
from .manifest import Line
from .parts import Leftovers


@dataclass(frozen=True, slots=True)
class Job:
    """A picture to cut.

    Attributes:
        key: see `Found`.
        source: the file.
        target: the file to write.
        output: the target's path as the manifest has it.
    """

    key: str
    source: Path
    target: Path
    output: str


@dataclass(frozen=True, slots=True)
class Shard:
    """The share of one machine among several: of `count` the `index`-th, from 1 on."""

    index: int = 1
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """2/8 → the second of eight. Raises ValueError."""
        match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            raise ValueError(f"the shard is {text!r}; it can be 1/4 to 4/4, for four machines")
        return cls(int(match[1]), int(match[2]))

    def holds(self, key: str) -> bool:
        """Whether a picture belongs to it: by a hash of its path, the same on every machine."""
        number = int.from_bytes(sha256(os.fsencode(key)).digest()[:8], "big")
        return number % self.count == self.index - 1


@dataclass(frozen=True, slots=True)
class Known:
    """What manifests tell: see `manifest.by_path`."""

    last: Mapping[str, Line] = field(default_factory=dict)
    made: Mapping[str, Line] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What is to be done.

    Attributes:
        jobs: the pictures to cut.
        done: how many are there already, from the same picture by the same recipe.
        elsewhere: how many belong to other shards.
        refused: jobs whose target must not be written, with the reason.
        finished: parts that a killed run has left and that are whole, with the file that each becomes.
        leftovers: other parts that killed runs have left.
    """

    jobs: list[Job] = field(default_factory=list)
    done: int = 0
    elsewhere: int = 0
    refused: list[tuple[Job, str]] = field(default_factory=list)
    finished: list[tuple[Path, Path]] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)

    def tidy(self) -> None:
        """Finish what killed runs had all but finished, and remove what else they have left. Raises OSError."""
        for part, target in self.finished:
            part.replace(target)
        for part in self.leftovers:
            part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of all pictures.

    Attributes:
        kind: the format, see `Output`.
        recipe: hash of the recipe.
        out: the folder for the results; None: each beside its picture.
        template: of the results' names.
        overwrite: whether files that are there are made anew, whoever has made them.
        shard: this machine's share.
    """

    kind: str
    recipe: str
    out: Path | None = None
    template: str = names.TEMPLATE
    overwrite: bool = False
    shard: Shard = Shard()


def plan(listing: Listing, wish: Wish, known: Known) -> Plan:
    """Decide for each picture."""
    made = Plan()
    inputs = {found.path: _identity(found.path) for found in listing.pictures}
    judge = _Judge(made, wish, known, {each for each in inputs.values() if each}, Leftovers())
    for job in _jobs(listing, wish, known.made):
        if wish.shard.holds(job.key):
            judge(job)
        else:
            made.elsewhere += 1
    return made


def _jobs(listing: Listing, wish: Wish, made: Mapping[str, Line]) -> list[Job]:
    taken = _inputs_in(listing.pictures, wish.out)
    outputs = named(listing.pictures, wish, made, taken)
    return [_job(found, outputs[found.key], wish.out) for found in listing.pictures]


def named(pictures: Sequence[Found], wish: Wish, made: Mapping[str, Line], taken: Sequence[str]) -> dict[str, str]:
    """What the results are called, by their pictures' keys.

    What has been made keeps its name, whatever has come since and whether its picture is still there.
    """
    tree = names.Names(taken, beside=wish.out is None)
    kept: dict[str, list[str]] = {}
    for output, line in made.items():
        tree.keep(line.input, output)
        kept.setdefault(line.input, []).append(output)
    return {found.key: _output(found, wish, tree, kept.get(found.key, [])) for found in pictures}


def _output(found: Found, wish: Wish, tree: names.Names, kept: Sequence[str]) -> str:
    name = names.file_name(found.path.name, wish.kind, wish.template)
    known = [output for output in kept if names.still_is(output, name)]
    return known[-1] if known else tree.place(found.key, name)


def _job(found: Found, output: str, out: Path | None) -> Job:
    target = found.path.parent / output.rpartition("/")[2] if out is None else out / output
    return Job(found.key, found.path, target, output)


def _inputs_in(pictures: Sequence[Found], out: Path | None) -> list[str]:
    """Paths of pictures that results could have, too."""
    if out is None:
        return [found.key for found in pictures]
    root = Path(os.path.realpath(out))
    whole = (Path(os.path.realpath(found.path.parent)) / found.path.name for found in pictures)
    return [path.relative_to(root).as_posix() for path in whole if path.is_relative_to(root)]


def _identity(path: Path) -> tuple[int, int] | None:
    """Of the name itself: to replace a link leaves alone what it leads to."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@dataclass(frozen=True, slots=True)
class _Judge:
    made: Plan
    wish: Wish
    known: Known
    inputs: set[tuple[int, int]]
    left: Leftovers

    def __call__(self, job: Job) -> None:
        line = self.known.last.get(job.key)
        current = line is not None and self._is_current(job, line)
        for part in self.left.of(job.target):
            if current and line is not None and not job.target.exists() and _digest(part) == line.output_sha256:
                self.made.finished.append((part, job.target))
                self.made.done += 1
                return
            self.made.leftovers.append(part)
        if current and line is not None and _size(job.target) == line.output_bytes:
            self.made.done += 1
        elif (reason := self._refusal(job)) is not None:
            self.made.refused.append((job, reason))
        else:
            self.made.jobs.append(job)

    def _is_current(self, job: Job, line: Line) -> bool:
        """Whether this very picture was cut by this very recipe."""
        if self.wish.overwrite or line.status != "ok" or line.recipe != self.wish.recipe or line.output != job.output:
            return False
        try:
            status = job.source.stat()
        except OSError:
            return False
        if (status.st_size, status.st_mtime_ns) == (line.input_bytes, line.input_mtime_ns):
            return True
        return status.st_size == line.input_bytes and _digest(job.source) == line.input_sha256

    def _refusal(self, job: Job) -> str | None:
        identity = _identity(job.target)
        if identity is None:
            return None
        if identity in self.inputs:
            return f"{job.target} is one of the pictures to cut; choose another OUT or --name"
        if job.target.is_dir():
            return f"{job.target} is a folder; choose another OUT or --name"
        line = self.known.made.get(job.output)
        own = line is not None and line.input == job.key
        if self.wish.overwrite or (own and line is not None and _digest(job.target) == line.output_sha256):
            return None
        whose = "no manifest knows it" if not own else "it was changed since it was made"
        return f"{job.target} exists and {whose}; --overwrite replaces it"


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
