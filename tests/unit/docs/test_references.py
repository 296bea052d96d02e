"""The references have all that the packages export, in the sources' own words."""

import dataclasses
import re

import pytest

import mattebox
from tools.docs import javascript, python
from tools.here import WEB


def headings(text: str, marks: str) -> list[str]:
    return re.findall(rf"^{marks} (.+)$", text, re.MULTILINE)


@pytest.fixture(scope="module")
def of_python() -> str:
    return python.reference()


@pytest.fixture(scope="module")
def found() -> javascript.Told:
    return javascript.told()


def test_all_that_the_python_package_exports_is_there(of_python: str):
    assert headings(of_python, "##") == sorted({*mattebox.__all__} - {"__version__"})


def test_nothing_in_the_python_reference_is_without_words(of_python: str):
    for part in of_python.split("\n## ")[1:]:
        name, _, text = part.partition("\n")
        assert len(re.sub(r"```.*?```", "", text, flags=re.DOTALL).strip()) > 20, name


def test_fields_have_the_words_of_their_docstrings(of_python: str):
    assert "* `x`, `y`: " in of_python and "* `UnreadableImage`, `RawPicture`, `TooLarge`: " in of_python
    part = of_python.split("\n## Edges\n")[1].split("\n## ")[0]
    for field in dataclasses.fields(mattebox.Edges):
        assert f"* `{field.name}`: " in part
    assert "* `InvalidOption`: a value is out of its range." in part


def test_signatures_are_those_of_the_functions():
    line = python._signature(python.loaded()["cut"].final_target)
    assert line == "def cut(source: Source, *, watcher: Watcher = NOBODY, **wishes: Unpack[Wishes]) -> Cutout"


def test_all_that_the_modules_export_is_there(found: javascript.Told):
    for name, module in zip(javascript.ENTRIES.values(), found["modules"], strict=True):
        source = (WEB / name).read_text()
        exported = set(re.findall(r"^export (?:async )?(?:function\*? |class |const )(\w+)", source, re.MULTILINE))
        exported |= set(" ".join(re.findall(r"^export \{(.*?)\}", source, re.MULTILINE)).replace(",", " ").split())
        assert exported <= {each["name"] for each in module["exports"]}
        assert module["text"]


def test_methods_are_told_and_private_ones_not(found: javascript.Told):
    classes = {
        each["name"]: each for module in found["modules"] for each in module["exports"] if each["kind"] == "class"
    }
    members = {each["name"]: each for each in classes["Mattebox"]["members"]}
    assert {"cut", "refine", "cutAll", "applyMatte", "dispose", "info"} == members.keys()
    assert [each["name"] for each in members["cut"]["parameters"]] == ["source", "options"]
    assert members["cut"]["parameters"][1]["optional"] and members["cut"]["throws"]
    assert {"blob", "width", "alpha", "bounds"} <= {each["name"] for each in classes["MatteboxResult"]["members"]}
    assert {"file", "clear"} <= {each["name"] for each in classes["MatteBoxElement"]["members"]}


def test_every_type_that_is_named_is_told(found: javascript.Told):
    needed = {each["name"]: each for each in javascript.needed(found)}
    assert {"CreateOptions", "Choices", "Finish", "Frame", "Source", "ErrorCode"} <= needed.keys()
    assert "InferenceDuties" not in needed
    options = {each["name"]: each for each in needed["CreateOptions"]["properties"]}
    assert options["base"]["optional"] and "assets" in options["base"]["text"]
