"""What of the words after `mattebox cut` is read, and where the results go."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import rich_click as click

from ..cutout import FORMATS

PIPE = "-"


@dataclass(frozen=True, slots=True)
class Way:
    """Where pictures come from and results go to.

    Attributes:
        sources: files, folders, patterns; or `PIPE` alone.
        folder: for the results; None: beside their pictures, or `file`.
        file: the only result's, or `PIPE`.
    """

    sources: tuple[str, ...]
    folder: Path | None = None
    file: str | None = None


def way(paths: Sequence[str], out: str | None, *, overwrite: bool) -> Way:
    """Tell inputs from the output.

    Args:
        paths: as given; the last of several is the output, if it is no picture that is there.
        out: as ``--out`` says.

    Raises:
        click.UsageError: it can mean two things, or a picture would be written over.
    """
    sources = list(paths)
    if out is None and len(sources) > 1:
        if _is_target(sources[-1]) or (overwrite and len(sources) == 2):
            out = sources.pop()
        elif len(sources) == 2:
            _refuse_unclear(*sources)
    for index, source in enumerate(sources):
        if source in sources[:index]:
            raise click.UsageError(f"{source} is given twice")
    if PIPE in sources:
        if len(sources) > 1:
            raise click.UsageError(f"{PIPE} (the standard input) is one picture; give no others beside it")
        out = out or PIPE
    if out is None:
        return Way(tuple(sources))
    if out == PIPE or not _is_folder(out, sources):
        _refuse_same(sources, out)
        return Way(tuple(sources), None, out)
    return Way(tuple(sources), Path(out))


def _is_target(path: str) -> bool:
    return (
        path == PIPE or _ends_as_folder(path) or Path(path).is_dir() or not (_is_pattern(path) or os.path.lexists(path))
    )


def _is_pattern(path: str) -> bool:
    return any(letter in path for letter in "*?[")


def _ends_as_folder(path: str) -> bool:
    return path.endswith(("/", os.sep))


def _is_folder(out: str, sources: Sequence[str]) -> bool:
    """Whether results go into it, rather than it being the result."""
    if _ends_as_folder(out) or Path(out).is_dir():
        return True
    several = (
        len(sources) > 1 or Path(sources[0]).is_dir() or (_is_pattern(sources[0]) and not Path(sources[0]).exists())
    )
    if several and (Path(out).is_file() or Path(out).suffix.lower() in FORMATS):
        raise click.UsageError(f"{out} is one file; several pictures need a folder, such as results/")
    return several


def _refuse_same(sources: Sequence[str], out: str) -> None:
    if len(sources) != 1:
        raise click.UsageError(f"{out} is one file; several pictures need a folder, such as results/")
    if out != PIPE and _same(sources[0], out):
        raise click.UsageError(f"{out} is the picture itself; give the result another name")


def _refuse_unclear(first: str, second: str) -> None:
    if _same(first, second):
        raise click.UsageError(f"{second} is the picture itself; give the result another name")
    if not _is_pattern(second) and Path(first).is_file():
        raise click.UsageError(
            f"{second} exists: to replace it, give --overwrite; to cut both, give a folder for the results as --out"
        )


def _same(path: str, other: str) -> bool:
    return Path(path).exists() and Path(other).exists() and Path(path).samefile(other)
