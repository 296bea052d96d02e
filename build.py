#!/usr/bin/env python3
"""The one command of Mattebox: set up, build, serve, test, bench and cut.

Runs on a fresh machine with nothing but Python 3.11 and Node.js. Each command installs what it needs: npm packages, as
web/package-lock.json pins them, and Python packages, as requirements/ pins them, into a `.venv` (building and serving
take none). Every download is checked by its hash and kept in a cache per user (MATTEBOX_CACHE, else
XDG_CACHE_HOME/mattebox, else ~/.cache/mattebox). With a warm cache no network is needed.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from model.assemble import put_networks
from model.fetch import FetchError

sys.path.insert(0, str(Path(__file__).resolve().parent / "py"))

from tools.browsers import find_chromium
from tools.here import PYTHON, ROOT, VENV, WEB, SetupError, run
from tools.lock import lock
from tools.npm.package import pack
from tools.packages import put_packages
from tools.samples import photos
from tools.serve import serve
from tools.setup import GROUPS, setup_node, setup_python
from tools.site import MODELS, build


def test(arguments: list[str]) -> int:
    """Linters, types, the tests in Node, then pytest: unit, model, browser. With arguments: only pytest, with these."""
    setup_node(tests=True)
    build(release=True)
    put_packages()
    pack()
    os.environ["CHROMIUM"] = find_chromium()
    photos()
    if not arguments:
        run([PYTHON, "-m", "ruff", "check", "."])
        run([PYTHON, "-m", "mypy"])
        for script in ("check", "lint", "test"):
            run([shutil.which("npm") or "npm", "run", "--silent", script], cwd=WEB)
        # Playwright's event loop runs until its process ends: what has a loop of its own comes before.
        folders = ["tests/unit", "tests/model", "tests/package", "tests/browser"]
        at_once = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-m", "not timed"]
        return max(pytest(*at_once, *folders), pytest("-m", "timed", *folders))
    return pytest(*arguments)


def pytest(*arguments: str) -> int:
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def bench(name: str, arguments: list[str]) -> int:
    script = ROOT / "tests" / "bench" / f"{name}.py"
    if not script.exists():
        known = ", ".join(sorted(p.stem for p in script.parent.glob("*.py")))
        raise SetupError(f"There is no benchmark {name}. There are: {known}.")
    setup_node()
    build()
    os.environ["CHROMIUM"] = find_chromium()
    os.environ["PYTHONPATH"] = os.pathsep.join(str(ROOT / p) for p in ("py", "tests/support", "."))
    return subprocess.run([PYTHON, script, *arguments], check=False).returncode


def cut(arguments: list[str]) -> int:
    put_networks(MODELS)
    os.environ["PYTHONPATH"] = str(ROOT / "py")
    return subprocess.run([PYTHON, "-m", "mattebox.cli", "cut", *arguments], check=False).returncode


def packages_for(given: argparse.Namespace, rest: list[str]) -> Sequence[str]:
    """The groups of Python packages that a command uses."""
    match given.command:
        case "setup":
            return GROUPS
        case "build" if given.release:
            return ["release"]
        case "test":
            return ["test"] if rest else ["lint", "ray", "test"]
        case "cut":
            return ["native"]
        case "bench" | "lock":
            return [given.command]
    return []


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py", description="Set up, build, serve and test Mattebox.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install everything into .venv and web/node_modules")
    builder = commands.add_parser("build", help="make dist/")
    release = "with the bill of materials, the Python package and the npm package"
    builder.add_argument("--release", action="store_true", help=release)
    server = commands.add_parser("serve", help="build and serve the site on this machine")
    server.add_argument("--port", type=int, default=8000)
    server.add_argument("--open", action="store_true", help="open a browser")
    server.add_argument("--dev", action="store_true", help="web/ from its sources, no service worker: save and reload")
    # What follows these is for others to read, their --help too.
    commands.add_parser("test", help="linters, types and every test; arguments go to pytest", add_help=False)
    benches = commands.add_parser("bench", help="run tests/bench/NAME.py", add_help=False)
    benches.add_argument("name", metavar="NAME")
    cutter = "`mattebox cut` from here: pictures, natively"
    commands.add_parser("cut", help=cutter, add_help=False)
    commands.add_parser("lock", help="renew requirements/: what Python packages bring, with hashes")
    given, rest = parser.parse_known_args()
    if rest and given.command not in {"test", "bench", "cut"}:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        if groups := packages_for(given, rest):
            setup_python(*groups)
            if Path(sys.prefix).resolve() != VENV:
                return subprocess.run([PYTHON, *sys.argv], check=False).returncode
        match given.command:
            case "setup":
                setup_node(tests=True)
            case "build":
                if given.release:
                    setup_node(tests=True)  # TypeScript makes the npm package's types
                build(release=given.release)
                if given.release:
                    put_packages()
                    pack()
            case "serve":
                serve(given.port, given.open, dev=given.dev)
            case "test":
                return test(rest)
            case "bench":
                return bench(given.name, rest)
            case "cut":
                return cut(rest)
            case "lock":
                lock()
    except (SetupError, FetchError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
