"""The reference of the Python package, as Markdown, out of its docstrings. The package is read, not imported."""

from collections.abc import Iterator
from typing import Any

import griffe

from ..here import ROOT

LEAD = """# Python reference

All that `mattebox` exports, from its docstrings. `docs/library.md` is the guide.
"""
# Sections of a docstring that list things, and how they are headed.
LISTS = {
    "attributes": "Attributes",
    "parameters": "Arguments",
    "returns": "Returns",
    "yields": "Yields",
    "raises": "Raises",
}


def reference() -> str:
    package = loaded()
    return "\n".join([LEAD, *(line for name in exported(package) for line in _entry(name, package[name]))])


def loaded() -> Any:
    """The package as griffe reads it."""
    options: griffe.GoogleOptions = {"returns_multiple_items": False, "returns_named_value": False}
    return griffe.load("mattebox", search_paths=[ROOT / "py"], docstring_parser="google", docstring_options=options)


def exported(package: Any) -> list[str]:
    """What `mattebox.__all__` has but the version: what the package imports from its modules, for type checkers."""
    own = package.path + "."
    return sorted(name for name, each in package.members.items() if each.is_alias and each.target_path.startswith(own))


def _entry(name: str, member: Any) -> Iterator[str]:
    found = member.final_target
    yield f"## {name}\n"
    if found.is_function:
        yield f"```python\n{_signature(found)}\n```\n"
    elif found.is_attribute:
        yield f"```python\n{name}: {found.annotation}\n```\n" if found.annotation else ""
    elif bases := [str(base) for base in found.bases]:
        yield f"A `{'`, `'.join(bases)}`.\n"
    yield from _docstring(found)
    if found.is_class:
        yield from _members(found)


def _members(found: Any) -> Iterator[str]:
    """Methods and properties that have something to say."""
    for name, member in found.members.items():
        if name == "__init__" and member.docstring:
            yield f"### {found.name}(…)\n\n```python\n{_signature(member, found.name)}\n```\n"
            yield from _docstring(member)
        elif name.startswith("_") or member.is_alias or not member.docstring:
            continue
        elif member.is_function:
            yield f"### {found.name}.{name}\n\n```python\n{_signature(member)}\n```\n"
            yield from _docstring(member)
        elif "property" in member.labels:
            yield f"### {found.name}.{name}\n\n```python\n{name}: {member.annotation}\n```\n"
            yield from _docstring(member)


def _signature(function: Any, name: str = "") -> str:
    """A line, or where that would be long a line a parameter."""
    given = [each for each in function.parameters if each.name not in {"self", "cls"}]
    parts = []
    for before, each in zip([None, *given], given, strict=False):
        if each.kind is griffe.ParameterKind.keyword_only and not (before and before.kind is each.kind):
            parts.append("*")
        stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}.get(each.kind, "")
        annotation = f": {each.annotation}" if each.annotation else ""
        default = f" = {each.default}" if each.default is not None and not stars else ""
        parts.append(f"{stars}{each.name}{annotation}{default}")
    start = f"{'async ' if 'async' in function.labels else ''}def {name or function.name}"
    end = f" -> {function.returns}" if function.returns and not name else ""
    line = f"{start}({', '.join(parts)}){end}"
    return line if len(line) < 90 else f"{start}(\n" + "".join(f"    {part},\n" for part in parts) + f"){end}"


def _docstring(found: Any) -> Iterator[str]:
    if not found.docstring:
        return
    for section in found.docstring.parsed:
        kind = section.kind.value
        if kind in LISTS:
            yield f"{LISTS[kind]}:\n"
            yield "".join(f"* {_item(kind, each)}\n" for each in section.value)
        elif kind == "text":
            yield _markdown(section.value) + "\n"
        else:
            raise ValueError(f"{found.path}: a section {kind}, which has no form here")


def _item(kind: str, each: Any) -> str:
    text = " ".join(_markdown(each.description).split())
    if kind in {"returns", "yields"}:
        return text
    name = str(each.annotation).strip("()") if kind == "raises" else each.name
    if name.endswith(","):  # of several that are told of together the first
        name += f" {each.annotation}"
    return f"`{'`, `'.join(name.split(', '))}`: {text}"


def _markdown(text: str) -> str:
    """Of what reStructuredText is used: double backticks, and a block of code after two colons."""
    return text.replace("``", "`").replace("::\n", ":\n")
