"""What the pages of a site that embeds Mattebox have in common."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

OpenShop = Callable[..., Page]

# As strict as a site can be and still run WebAssembly.
STRICT = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self' blob: data:; style-src 'self'; require-trusted-types-for 'script'; trusted-types mattebox"
)
# How a host may let a page have threads.
ISOLATION = {
    "none": {},
    "page": {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"},
    "document": {"Document-Isolation-Policy": "isolate-and-credentialless"},
}
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,">'


def put_toys(assets: Path, small: Path) -> None:
    """The toys of the small site in the place of a package's networks."""
    shutil.rmtree(assets / "models")
    shutil.copytree(small / "models", assets / "models")
    told = json.loads((assets / "assets.json").read_text())
    theirs = json.loads((small / "assets.json").read_text())
    toys = [file for file in theirs["files"] if file["path"].startswith("models/")]
    files = [file for file in told["files"] if not file["path"].startswith("models/")] + toys
    (assets / "assets.json").write_text(json.dumps(told | {"files": files, "models": theirs["models"]}))
