"""Which pictures are meant: files, folders and patterns become a list of pictures, each once."""

import glob
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import MatteboxError
from . import kinds

# What systems leave beside pictures.
_LEFT_BY_SYSTEMS = {"__macosx", "thumbs.db"}


class NoSuchInput(MatteboxError):
    """Something was named that is not there."""


@dataclass(frozen=True, slots=True)
class Found:
    """A picture. key: its path relative to the folder of all, with forward slashes; it names the picture everywhere."""

    key: str
    path: Path


@dataclass(slots=True)
class Listing:
    """What was found.

    Attributes:
        base: the folder to which keys are relative.
        pictures: in the order of their keys.
        skipped: how many of what was left out: ``hidden``, ``no picture``, ``folder``, ``result``, ``special``.
        unreadable: files and folders with what is wrong with each.
    """

    base: Path
    pictures: list[Found] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)


def gather(
    sources: Sequence[str], *, recursive: bool = False, ours: Callable[[Path], bool] = lambda path: False
) -> Listing:
    """List the pictures.

    Args:
        sources: paths of files and folders, and patterns (``*``, ``?``, ``[…]``, ``**``) that no shell has expanded.
        recursive: whether folders in folders are entered.
        ours: tells the files and folders that are left out because a run has made them.

    Raises:
        NoSuchInput: a source is not there.
    """
    roots = [Path(path) for source in sources for path in _expanded(source)]
    listing = Listing(_base(roots))
    walk = _Walk(listing, recursive, ours)
    known: set[str] = set()
    for root in roots:
        for path in walk.folder(root) if root.is_dir() else [root]:
            key = _key(path, listing.base)
            if key not in known:
                known.add(key)
                listing.pictures.append(Found(key, path))
    listing.pictures.sort(key=lambda found: found.key)
    return listing


def _expanded(source: str) -> list[str]:
    if os.path.lexists(source):
        return [source]
    if glob.has_magic(source) and (matches := _matches(source)):
        return matches
    raise NoSuchInput(f"{source} does not exist")


def _matches(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)


def absolute(path: Path) -> Path:
    """A path from the root, without ``..``; links stay as they are."""
    return Path(os.path.normpath(path.absolute()))


def _base(roots: Iterable[Path]) -> Path:
    """The folder in which all of them lie; a folder that is alone is that itself."""
    folders = [absolute(root if root.is_dir() else root.parent) for root in roots]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # several drives
        return Path()


def _key(path: Path, base: Path) -> str:
    whole = absolute(path)
    try:
        return whole.relative_to(base).as_posix()
    except ValueError:
        return whole.as_posix().replace(":", "").lstrip("/")


class _Walk:
    def __init__(self, listing: Listing, recursive: bool, ours: Callable[[Path], bool]) -> None:
        self._listing = listing
        self._recursive = recursive
        self._ours = ours
        self._entered: set[tuple[int, int]] = set()

    def folder(self, folder: Path) -> Iterator[Path]:
        """The pictures in a folder, which is entered once: links may lead round in a circle."""
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in self._entered:
                return
            self._entered.add((status.st_dev, status.st_ino))
            entries = sorted(folder.iterdir(), key=lambda path: path.name)
        except OSError as error:
            self._listing.unreadable.append((folder, _reason(error)))
            return
        for path in entries:
            yield from self._entry(path)

    def _entry(self, path: Path) -> Iterator[Path]:
        try:
            left_out = self._left_out(path)
        except OSError as error:
            self._listing.unreadable.append((path, _reason(error)))
            return
        if left_out is not None:
            self._listing.skipped[left_out] += 1
        elif path.is_dir():
            yield from self.folder(path)
        else:
            yield path

    def _left_out(self, path: Path) -> str | None:
        """Why it is no picture of the catalogue. Raises OSError."""
        if is_hidden(path.name):
            return "hidden"
        if self._ours(path):
            return "result"
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return None if self._recursive else "folder"
        if not stat.S_ISREG(mode):
            return "special"  # to open a pipe would wait for ever
        if kinds.says_picture(path.name):
            return None
        with path.open("rb") as file:
            return None if kinds.looks_like_picture(file.read(kinds.HEAD_BYTES)) else "no picture"


def is_hidden(name: str) -> bool:
    """Whether a file or folder is hidden by its name, or was left by a system."""
    return name.startswith(".") or name.lower() in _LEFT_BY_SYSTEMS


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "a link that leads nowhere; mend or remove it"
    return f"it cannot be read ({error.strerror or error}); check its permissions"
