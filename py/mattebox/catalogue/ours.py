"""Which files are results: what a run has made is no picture for the next."""

import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from . import names
from .inputs import absolute


def tell_ours(out: Path | None, sources: Iterable[str], made: Collection[str], template: str) -> Callable[[Path], bool]:
    """Something that knows results.

    Args:
        out: the folder of the results; None: they lie beside the pictures.
        sources: what is gathered.
        made: results that manifests know, by their paths relative to `out`.
        template: of the results' names, by which those are known that stand beside their pictures.
    """
    results = {_key(out / path) for path in made} if out is not None else set()
    apart = out is not None and not any(_same(out, Path(source)) for source in sources)
    pattern = names.result_names(template)
    stems: dict[Path, set[str]] = {}

    def is_ours(path: Path) -> bool:
        if apart and out is not None and _same(out, path):
            return True
        if _key(path) in results:
            return True
        match = pattern.fullmatch(path.name) if pattern is not None else None
        if match is None or apart:
            return False
        if path.parent not in stems:
            stems[path.parent] = {each.stem for each in path.parent.iterdir()}
        return match["name"] in stems[path.parent]

    return is_ours


def _key(path: Path) -> str:
    return os.path.normcase(absolute(path))


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
