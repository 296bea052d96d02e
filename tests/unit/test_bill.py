"""The bill of materials covers all that others made of what is shipped, and the page of licences tells of it."""

import hashlib
import json
from dataclasses import replace
from importlib.metadata import distribution

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from model.fetch import sha256
from tools import here
from tools.here import DIST, WEB, SetupError
from tools.papers import parts_of_others
from tools.pyodide import PYODIDE_PACKAGES
from tools.sbom.bill import bill
from tools.sbom.page import page
from tools.sbom.parts import LicenceError, Part, text_of
from tools.vendor import pinned, vendored

MADE_HERE = {
    *("assets.json", "precache.js", "_headers", "sbom.cdx.json", "licences.html"),
    *("index.html", "embed.html", "py/mattebox.bin"),
}
PART = Part("p<b>", "1.0", "library", "pkg:npm/p@1.0", "MIT", "Do & let <do>.", {"SHA-256": "ab" * 32}, ["vendor/p.js"])


def shipped():
    return {path.relative_to(DIST).as_posix(): path for path in DIST.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def text():
    path = DIST / "sbom.cdx.json"
    if not path.exists():
        pytest.fail("dist/ is no release; run the tests with `python3 build.py test`")
    return path.read_text()


@pytest.fixture(scope="module")
def components(text):
    return {component["bom-ref"]: component for component in json.loads(text)["components"]}


@pytest.fixture(scope="module")
def parts():
    return list(parts_of_others(json.loads((DIST / "assets.json").read_text())["models"]))


def test_every_shipped_file_is_ours_or_in_the_bill(components):
    ours = {path.relative_to(WEB).as_posix(): path for path in here.shipped(WEB)}
    for name, path in shipped().items():
        if name.endswith(".html.txt"):  # what is kept of a page
            assert path.read_bytes() == path.with_suffix("").read_bytes(), name
        elif f"file:{name}" not in components and name not in MADE_HERE and not name.startswith("docs/"):
            assert path.read_bytes() == ours[name].read_bytes(), name


def test_files_are_what_the_bill_says(components):
    files = {component["name"]: component for component in components.values() if component["type"] == "file"}
    assert len(files) >= 20
    for name, component in files.items():
        digest = hashlib.sha256((DIST / name).read_bytes()).hexdigest()
        assert component["hashes"] == [{"alg": "SHA-256", "content": digest}], name


def test_every_file_has_an_origin_with_version_licence_and_hash(text, components):
    origins = {each["ref"]: each.get("dependsOn", []) for each in json.loads(text)["dependencies"]}
    for ref, component in components.items():
        assert component["licenses"], ref
        if component["type"] == "file":
            assert origins[ref] and {components[origin]["type"] for origin in origins[ref]} <= {
                *("library", "machine-learning-model", "data")
            }
        else:
            assert component["purl"] == ref and component["version"]
            # CPython comes as a part of Pyodide, whose archive has one.
            assert component.get("hashes") or component["name"] == "CPython"


def test_the_bill_is_valid(text):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_same_parts_give_the_same_bytes(text, parts):
    hashes = {path: sha256((DIST / path).read_bytes()) for part in parts for path in part.files}
    assert bill(parts[::-1], dict(reversed(hashes.items()))) == text
    assert bill([replace(parts[0], version="0"), *parts[1:]], hashes) != text


def test_hashes_of_packages_are_those_that_the_lock_pins(components):
    lock = json.loads((WEB / "node_modules" / "pyodide" / "pyodide-lock.json").read_text())
    for name in PYODIDE_PACKAGES:
        version, pin = lock["packages"][name]["version"], lock["packages"][name]["sha256"]
        assert components[f"pkg:pypi/{name}@{version}"]["hashes"] == [{"alg": "SHA-256", "content": pin}]


def test_a_file_that_is_not_the_pinned_one_ends_the_build():
    package, files = next(iter(vendored().items()))
    pin = next(iter(files.values()))
    assert pinned(package, pin)
    with pytest.raises(SetupError, match="is not the file that"):
        pinned(package, pin | {"sha256": "0" * 64})


def test_the_page_has_every_part_and_its_text(parts):
    shown = (DIST / "licences.html").read_text()
    for part in parts:
        assert len(part.text) > 20 and shown.count(f"<td>{part.origin}</td>") == 1
    assert "Mozilla Public License" in shown and "Jake Archibald" in shown


def test_words_of_others_are_no_markup():
    shown = page([PART], with_bill=False)
    assert "<b>" not in shown and "Do &amp; let &lt;do&gt;." in shown


def test_only_a_release_leads_to_a_bill():
    assert [page([PART], with_bill=release).count("sbom.cdx.json") for release in (False, True)] == [0, 1]


def test_the_runtime_has_the_licence_of_its_python_package():
    own = distribution("onnxruntime").locate_file("onnxruntime/LICENSE")
    assert text_of("MIT", "onnxruntime-web", WEB / "node_modules") == own.read_text()


def test_an_unknown_licence_ends_the_build():
    with pytest.raises(LicenceError, match="says 'Mine' for its licence"):
        text_of("Mine", "p", WEB / "node_modules")
