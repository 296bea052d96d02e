"""What the project needs of PyPI and npm, into .venv and web/node_modules."""

import json
import shutil
import sys
import tomllib
from pathlib import Path

from model.fetch import sha256

from .here import CACHE, NETWORK_HINT, PYTHON, ROOT, VENV, WEB, SetupError, run, say


def setup() -> None:
    """Python packages into .venv and npm packages into web/node_modules, both from the cache where they are in it."""
    setup_python()
    setup_node()


def setup_python() -> None:
    requirements = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["dev"]
    key = sha256(json.dumps([requirements, sys.version_info[:2], sys.platform]).encode())[:16]
    stamp = VENV / "mattebox-stamp"
    if stamp.exists() and stamp.read_text() == key:
        return
    if not PYTHON.exists():
        say("python: making .venv")
        run([sys.executable, "-m", "venv", VENV], hint="On Debian: apt-get install python3-venv.")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheels = CACHE / f"wheels-{key}"
    if not checksums_hold(wheels):
        say(f"python: downloading {len(requirements)} pinned packages and what they need (about 200 MB)")
        shutil.rmtree(wheels, ignore_errors=True)
        run([*pip, "download", "--dest", wheels, *requirements], hint=NETWORK_HINT)
        write_checksums(wheels)
    say("python: installing into .venv")
    run([*pip, "install", "--no-index", "--find-links", wheels, *requirements])
    stamp.write_text(key)


def checksums_hold(folder: Path) -> bool:
    try:
        sums: dict[str, str] = json.loads((folder / "sha256.json").read_text())
        return all(sha256((folder / name).read_bytes()) == want for name, want in sums.items())
    except FileNotFoundError:
        return False


def write_checksums(folder: Path) -> None:
    sums = {path.name: sha256(path.read_bytes()) for path in sorted(folder.iterdir())}
    (folder / "sha256.json").write_text(json.dumps(sums, indent=1))


def setup_node() -> None:
    lock = sha256((WEB / "package-lock.json").read_bytes())
    stamp = WEB / "node_modules" / ".mattebox-stamp"
    if stamp.exists() and stamp.read_text() == lock:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SetupError("npm is missing. Install Node.js 20 or newer, which brings it, and try again.")
    say("node: installing the pinned packages (about 60 MB where the cache is empty)")
    options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run([npm, "ci", "--cache", CACHE / "npm", *options], cwd=WEB, hint=NETWORK_HINT)
    stamp.write_text(lock)
