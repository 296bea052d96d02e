"""Files of npm packages, pinned one by one in web/vendor.toml."""

import json
import tomllib

from model.fetch import sha256

from .here import DIST, ROOT, WEB, SetupError, put
from .pyodide import pyodide_lock, pyodide_wheels, python_image

VENDOR = WEB / "vendor.toml"


def put_vendor() -> None:
    for package, files in vendored().items():
        for name, pin in files.items():
            put(DIST / name, pinned(package, pin))
    target = DIST / "vendor" / "pyodide"
    put(target / "pyodide-lock.json", json.dumps(pyodide_lock() | {"packages": {}}).encode())
    for path in python_image([wheel for wheel, _ in pyodide_wheels().values()]):
        put(target / path.name, path.read_bytes())


def vendored() -> dict[str, dict[str, dict[str, str]]]:
    """By npm package and path in dist/: the file of the package, and its sha256."""
    return tomllib.loads(VENDOR.read_text())


def pinned(package: str, pin: dict[str, str]) -> bytes:
    path = WEB / "node_modules" / package / pin["file"]
    data = path.read_bytes()
    if sha256(data) != pin["sha256"]:
        raise SetupError(
            f"{path.relative_to(ROOT)} is not the file that web/vendor.toml pins: its sha256 is {sha256(data)}. Remove "
            "web/node_modules and try again; if that does not help, do not use this package."
        )
    return data
