"""Files that are there whole or not at all: written under another name first, then renamed."""

import contextlib
import os
import secrets
from hashlib import sha256
from pathlib import Path

from ..cutout import write_new

_ENDING = ".mattebox-part"


def write(target: Path, data: bytes) -> Path:
    """Write what `target` is to become beside it, through to the disk; returns where. Raises OSError."""
    part = target.with_name(f"{_beginning(target)}{secrets.token_hex(4)}{_ENDING}")
    write_new(part, data)
    return part


class Leftovers:
    """What runs that were killed have left, by the file that it was to become."""

    def __init__(self) -> None:
        self._folders: dict[Path, dict[str, list[Path]]] = {}

    def of(self, target: Path) -> list[Path]:
        """The parts of a file; each folder is looked through once."""
        if target.parent not in self._folders:
            self._folders[target.parent] = _parts_in(target.parent)
        return self._folders[target.parent].get(_beginning(target), [])


def _parts_in(folder: Path) -> dict[str, list[Path]]:
    parts: dict[str, list[Path]] = {}
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_ENDING):
                beginning = entry.name[: -len(_ENDING)].rpartition("-")[0] + "-"
                parts.setdefault(beginning, []).append(Path(entry.path))
    return parts


def _beginning(target: Path) -> str:
    return f".{sha256(os.fsencode(target.name)).hexdigest()[:24]}-"
