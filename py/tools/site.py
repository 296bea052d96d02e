"""dist/: the site as any static host serves it."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from model.assemble import put_networks
from model.fetch import megabytes, sha256

from .headers import HEADERS, headers, sealed
from .here import DIST, RELEASE, ROOT, WEB, holds, key_of, put, say, shipped
from .hints import hinted
from .papers import put_papers
from .pyodide import put_python
from .samples import samples
from .setup import setup_node
from .vendor import VENDOR, put_vendor
from .zipped import zipped

# Beside the package that reads them: whoever installs it, or runs it from here, has them.
MODELS = ROOT / "py" / "mattebox" / "networks"
# Small enough to resume from cheaply after an interruption, and below every static host's limit for one file.
PART_BYTES = 4 << 20
# What only a device with a GPU fetches: a build of the runtime, and graphs of their own for networks that have them.
GPU_FILES = ("ort.jspi.bundle.min.js", "ort-wasm-simd-threaded.jspi.wasm")
GPU_GRAPH = ".gpu.onnx."
# What browsers fetch by themselves, what a host may keep to itself, and what says who may have the engine in a frame.
NOT_LISTED = {"sw.js", "_headers", "embed.html", "embed.json"}


def build(*, release: bool = False) -> None:
    """Make dist/: the same inputs give byte-identical files. A release has the bill of materials and
    the documentation, too."""
    models = put_networks(MODELS)
    key, stamp = inputs_key(release=release), ROOT / "build" / "dist-stamp"
    if holds(stamp, key) and (DIST / "assets.json").exists():
        say("dist: up to date")
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(DIST, ignore_errors=True)
    networks = [file for entry in models.values() for file in (*entry["graphs"].values(), entry["weights"])]
    with ThreadPoolExecutor() as pool:
        parts = pool.map(put_parts, networks)  # zlib's work, beside npm's and Node's
        setup_node()
        python = pool.submit(put_python)
        put_vendor()
        python.result()
        for file, own in zip(networks, parts, strict=True):
            file["parts"] = own
    for path in shipped(WEB):
        put(DIST / path.relative_to(WEB), path.read_bytes())
    put_headers()
    put_papers(models, release=release)
    if release:
        from .docs.site import put_docs  # libraries that only a release needs

        put_docs(listed_files())
    put_assets({"models": models, "samples": samples()})
    put_plain_pages()
    stamp.write_text(key)


def inputs_key(*, release: bool) -> str:
    """A hash over everything of which dist/ is made."""
    sources = [path for folder in (WEB, ROOT / "py") for path in shipped(folder) if MODELS not in path.parents]
    made_of = [HEADERS, VENDOR, WEB / "package-lock.json", MODELS / "models.json", *sources]
    if release:
        made_of += [*shipped(ROOT / "docs"), *shipped(WEB / "package"), *ROOT.glob("*.md")]
    return key_of(made_of, "release\n" if release else "")


def put_headers() -> None:
    put(DIST / "index.html", sealed(hinted((WEB / "index.html").read_text())).encode())
    put(DIST / "embed.html", sealed((WEB / "embed.html").read_text()).encode())
    lines = (f"  {name}: {value}" for name, value in headers().items())
    put(DIST / "_headers", "\n".join(["/*", *lines, ""]).encode())


def put_plain_pages() -> None:
    """Pages as text, for the service worker: what writes scripts into pages on the way leaves text as it is."""
    for page in DIST.rglob("*.html"):
        put(page.with_suffix(".html.txt"), page.read_bytes())


def put_parts(file: dict[str, Any]) -> list[dict[str, Any]]:
    """A network's graph or weights, of models.json."""
    data = zipped((MODELS / file["file"]).read_bytes(), 9)
    parts = []
    for i in range(0, len(data), PART_BYTES):
        part = data[i : i + PART_BYTES]
        path = f"models/{file['file']}.{file['sha256'][:8]}.{i // PART_BYTES}.bin"
        put(DIST / path, part)
        parts.append({"path": path, "bytes": len(part), "sha256": sha256(part)})
    return parts


def put_assets(contents: dict[str, Any]) -> None:
    """assets.json for the page and the engine, and the same as a script for the service worker."""
    files = listed_files()
    version = sha256(json.dumps([RELEASE, files, contents], sort_keys=True).encode())[:16]
    told = {"release": RELEASE, "version": version, "files": files, **contents}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    put(DIST / "assets.json", text.encode())
    put(DIST / "precache.js", precache(text))
    first = sum(f["gzip_bytes"] for f in files if f["group"] in ("shell", "engine"))
    say(f"dist: {len(files)} files, version {version}; a first visit fetches {megabytes(first)} (gzip)")


def listed_files() -> list[dict[str, Any]]:
    """All that is in dist/ for its readers."""
    files = sorted(path for path in DIST.rglob("*") if path.is_file())
    with ThreadPoolExecutor() as pool:
        return list(pool.map(listed, (path for path in files if path.relative_to(DIST).as_posix() not in NOT_LISTED)))


def listed(path: Path) -> dict[str, Any]:
    """A file of dist/, as assets.json tells of it."""
    data, name = path.read_bytes(), path.relative_to(DIST).as_posix()
    wire = len(data) if path.suffix in {".bin", ".zip", ".whl", ".jpg", ".png", ".webp"} else len(zipped(data, 6))
    return {"path": name, "bytes": len(data), "gzip_bytes": wire, "sha256": sha256(data), "group": group(name)}


def precache(assets: str) -> bytes:
    """What the service worker imports."""
    return f"self.MATTEBOX_ASSETS = {assets};\nself.MATTEBOX_HEADERS = {json.dumps(headers())};\n".encode()


def group(name: str) -> str:
    if name.startswith("docs/"):
        return "docs"
    if name.startswith("vendor/ort/") and Path(name).name in GPU_FILES:
        return "gpu"
    if name.startswith("models/") and GPU_GRAPH in name:
        return "gpu"
    if name.startswith("vendor/heif/"):
        return "heif"
    if name.startswith("vendor/c2pa/"):
        return "credentials"
    if name.startswith("vendor/oxipng/"):
        return "smaller"
    return "engine" if name.startswith(("vendor/", "models/", "py/")) else "shell"
