"""requirements/: the packages of pyproject.toml's groups with all that they bring, for every system, hash by hash."""

import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

from .here import NETWORK_HINT, PYTHON, ROOT, run
from .setup import LOCKS

PROJECT = ROOT / "pyproject.toml"


def lock() -> None:
    """Resolve anew: the newest packages that the pinned ones take, of each the same version in all groups."""
    groups = tomllib.loads(PROJECT.read_text())["dependency-groups"]
    with tempfile.TemporaryDirectory() as folder:
        everything = Path(folder) / "everything.txt"
        resolve(groups, everything)
        for group in groups:
            resolve([group], LOCKS / f"{group}.txt", "--upgrade", "--constraints", everything)


def resolve(groups: Iterable[str], out: Path, *options: str | Path) -> None:
    wanted = [option for group in groups for option in ("--group", group)]
    universal = ["--universal", "--python-version", "3.11", "--only-binary", ":all:", "--generate-hashes"]
    told = ["--quiet", "--no-annotate", "--custom-compile-command", "python3 build.py lock"]
    command: list[str | Path] = [PYTHON, "-m", "uv", "pip", "compile"]
    run([*command, *universal, *told, *wanted, *options, "--output-file", out], hint=NETWORK_HINT)
