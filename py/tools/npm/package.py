"""The npm package `mattebox`, for other people's sites: build/mattebox-VERSION.tgz."""

import gzip
import io
import json
import re
import shutil
import tarfile
from pathlib import Path
from typing import Any

from model.fetch import megabytes, sha256

from ..here import DIST, RELEASE, ROOT, WEB, holds, key_of, put, run, say, shipped

SOURCES = WEB / "package"
GUIDE, LICENCE = ROOT / "docs" / "embed.md", ROOT / "LICENSE"
TARBALL = ROOT / "build" / f"mattebox-{RELEASE}.tgz"
# Of dist/, what the engine needs; the page, its modules and what only it takes of npm stay behind.
ASSETS = ("engine/", "models/", "py/", "vendor/", "licences.")
ONLY_THE_PAGES = {"vendor/client-zip.js"}
# As npm has it: a time that every archive format can say.
MTIME = 499162500
IMPORTED = re.compile(r"""(?:from|import\()\s*["'](\.[^"']+)\.js["']""")
ENTRIES = ("index", "element", "compat", "frame")


def manifest() -> dict[str, Any]:
    """package.json. In `exports` the first condition that holds is taken: types have to come first."""

    def entry(name: str, **first: str) -> dict[str, str]:
        return {"types": f"./types/package/{name}.d.ts"} | first | {"default": f"./{name}.js"}

    on_servers = {"node": "./node.js"}
    return {
        "name": "mattebox",
        "version": RELEASE,
        "description": "Cuts the subject out of a picture in the browser: full resolution, straight alpha, no upload.",
        "keywords": ["background removal", "matting", "segmentation", "alpha", "onnx", "webassembly"],
        "license": "MIT",
        "type": "module",
        "sideEffects": ["./element.js"],
        "bin": {"mattebox": "bin/mattebox.mjs"},
        "engines": {"node": ">=20"},
        "exports": {
            ".": entry("index", **on_servers),
            "./element": entry("element"),
            "./compat": entry("compat", **on_servers),
            "./frame": entry("frame", **on_servers),
            "./assets/*": "./assets/*",
            # No module for anybody but the engine. (Checkers take the // of an address in it for a comment, which hides
            # its export from them.)
            "./assets/vendor/pyodide/pyodide.js": None,
            "./package.json": "./package.json",
        },
    }


def pack() -> None:
    """Write the tarball, of a dist/ that is built: the same inputs give the same bytes."""
    made_of = [DIST / "assets.json", GUIDE, LICENCE, WEB / "tsconfig.json", WEB / "package-lock.json", Path(__file__)]
    key, stamp = key_of([*made_of, *shipped(WEB / "engine"), *shipped(SOURCES)]), TARBALL.with_name("npm-stamp")
    if holds(stamp, key) and TARBALL.exists():
        say(f"{TARBALL.name}: up to date")
        return
    files = contents()
    data = gzip.compress(archive(files), 6, mtime=0)
    put(TARBALL, data)
    say(f"{TARBALL.name}: {len(files)} files, {megabytes(len(data))}")
    stamp.write_text(key)


def contents() -> dict[str, bytes]:
    """The files of the package by their names."""
    modules = {path.relative_to(SOURCES).as_posix(): path.read_bytes() for path in sorted(SOURCES.rglob("*.*js"))}
    return {
        "package.json": (json.dumps(manifest(), indent=2) + "\n").encode(),
        "README.md": GUIDE.read_bytes(),
        "LICENSE": LICENCE.read_bytes(),
        **modules,
        **declarations(),
        **assets(),
    }


def assets() -> dict[str, bytes]:
    """What lies behind `base`, and an assets.json that lists just that."""
    told = json.loads((DIST / "assets.json").read_text())
    files = [f for f in told["files"] if f["path"].startswith(ASSETS) and f["path"] not in ONLY_THE_PAGES]
    version = sha256(json.dumps([RELEASE, files]).encode())[:16]
    listed = told | {"version": version, "files": files, "samples": []}
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    return {"assets/assets.json": text.encode()} | {
        f"assets/{file['path']}": (DIST / file["path"]).read_bytes() for file in files
    }


def declarations() -> dict[str, bytes]:
    """What TypeScript makes of the JSDoc: of the three entries, and of what those name."""
    made = ROOT / "build" / "types"
    shutil.rmtree(made, ignore_errors=True)
    options = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--stripInternal"]
    tsc = WEB / "node_modules" / "typescript" / "bin" / "tsc"
    run(["node", tsc, "-p", WEB / "tsconfig.json", *options, "--rootDir", WEB, "--outDir", made])
    found: set[Path] = set()
    waiting = [made / "package" / f"{name}.d.ts" for name in ENTRIES]
    while waiting:
        path = waiting.pop()
        found.add(path)
        named = {(path.parent / f"{name}.d.ts").resolve() for name in IMPORTED.findall(path.read_text())}
        waiting += named - found
    return {f"types/{path.relative_to(made).as_posix()}": path.read_bytes() for path in sorted(found)}


def archive(files: dict[str, bytes]) -> bytes:
    """A tar as npm has it, of files by their names in the package."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size, entry.mtime = len(data), MTIME
            entry.mode = 0o755 if name.startswith("bin/") else 0o644
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()
