"""What a command needs of PyPI and npm, into .venv and web/node_modules: from the cache where it is in it."""

import shutil
import subprocess
import sys
from pathlib import Path

from model.fetch import downloaded, sha256

from .here import CACHE, NETWORK_HINT, PYTHON, ROOT, VENV, WEB, SetupError, run, say

LOCKS = ROOT / "requirements"
GROUPS = tuple(sorted(path.stem for path in LOCKS.glob("*.txt")))


def setup_python(*groups: str) -> None:
    """Install groups of pyproject.toml's packages, each as its lock pins it, hash by hash."""
    for group in groups:
        lock, stamp = LOCKS / f"{group}.txt", VENV / f"mattebox-{group}"
        key = sha256(lock.read_bytes())
        if not stamp.exists() or stamp.read_text() != key:
            install(group, lock)
            stamp.write_text(key)


def install(group: str, lock: Path) -> None:
    if not PYTHON.exists():
        say("python: making .venv")
        run([sys.executable, "-m", "venv", VENV], hint="On Debian: apt-get install python3-venv.")
    say(f"python: installing what is needed for {group}")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    locked: list[str | Path] = ["--require-hashes", "--only-binary", ":all:", "--requirement", lock]
    wheels = CACHE / "wheels"
    from_cache = [*pip, "install", "--no-index", "--find-links", wheels, *locked]
    if subprocess.run(from_cache, capture_output=True, check=False).returncode:
        run([*pip, "download", "--dest", wheels, *locked], hint=NETWORK_HINT)
        run(from_cache)


def setup_node(*, tests: bool = False) -> None:
    """The npm packages of which the site is made; with `tests`, those that check it, too."""
    lock = sha256((WEB / "package-lock.json").read_bytes())
    for_site, for_tests = f"{lock} site", f"{lock} site, tests"
    stamp = WEB / "node_modules" / ".mattebox-stamp"
    if stamp.exists() and stamp.read_text() in ({for_tests} if tests else {for_site, for_tests}):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SetupError("npm is missing. Install Node.js 20 or newer, which brings it, and try again.")
    say("node: installing the pinned packages (about 60 MB where the cache is empty)")
    options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    fewer = [] if tests else ["--omit=dev", "--omit=optional"]
    cache = CACHE / "npm"
    before = size_of(cache)
    run([npm, "ci", "--cache", cache, *options, *fewer], cwd=WEB, hint=NETWORK_HINT)
    downloaded.append(size_of(cache) - before)
    stamp.write_text(for_tests if tests else for_site)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
