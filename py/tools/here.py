"""Where things lie, how commands are run, and whether what was made is of what there is now."""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB, DIST, VENV = ROOT / "web", ROOT / "dist", ROOT / ".venv"
CACHE = Path(
    os.environ.get("MATTEBOX_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "mattebox"
)
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# Of web/: what is for building the site, not for its readers.
NOT_SHIPPED = {
    *("node_modules", "package.json", "package-lock.json", "tsconfig.json", "eslint.config.js"),
    *("README.md", "headers.toml", "vendor.toml", "package"),
}
# Said once, in the package, which is not imported here: what it needs is not installed yet.
_RELEASE = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
RELEASE = _RELEASE.findall((ROOT / "py" / "mattebox" / "__init__.py").read_text())[0]
NETWORK_HINT = "Check the network and the settings of npm and pip, then run the same command again."


class SetupError(RuntimeError):
    """Something the machine lacks; the message says what to do."""


def say(message: str) -> None:
    print(message, flush=True)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, hint: str = "") -> None:
    """Run a command whose output the person sees; a failure ends the build with `hint`."""
    if subprocess.run(command, cwd=cwd, check=False).returncode:
        raise SetupError(f"{' '.join(map(str, command[:4]))} … failed. {hint}".strip())


def shipped(folder: Path) -> list[Path]:
    hidden = NOT_SHIPPED | {"__pycache__"}
    return sorted(p for p in folder.rglob("*") if p.is_file() and not hidden & set(p.relative_to(folder).parts))


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def key_of(paths: Iterable[Path], about: str = "") -> str:
    """A hash over files, their places in the project, and what else something is made of."""
    digest = hashlib.sha256(about.encode())
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def holds(stamp: Path, key: str) -> bool:
    """Whether something was made of just this, as its stamp says."""
    return stamp.exists() and stamp.read_text() == key
