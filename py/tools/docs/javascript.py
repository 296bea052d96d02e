"""The reference of the npm package, as Markdown, out of its modules' JSDoc."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..here import WEB, SetupError

# What a site imports, and the module that it gets; last what the page itself has of dist/.
ENTRIES = {
    "mattebox": "package/index.js",
    "mattebox/element": "package/element.js",
    "mattebox/compat": "package/compat.js",
    "mattebox/frame": "package/frame.js",
    "engine/index.js": "engine/index.js",
}
LEAD = """# JavaScript reference

What the modules of the package `mattebox` export, and the engine that the page itself uses, from their own words.
`docs/embed.md` is the guide.
"""
TYPE_NAME = re.compile(r"\b[A-Z]\w+")
IMPORTED = re.compile(r'import\("[^"]+"\)\.')

Told = dict[str, Any]


def reference() -> str:
    return "\n".join([LEAD, *_lines(told())])


def told() -> Told:
    """What javascript.mjs finds."""
    script = Path(__file__).with_suffix(".mjs")
    ended = subprocess.run(["node", script, WEB, *ENTRIES.values()], capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SetupError(f"The modules' documentation cannot be read.\n{ended.stderr}")
    found: Told = json.loads(ended.stdout)
    return found


def _lines(found: Told) -> Iterator[str]:
    shown: set[str] = set()
    for name, module in zip(ENTRIES, found["modules"], strict=True):
        yield f"## {name}\n\n{module['text']}\n"
        again = [f"`{each['name']}`" for each in module["exports"] if each["name"] in shown]
        for each in module["exports"]:
            if each["name"] not in shown:
                said = each["text"] == module["text"]  # a class that is all of its module
                yield from _entry(each | {"text": ""} if said else each, 3)
        shown |= {each["name"] for each in module["exports"]}
        if again:
            yield f"Exports {', '.join(again)}, too.\n"
    yield "## Types\n"
    yield from (line for each in needed(found) for line in _type(each))


def needed(found: Told) -> list[Told]:
    """The types that exports name, and those that these name, by name."""
    types = {each["name"]: each for each in found["types"]}
    waiting, kept = set(TYPE_NAME.findall(json.dumps(found["modules"]))) & types.keys(), dict[str, Told]()
    while waiting:
        name = waiting.pop()
        kept[name] = types[name]
        own = [types[name]["type"], *(each["type"] for each in types[name]["properties"])]
        waiting |= (set(TYPE_NAME.findall(" ".join(own))) & types.keys()) - kept.keys()
    return [kept[name] for name in sorted(kept)]


def _entry(each: Told, level: int) -> Iterator[str]:
    match each["kind"]:
        case "function":
            yield f"{'#' * level} {_call(each)}\n\n{each['text']}\n"
            yield from _bullets(_told_of(each))
        case "class":
            yield f"{'#' * level} {each['name']}\n\n{each['text']}\n"
            values = [one for one in each["members"] if one["kind"] == "value"]
            yield from _bullets(_item(one) for one in values)
            for one in each["members"]:
                if one["kind"] == "function":
                    yield from _entry(one, level + 1)
        case _:
            yield f"{'#' * level} {each['name']}\n\n{each['text']}\n\n```ts\n{_plain(each['type'])}\n```\n"


def _call(each: Told) -> str:
    names = (one["name"] + ("?" if one["optional"] else "") for one in each["parameters"])
    return f"{each['name']}({', '.join(names)})"


def _told_of(each: Told) -> Iterator[str]:
    yield from (_item(one) for one in each["parameters"])
    if returns := each.get("returns"):
        yield f"returns `{_plain(returns['type'])}`{_dash(returns['text'])}"
    for thrown in each["throws"]:
        yield f"throws `{_plain(thrown['type'])}`{_dash(thrown['text'])}"


def _type(each: Told) -> Iterator[str]:
    yield f"### {each['name']}\n\n{each['text']}\n"
    if each["type"]:
        yield f"```ts\n{_plain(each['type'])}\n```\n"
    yield from _bullets(_item(one) for one in each["properties"])


def _item(one: Told) -> str:
    name = one["name"] + ("?" if one.get("optional") else "")
    return f"`{name}`: `{_plain(one['type'])}`{_dash(one['text'])}"


def _bullets(items: Iterator[str]) -> Iterator[str]:
    if lines := [f"* {' '.join(item.split())}" for item in items]:
        yield "\n".join(lines) + "\n"


def _dash(text: str) -> str:
    return f" — {text}" if text else ""


def _plain(type_: str) -> str:
    return IMPORTED.sub("", type_)
