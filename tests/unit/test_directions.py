"""Which way imports go: Python by package, JavaScript by folder. A folder not named here is refused."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON, TOOLS, WEB = ROOT / "py" / "mattebox", ROOT / "py" / "tools", ROOT / "web"

OPTIONS = {"errors", "arrays", "options"}
IMAGING = {"errors", "arrays", "imaging"}
MAY_IMPORT = {
    "arrays": set(),
    "errors": set(),
    "options": OPTIONS,
    "imaging": IMAGING,
    "progress": {"errors", "arrays"},
    "graph": {"errors", "graph"},
    "files": OPTIONS | IMAGING | {"progress", "files"},
    "subject": OPTIONS | IMAGING | {"progress", "subject"},
    "finish": OPTIONS | IMAGING | {"progress", "finish"},
    "fixes": OPTIONS | IMAGING | {"progress", "subject", "fixes"},
    "matte": OPTIONS | IMAGING | {"progress", "fixes", "matte"},
}
PIPELINE = OPTIONS | IMAGING | {"progress", "subject", "fixes", "matte"}
MAY_IMPORT |= {
    "low_cache": PIPELINE,
    "pipeline": PIPELINE | {"low_cache"},
    "live": PIPELINE | {"low_cache"},
    "native": PIPELINE | {"pipeline"},
    "own": OPTIONS | IMAGING | {"graph", "subject", "native", "own"},
    "sources": OPTIONS | IMAGING | {"progress", "files"},
    "cutout": PIPELINE | {"files"},
    "recipe": OPTIONS,
    "session": PIPELINE | {"pipeline", "own", "sources", "cutout", "recipe", "files", "finish"},
    "held": PIPELINE | {"pipeline", "low_cache", "live", "files", "finish"},
    "asking": PIPELINE | {"pipeline", "own"},
    "browser": PIPELINE | {"pipeline", "held", "asking", "own", "files", "finish"},
}
SHELL = PIPELINE | {"native", "own", "session", "cutout", "recipe", "files"}
MAY_IMPORT |= {
    "compat": OPTIONS | {"native", "session", "cutout", "compat"},
    "credentials": OPTIONS | {"cutout", "recipe"},
    "catalogue": SHELL | {"catalogue", "credentials"},
    "cli": SHELL | {"catalogue", "credentials", "cli"},
}
ONLY_IN = {
    "js": "browser",
    "pyodide": "browser",
    "pyodide_js": "browser",
    "onnxruntime": "native",
    "platformdirs": "own",
    "c2pa": "credentials",
    "ray": "catalogue",
}

# What runs on one thread imports nothing that runs on another; types, which stand in comments, may come from anywhere.
FACE = "engine/index.js"
GROUND = {"app/store.js", "app/emitter.js", "app/messages"}
HELPERS = GROUND | {"app/ui", FACE}
STATE = HELPERS | {"app/stage", "app/picture", "app/feedback"}
WORKERS = {"engine/shared"}  # for workers of the page's own
FOLDERS = {
    "engine/types.js": set(),
    FACE: {"engine/types.js", "engine/page", "engine/shared", "engine/networks"},
    "engine/shared": set(),
    "engine/networks": set(),
    "engine/heif": {"engine/shared"},
    "engine/inference": {"engine/shared", "engine/networks"},
    "engine/credentials": {"engine/shared"},
    "engine/pixels": {"engine/shared"},
    "embed": {FACE},
    "package": set(),  # a bundler takes it apart: the engine it loads by address
    "engine/smaller": {"engine/shared"},
    "engine/python": {"engine/shared", "engine/heif", "engine/networks"},
    "engine/page": {"engine/shared", "engine/credentials", "engine/networks"},
    "app/store.js": set(),
    "app/emitter.js": set(),
    "app/messages": {"app/store.js"},
    "app/ui": GROUND,
    "app/stage": HELPERS,
    "app/picture": HELPERS,
    "app/feedback": HELPERS,
    "app/save": STATE,
    "app/fix": STATE,
    "app/panel": STATE | {"app/fix"},
    "app/arrivals": STATE | {"app/save"},
    "app/batch": STATE | WORKERS | {"app/save"},
    "app/batch-view": STATE | WORKERS | {"app/batch"},
    "app/models": HELPERS,
    "app/dialogs": STATE | {"app/batch", "app/models"},
}
FOLDERS["app/main.js"] = set(FOLDERS) - {each for each in FOLDERS if each.startswith("engine/")} | {FACE}
FOLDERS["app/start.js"] = {"app/messages", "app/main.js"}
BY_WORKERS = {"wire.js", "trusted.js"}  # all that the page's own workers take of the engine


def python_imports(path: Path) -> Iterator[str]:
    """Modules by their full names; of `from . import x` the module x."""
    package = ["mattebox", *path.relative_to(PYTHON).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def wrong_python(path: Path) -> list[str]:
    own = path.relative_to(PYTHON).parts[0].removesuffix(".py")
    if own == "__init__":
        return []
    wrong = []
    for name in python_imports(path):
        top, *rest = name.split(".")
        if (top == "mattebox" and rest[0] not in MAY_IMPORT[own] | {"__version__"}) or ONLY_IN.get(top, own) != own:
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("path", sorted(PYTHON.rglob("*.py")), ids=lambda p: p.relative_to(PYTHON).as_posix())
def test_python_imports_only_what_lies_below(path: Path) -> None:
    assert wrong_python(path) == []


@pytest.mark.parametrize("path", sorted(TOOLS.rglob("*.py")), ids=lambda p: p.relative_to(TOOLS).as_posix())
def test_tools_know_nothing_of_the_package(path: Path) -> None:
    """They run before it can be installed."""
    named = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = [getattr(node, "module", None) or alias.name for node in named for alias in node.names]
    assert not [name for name in modules if name.split(".")[0] in {"mattebox", "tests", "build"}]


IMPORT = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["'](\.[^"']+)["']""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def folder_of(path: Path) -> str:
    """A module's folder below web/; the module itself where it lies in none of them."""
    name = path.relative_to(WEB)
    alone = len(name.parts) == 2 and name.parts[0] not in {"embed", "package"}
    return (name if alone else name.parent).as_posix()


def wrong_javascript(path: Path) -> list[str]:
    own = folder_of(path)
    wrong = []
    for name in IMPORT.findall(COMMENT.sub("", path.read_text())):
        target = (path.parent / name.split("?")[0]).resolve()
        folder = folder_of(target)
        if folder == own:
            continue
        past_the_face = own.startswith("app/") and folder == "engine/shared" and target.name not in BY_WORKERS
        if folder not in FOLDERS[own] or past_the_face:
            wrong.append(name)
    return wrong


MODULES = sorted(path for top in ("app", "embed", "engine", "package") for path in (WEB / top).rglob("*.js"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(WEB).as_posix())
def test_javascript_imports_only_what_it_may(path: Path) -> None:
    assert wrong_javascript(path) == []


def test_an_import_turned_round_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = {
        PYTHON / "subject" / "fusion.py": "from ..matte import low",
        PYTHON / "imaging" / "grid.py": "from ..options.fixes import Stroke",
        PYTHON / "files" / "png.py": "from ..finish.render import render",
        PYTHON / "native.py": "import js",
        WEB / "engine" / "python" / "decode.js": 'import { Engine } from "../page/client.js";',
        WEB / "engine" / "shared" / "wire.js": 'const { Engine } = await import("../page/client.js");',
        WEB / "app" / "fix" / "fixer.js": 'import { Engine } from "../../engine/page/client.js";',
        WEB / "app" / "batch" / "list.js": 'import { Files } from "../../engine/shared/files.js";',
        WEB / "app" / "ui" / "dom.js": 'import { Viewer } from "../stage/viewer.js";',
    }
    for path, line in turned.items():
        assert path.exists()
        monkeypatch.setattr(Path, "read_text", lambda self, line=line: line)
        found = wrong_python(path) if path.suffix == ".py" else wrong_javascript(path)
        monkeypatch.undo()
        assert len(found) == 1, path


FULL, LONG = 16, 300
CODE = [
    PYTHON,
    TOOLS,
    ROOT / "docs" / "site",
    ROOT / "model",
    WEB / "app",
    WEB / "embed",
    WEB / "engine",
    WEB / "package",
]


@pytest.mark.parametrize("folder", CODE, ids=lambda p: p.name)
def test_no_folder_is_a_corridor(folder: Path) -> None:
    for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        assert sum(path.suffix in {".py", ".js"} for path in each.iterdir()) <= FULL, each


@pytest.mark.parametrize("folder", CODE, ids=lambda p: p.name)
def test_no_module_is_long(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in {".py", ".js"} and path.parent.name != "messages":
            assert len(path.read_text().splitlines()) <= LONG, path
