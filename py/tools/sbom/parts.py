"""The parts that others made, with what their packages say of themselves."""

import base64
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.catalog import load

Kind = Literal["library", "machine-learning-model", "data"]

LICENCE_FILE = re.compile(r"(licen[cs]e|copying)(\.(md|txt))?", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """
    Attributes:
        origin: a package URL (purl): what it is, of which registry.
        licence: an SPDX identifier, or words where there is none for it.
        text: of the licence.
        hashes: of what the registry delivered, in hexadecimal by algorithm as CycloneDX names it.
        files: paths in dist/ that are it, or are made of it.
    """

    name: str
    version: str
    kind: Kind
    origin: str
    licence: str
    text: str
    hashes: dict[str, str]
    files: Sequence[str]
    note: str = ""


class LicenceError(RuntimeError):
    """A part whose licence is not known; the message says which."""


def from_npm(name: str, modules: Path, lock: Path, files: Sequence[str]) -> Part:
    """An npm package that is installed in `modules` as `lock` pins it."""
    about = json.loads((modules / name / "package.json").read_text())
    algorithm, digest = json.loads(lock.read_text())["packages"][f"node_modules/{name}"]["integrity"].split("-", 1)
    hashes = {algorithm.upper().replace("SHA", "SHA-"): base64.b64decode(digest).hex()}
    own = [path.read_text() for path in sorted((modules / name).iterdir()) if LICENCE_FILE.fullmatch(path.name)]
    licence, version = about.get("license", ""), about["version"]
    text = own[0] if own else text_of(licence, name, modules)
    return Part(name, version, "library", npm(name, version), licence, text, hashes, files)


def from_wheel(name: str, wheel: Path, sha256: str, licence: str, files: Sequence[str]) -> Part:
    """A wheel of Pyodide's release. Its metadata has no SPDX identifier, so `licence` gives it; the text is its own."""
    with zipfile.ZipFile(wheel) as archive:
        inside = [member for member in archive.namelist() if ".dist-info/" in member]
        about = next(member for member in inside if member.endswith("/METADATA")).split("/")[0]
        texts = [archive.read(member).decode() for member in inside if LICENCE_FILE.fullmatch(Path(member).name)]
    version = about.removesuffix(".dist-info").split("-")[1]
    if not texts:
        raise LicenceError(f"{wheel.name} has no licence in it.")
    return Part(name, version, "library", pypi(name, version), licence, texts[0], {"SHA-256": sha256}, files)


def from_model(name: str, modules: Path, files: Sequence[str]) -> Part:
    """A network, by its original: what is shipped of it is compressed (model/compress)."""
    models = load()
    model, source = models[name], models[name.partition("_")[0]].source
    registry = npm if source.kind == "npm" else pypi
    origin = f"{registry(source.package, source.version)}#{source.member.strip('/')}"
    text, hashes = text_of(model.licence, name, modules), {"SHA-256": source.sha256}
    kind: Kind = "machine-learning-model"
    return Part(model.title, source.version, kind, origin, model.licence, text, hashes, files, model.licence_note)


def from_photo(
    name: str, title: str, credit: str, package: tuple[str, str], sha256: str, modules: Path, files: Sequence[str]
) -> Part:
    """A sample photograph that a Python package carries; its credit says whose it is."""
    licence = "CC0-1.0" if credit.endswith("CC0") else "Public domain"
    text = text_of(licence, name, modules) if licence == "CC0-1.0" else credit
    origin = f"{pypi(*package)}#skimage/data/{name}.png"
    return Part(f"Sample photo: {title}", package[1], "data", origin, licence, text, {"SHA-256": sha256}, files, credit)


def text_of(licence: str, name: str, modules: Path) -> str:
    """Of a package that ships no text: that of the project's Python package, else the SPDX list's."""
    if name == "onnxruntime-web":
        return Path(__file__).with_name("onnxruntime.txt").read_text()
    path = modules / "spdx-license-list" / "licenses" / f"{licence}.json"
    if not path.exists():
        raise LicenceError(f"{name} says {licence!r} for its licence, and no text of that is known.")
    text: str = json.loads(path.read_text())["licenseText"]
    return text


def npm(name: str, version: str) -> str:
    return f"pkg:npm/{name.replace('@', '%40')}@{version}"


def pypi(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"
