"""The package's limits are the pipeline's: what the one takes, the other takes, at the limits and beyond."""

import json
import subprocess
from typing import Any

from mattebox.options.edges import Edges
from mattebox.options.finish import read
from mattebox.options.output import Output
from tools.here import WEB

PLACES = [
    0.001,
    0.004,
    0.01,
    0.02,
    0.1,
    0.2,
    0.5,
    1,
    2,
    10,
    11,
    20,
    21,
    45,
    46,
    90,
    100,
    101,
    180,
    360,
    361,
    2400,
    2401,
    7001,
]
VALUES: list[Any] = [
    0,
    *PLACES,
    *(-each for each in PLACES),
    "#ffcc00",
    "#FFF",
    "red",
    None,
    [],
    [10, 20],
    [10],
    [10, 7001],
]
WORDS = [
    "auto",
    "hair",
    "clean",
    "soft",
    "none",
    "colour",
    "gradient",
    "picture",
    "blur",
    "cover",
    "contain",
    "subject",
    "percent",
]
WORDS += ["px", "centre", "head", "png", "png8", "webp", "jpeg", "mask", "tiff", "camera", "all", "gif", "fast", ""]

SCRIPT = """
import { FIELDS } from "./package/options.js";
const values = JSON.parse(process.argv[1]);
const takes = (check, value) => { try { check("x", value); return true; } catch { return false; } };
const walk = (fields) => Object.entries(fields).flatMap(([name, check]) => {
  if (typeof check === "function") return [[[name], values.map((value) => takes(check, value))]];
  return walk(check).map(([path, all]) => [[name, ...path], all]);
});
console.log(JSON.stringify(walk(FIELDS)));
"""


def packages_view() -> list[tuple[list[str], list[bool]]]:
    values = json.dumps(VALUES + WORDS)
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT, values], capture_output=True, text=True, check=True, cwd=WEB
    )
    return json.loads(ran.stdout)


def takes(path: list[str], value: Any) -> bool:
    kind, *names = path
    try:
        match kind:
            case "edges":
                Edges(**{names[0]: value})
            case "output":
                Output(**{names[0]: value})
            case "finish" if len(names) == 1:
                read({names[0]: value})
            case "finish":
                read({names[0]: {names[1]: value}})
    except (ValueError, TypeError):
        return False
    return True


# A Blob is no JSON, credentials and smaller are made beside it, 0 and 1 are False and True to Python alone, and a
# margin's limit hangs on its unit (see tests/node/package/options.test.mjs).
APART = [["finish", "background", "picture"], ["output", "credentials"]]
APART += [["output", "smaller"], ["output", "lossless"]]
APART += [["finish", "frame", "margin"]]


def test_the_same_values_are_taken() -> None:
    compared = 0
    for path, taken in packages_view():
        if path in APART:
            continue
        pairs = zip(VALUES + WORDS, taken, strict=True)
        assert [value for value, package in pairs if takes(path, value) != package] == [], path
        assert any(taken) and not all(taken), path
        compared += 1
    assert compared > 30
