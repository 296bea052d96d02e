"""What became of each picture: a line of JSON each, on the disk before the next is begun."""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from ..errors import MatteboxError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Of every line.
_BEGINNING = b'{"input": "'

Status = Literal["ok", "failed"]


class ManifestError(MatteboxError):
    """A manifest that is none, or that another run writes into."""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a picture.

    Attributes:
        input: its path, relative to the folder of the catalogue, with forward slashes; bytes that are no text as lone
            surrogates (PEP 383).
        output: the result's path, relative to the target; None where there is none.
        status: ``ok`` or ``failed``.
        error: what went wrong, and what to do.
        input_sha256, output_sha256: of the files' bytes, hexadecimal.
        input_bytes, input_mtime_ns, output_bytes: by which a change is seen without reading the file.
        found: whether there is a subject.
        ms: milliseconds of work.
        model: the networks, by name.
        recipe: hash of the recipe.
        tips, notices: codes, see `advice.Tip` and `Cutout`.
    """

    input: str
    output: str | None
    status: Status
    recipe: str
    error: str | None = None
    input_sha256: str | None = None
    input_bytes: int | None = None
    input_mtime_ns: int | None = None
    output_sha256: str | None = None
    output_bytes: int | None = None
    found: bool | None = None
    ms: int | None = None
    model: str | None = None
    tips: tuple[str, ...] = field(default=())
    notices: tuple[str, ...] = field(default=())

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Raises TypeError or KeyError for what is no line."""
        lists = {name: tuple(values.get(name, ())) for name in ("tips", "notices")}
        return cls(**{**values, **lists})

    def to_json(self) -> str:
        """One line, in ASCII."""
        return json.dumps(asdict(self))


def read(path: Path) -> list[Line]:
    """The lines of a manifest; a last one that was not written to its end does not count.

    Raises:
        ManifestError: the file is something else.
        OSError: it cannot be read.
    """
    lines: list[Line] = []
    rows = path.read_bytes().split(b"\n")
    for number, row in enumerate(rows, 1):
        try:
            if row:
                lines.append(Line.from_dict(json.loads(row)))
        except (ValueError, TypeError) as error:
            if number == len(rows) and (row.startswith(_BEGINNING) or _BEGINNING.startswith(row)):
                break
            raise ManifestError(
                f"line {number} of {path} is none of a manifest; choose another --manifest, or move that file away"
            ) from error
    return lines


def by_path(lines: Iterable[Line]) -> tuple[dict[str, Line], dict[str, Line]]:
    """The last line of each input, and of each output the last that says it was written."""
    lines = list(lines)
    made = {line.output: line for line in lines if line.output is not None and line.status == "ok"}
    return {line.input: line for line in lines}, made


class Manifest:
    """A manifest that this run alone writes; a context manager.

    Attributes:
        last: by input, the last line of each picture.
        made: by output, the line of the run that has written it.

    Raises:
        ManifestError: see `read`; or another run has it open.
        OSError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a+b", buffering=0)  # what a full disk did not take is not tried again later
        try:
            _lock(self._file.fileno(), path)
            self.last, self.made = by_path(read(path))
            self._mend()
        except BaseException:
            self._file.close()
            raise

    def _mend(self) -> None:
        """A torn last line goes, so that the next does not continue it."""
        data = self.path.read_bytes()
        end = data.rfind(b"\n") + 1
        with contextlib.suppress(ValueError, TypeError):
            if data[end:] and Line.from_dict(json.loads(data[end:])):
                self._file.write(b"\n")
                return
        if data[end:]:
            self._file.truncate(end)

    def append(self, line: Line) -> None:
        """Through to the disk. Raises OSError, and has then written nothing."""
        before = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(line.to_json().encode() + b"\n")
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(before)
            raise
        self.last[line.input] = line
        if line.output is not None and line.status == "ok":
            self.made[line.output] = line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _lock(descriptor: int, path: Path) -> None:
    """Held until the file is closed, by whatever end of the process."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 0x7FFFFFFF, os.SEEK_SET)  # beyond what is read
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise ManifestError(
            f"another run is writing {path}; wait for it, or give --manifest and another OUT"
        ) from error
    except OSError:
        pass  # network drives without locks
