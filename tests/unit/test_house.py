"""The house rules that a machine can check."""

import ast
import json
from pathlib import Path

import pytest

from mattebox.subject import models

PACKAGE = Path(models.__file__).parent
FLOORS = [
    {
        "errors",
        "options",
        "checks",
        "finish",
        "output",
        "fixes",
        "models",
        "box_filter",
        "blocks",
        "geometry",
        "placement",
        "png",
        "icc",
        "srgb",
        "profile",
    },
    {
        "guided_filter",
        "matting_laplacian",
        "contour",
        "edge",
        "foreground",
        "fusion",
        "subjects",
        "veil",
        "solid",
        "advice",
        "spill",
        "trimap",
        "compose",
        "decode",
        "matte",
        "strokes",
        "hints",
        "correct",
        "render",
        "backdrop",
        "shadow",
        "outline",
        "relight",
        "finishing",
        "metadata",
        "export",
        "sight",
    },
    {"pipeline", "live"},
    {"native", "browser", "cli"},
]


def imports(path):
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                yield from ((f"mattebox.{node.module or a.name}") for a in node.names)
            else:
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names)


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda p: p.stem)
def test_modules_import_only_from_their_floor_and_below(path):
    if path.stem == "__init__":
        return
    floor = next(i for i, names in enumerate(FLOORS) if path.stem in names)
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "mattebox":
            assert rest.split(".")[0] in set().union(*FLOORS[: floor + 1]), name
        elif top in {"js", "pyodide", "pyodide_js"}:
            assert path.stem == "browser"
        elif top == "onnxruntime":
            assert path.stem == "native"


def test_models_are_read_by_role(tmp_path):
    tensor = {"width": 8, "height": 8, "multiple": 8, "scale": "none", "mean": [0, 0, 0], "std": [1, 1, 1]}
    entry = {"title": "T", "role": "main", "input": tensor, "output": {"range": "unit"}}
    (tmp_path / "models.json").write_text(json.dumps({"t": entry}))
    spec = models.read(tmp_path / "models.json")["main"]
    assert (spec.name, spec.title, spec.width, spec.std) == ("t", "T", 8, (1, 1, 1))
