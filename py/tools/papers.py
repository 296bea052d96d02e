"""What others made of what is shipped: the bill of materials and the page of licences."""

from collections.abc import Iterator
from typing import Any

from model.fetch import sha256

from .headers import sealed
from .here import DIST, WEB, put
from .pyodide import PYODIDE_PACKAGES, pyodide_lock, pyodide_wheels
from .samples import PHOTOS, PHOTOS_FROM, SAMPLES
from .sbom import parts
from .sbom.page import page
from .vendor import vendored


def put_papers(models: dict[str, Any], *, release: bool) -> None:
    """What others made of what is shipped: the page of licences and, of a release, the bill of materials."""
    others = list(parts_of_others(models))
    put(DIST / "licences.html", sealed(page(others, with_bill=release)).encode())
    if release:
        from .sbom.bill import bill  # a library that only a release needs

        hashes = {path: sha256((DIST / path).read_bytes()) for part in others for path in part.files}
        put(DIST / "sbom.cdx.json", bill(others, hashes).encode())


def parts_of_others(models: dict[str, Any]) -> Iterator[parts.Part]:
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
