"""Catalogues wherever fsspec reaches (disks, s3://, gs://): what is there, what is done, how results are named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from . import kinds
from .inputs import Found, is_hidden
from .manifest import Line
from .plan import Known, Wish, named


@dataclass(frozen=True, slots=True)
class Place:
    """A folder. files: fsspec's file system; root: the folder's path there."""

    files: Any
    root: str

    @classmethod
    def at(cls, url: str) -> "Place":
        """A path, or a URL of a kind that an installed package of fsspec's knows. Raises ImportError, ValueError."""
        import fsspec

        files, root = fsspec.core.url_to_fs(url)
        return cls(files, root.rstrip("/"))

    def path(self, key: str) -> str:
        """Of a file in it."""
        return f"{self.root}/{key}"

    def sizes(self, *, recursive: bool = True) -> dict[str, int]:
        """Bytes of each file by its key, in the order of those. Raises OSError."""
        self.files.invalidate_cache()
        if not self.files.exists(self.root):
            return {}
        found = self.files.find(self.root, maxdepth=None if recursive else 1, detail=True)
        beginning = len(self.files._strip_protocol(self.root)) + 1
        return {path[beginning:]: int(info["size"]) for path, info in sorted(found.items())}

    def write_part(self, output: str, data: bytes) -> None:
        """Write what is to become a result, under a name that its own content makes."""
        part = self.path(part_of(output, sha256(data).hexdigest()))
        self.files.makedirs(part.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(part, data)

    def commit(self, line: Line) -> None:
        """Give a result its name. Raises OSError."""
        assert line.output is not None and line.output_sha256 is not None
        self.files.mv(self.path(part_of(line.output, line.output_sha256)), self.path(line.output))


def part_of(output: str, digest: str) -> str:
    """The key of what is to become a result; the same for the same result, however often that is made."""
    folder, slash, name = output.rpartition("/")
    return f"{folder}{slash}.{sha256(name.encode()).hexdigest()[:24]}-{digest[:16]}.mattebox-part"


@dataclass(slots=True)
class RemotePlan:
    """See `plan.Plan`. jobs: key and output."""

    jobs: list[tuple[str, str]] = field(default_factory=list)
    done: int = 0
    elsewhere: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    finished: list[Line] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def tidy(self, out: Place) -> None:
        """Finish what runs that were killed had all but finished, and remove what else they have left."""
        for line in self.finished:
            out.commit(line)
        for key in self.leftovers:
            out.files.rm_file(out.path(key))


def plan(source: Place, out: Place, wish: Wish, known: Known, *, recursive: bool) -> RemotePlan:
    """Decide for each picture; sizes are compared, contents are not fetched for it."""
    made, sizes, there = RemotePlan(), source.sizes(recursive=recursive), out.sizes()
    pictures = [Found(key, Path(key)) for key in _pictures(source, out, sizes, known, made.skipped)]
    parts = {key for key in there if key.endswith(".mattebox-part")}
    for key, output in named(pictures, wish, known.made, ()).items():
        if not wish.shard.holds(key):
            made.elsewhere += 1
            continue
        line = known.last.get(key)
        current = line is not None and not wish.overwrite and _is_current(line, wish, output, sizes[key])
        part = part_of(output, line.output_sha256 or "") if line is not None else ""
        if current and line is not None and output not in there and part in parts:
            made.finished.append(line)
            parts.discard(part)
            made.done += 1
        elif current and line is not None and there.get(output) == line.output_bytes:
            made.done += 1
        elif output in there and not wish.overwrite and not _is_own(known, key, output, there[output]):
            made.refused.append((key, f"{out.path(output)} exists and no manifest knows it; --overwrite replaces it"))
        else:
            made.jobs.append((key, output))
        beginning = part_of(output, "").removesuffix(".mattebox-part")
        made.leftovers += [each for each in parts if each.startswith(beginning)]
    return made


def _pictures(source: Place, out: Place, sizes: dict[str, int], known: Known, skipped: Counter[str]) -> Iterator[str]:
    inside = out.root.removeprefix(f"{source.root}/") + "/" if out.root.startswith(f"{source.root}/") else None
    for key in sizes:
        if any(is_hidden(part) for part in PurePosixPath(key).parts):
            skipped["hidden"] += 1
        elif (inside and key.startswith(inside)) or (source.root == out.root and key in known.made):
            skipped["result"] += 1
        elif kinds.says_picture(key) or kinds.looks_like_picture(
            source.files.cat_file(source.path(key), 0, kinds.HEAD_BYTES)
        ):
            yield key
        else:
            skipped["no picture"] += 1


def _is_current(line: Line, wish: Wish, output: str, size: int) -> bool:
    same = line.recipe == wish.recipe and line.output == output and line.input_bytes == size
    return same and line.status == "ok"


def _is_own(known: Known, key: str, output: str, size: int) -> bool:
    line = known.made.get(output)
    return line is not None and line.input == key and line.output_bytes == size
