"""The networks that a person has added: one folder each, with file, external data and descriptor. Not for browsers."""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from mmap import ACCESS_READ, mmap
from pathlib import Path, PurePosixPath

import platformdirs

from ..errors import InvalidOption, UnusableNetwork
from ..graph import segments, structure
from ..graph.deform import to_deform_conv
from ..graph.wire import Source, Span, in_memory
from ..subject.models import ModelSpec
from . import descriptor, known

NETWORK, TOLD = "network.onnx", "kept.json"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A network on the disk.

    Attributes:
        path: of the ONNX file.
        sha256: of the file that was added; "" if it was not.
        rewritten: how many convolutions became one node when it was added.
    """

    spec: ModelSpec
    path: Path
    sha256: str = ""
    rewritten: int = 0

    @property
    def size(self) -> int:
        """Bytes of it and of all that was added with it."""
        own = [each for each in self.path.parent.rglob("*") if each.is_file()] if self.sha256 else [self.path]
        return sum(each.stat().st_size for each in own)


def folder() -> Path:
    """Where they are kept."""
    return Path(platformdirs.user_data_dir("mattebox", appauthor=False)) / "models"


def names() -> list[str]:
    """Of those that are kept."""
    try:
        return sorted(each.parent.name for each in folder().glob(f"*/{TOLD}") if _NAME.fullmatch(each.parent.name))
    except OSError:
        return []


def kept(name: str) -> Kept:
    """One of them. Raises InvalidOption where there is none of that name, UnusableNetwork where it is damaged."""
    if name not in names():
        raise InvalidOption(f"there is no network called {name!r}; `mattebox models` lists those that there are")
    home = folder() / name
    try:
        told = json.loads((home / TOLD).read_text("utf-8"))
        spec = descriptor.from_dict(told["descriptor"], name)
        return Kept(spec, home / NETWORK, str(told["sha256"]), int(told["rewritten"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableNetwork(f"the network {name!r} is damaged ({error}); remove it and add it again") from error


def remove(name: str) -> None:
    """Delete one of them. Raises InvalidOption where there is none of that name; OSError."""
    if name not in names():
        raise InvalidOption(f"there is no network called {name!r}; `mattebox models` lists those that there are")
    shutil.rmtree(folder() / name)


def contracts(file: Path, told: Path | None = None) -> tuple[ModelSpec, ...]:
    """What a file's contract may be, the likeliest first.

    Args:
        told: a descriptor; if None that beside the file, called like it with ``.json`` behind, if there is one.

    Raises:
        UnusableNetwork: it is no network that could be used.
        InvalidOption: its descriptor is wrong.
        OSError: a file cannot be read.
    """
    beside = file.with_name(f"{file.name}.json")
    if told is None and beside.is_file():
        told = beside
    with opened(file) as model:
        if told is not None:
            found: tuple[ModelSpec, ...] = (descriptor.from_json(told.read_bytes(), file.stem),)
        else:
            found = known.contracts(model, file.stem, _sha256(file))
        for spec in found:
            known.check(model, spec)
    return found


def keep(file: Path, spec: ModelSpec, name: str, rewrite: bool = True) -> Kept:
    """Copy a network with its external data.

    Args:
        rewrite: whether deformable convolutions that were taken apart become one node each.

    Raises:
        InvalidOption: there is one of that name already, or it cannot be a name.
        UnusableNetwork, OSError: it cannot be read, or there is no room for it; nothing is left behind.
    """
    if not _NAME.fullmatch(name) or name in ("standard", "fast", "best"):
        raise InvalidOption(f"name is {name!r}; it can be small letters, digits, dots, hyphens and underscores")
    if name in names():
        raise InvalidOption(f"there is a network called {name!r} already; remove it, or choose another name")
    part = folder() / f".{secrets.token_hex(8)}.part"
    part.mkdir(parents=True)
    try:
        with opened(file) as model:
            known.check(model, spec)
            rewriting = to_deform_conv(model) if rewrite else None
            pieces = rewriting.segments if rewriting is not None else [Span(0, model.source.size)]
            with (part / NETWORK).open("xb") as out:
                segments.copy(model.source, pieces, out.write)
            for location in model.locations:
                copy = _beside(part / NETWORK, location)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(_beside(file, location), copy)
        count = rewriting.count if rewriting is not None else 0
        told = {"sha256": _sha256(file), "rewritten": count, "descriptor": descriptor.to_dict(spec)}
        (part / TOLD).write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")
        part.replace(folder() / name)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return kept(name)


def name_of(file: Path) -> str:
    """What a file's network is called if nobody says otherwise."""
    return re.sub(r"[^a-z0-9._-]+", "-", file.stem.lower()).strip("-._")[:64] or "network"


def found(model: str | os.PathLike[str]) -> Kept | None:
    """The network that is meant by a name, an ONNX file, or the descriptor that lies beside one; None if none is.

    Raises: as `contracts` and `kept`.
    """
    path = Path(model)
    if path.suffix == ".json" and path.is_file():
        path = path.with_suffix("")
        if not path.is_file():
            raise UnusableNetwork(f"{path.name}.json is the descriptor of {path.name}, which is not beside it")
    if path.suffix == ".onnx" and path.is_file():
        return Kept(contracts(path)[0], path)
    return kept(str(model)) if str(model) in names() else None


@contextmanager
def opened(file: Path) -> Iterator[structure.Model]:
    """A file's structure, while it is open. Raises UnusableNetwork, OSError."""
    with ExitStack() as stack:
        model = structure.read(_mapped(file, stack))
        yield replace(model, others={each: _mapped(_beside(file, each), stack) for each in model.locations})


def _mapped(path: Path, stack: ExitStack) -> Source:
    try:
        file = stack.enter_context(path.open("rb"))
        return in_memory(stack.enter_context(mmap(file.fileno(), 0, access=ACCESS_READ)))
    except FileNotFoundError as error:
        raise UnusableNetwork(f"{path.name} is missing; it must lie beside the network's file", "data") from error
    except ValueError as error:  # nothing can be mapped of it
        raise UnusableNetwork(f"{path.name} is empty") from error


def _beside(file: Path, location: str) -> Path:
    """Where external data lie. Raises UnusableNetwork for a place outside the file's folder."""
    path = PurePosixPath(location)
    if path.is_absolute() or not path.parts or re.search(r"[\\:\0]", location) or ".." in path.parts:
        raise UnusableNetwork(f"the network's external data lie outside its folder, at {location!r}", "data")
    if location in (NETWORK, TOLD) and file.name != location:
        raise UnusableNetwork(f"the network's external data are called {location!r}; give them another name", "data")
    return file.parent.joinpath(*path.parts)


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
