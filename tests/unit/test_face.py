"""What `import mattebox` offers, and that it costs nothing."""

import ast
import subprocess
import sys

import pytest

import mattebox
from mattebox.errors import MatteboxError
from tools.here import ROOT

NAMES = {
    *("PRESETS", "Background", "Cancelled", "Closer", "Contact", "Cutout", "Edges", "Finish", "Frame", "InvalidOption"),
    *("InvalidSource", "MatteboxError", "NoNetworks", "Notice", "Outline", "Output", "Pick", "RawPicture", "Recipe"),
    *(
        "Session",
        "Shadow",
        "Stroke",
        "Tidy",
        "Tip",
        "TooLarge",
        "TooLong",
        "UnreadableImage",
        "UnusableNetwork",
        "Watcher",
        "WouldOverwrite",
    ),
    *("WouldOverwrite", "__version__", "acut", "cut"),
}


def test_the_public_names():
    assert set(mattebox.__all__) == NAMES, "a name that goes breaks programs; one that comes is for docs/library.md"
    for name in NAMES:
        assert getattr(mattebox, name) is getattr(mattebox, name) and name in dir(mattebox)
    with pytest.raises(AttributeError, match="'mattebox' has no attribute 'remove'"):
        _ = mattebox.remove


def test_type_checkers_see_the_same_names():
    """What they read is never run: it is held to what is."""
    tree = ast.parse((ROOT / "py" / "mattebox" / "__init__.py").read_text())
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    assert {alias.asname for node in block.body for alias in node.names} == NAMES - {"__version__"}


def test_every_public_name_is_explained():
    for name in NAMES - {"__version__", "PRESETS"}:
        assert getattr(mattebox, name).__doc__, name


def test_one_tree_of_errors():
    raised = {each for each in map(mattebox.__getattribute__, NAMES) if isinstance(each, type)} & {
        each for each in vars(mattebox.errors).values() if isinstance(each, type) and issubclass(each, Exception)
    }
    assert raised == {each for each in vars(mattebox.errors).values() if isinstance(each, type)}
    assert all(issubclass(each, MatteboxError) for each in raised)


def test_importing_does_no_work():
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'py')!r}); import mattebox; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout.split()
    own = {name for name in told if name.startswith("mattebox")}
    assert own == {"mattebox"} and not {"numpy", "PIL", "onnxruntime", "asyncio", "json"} & set(told)
