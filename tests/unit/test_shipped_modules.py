"""Browsers get the modules of the package that their shell imports: all of them, and no others."""

import shutil
import subprocess
import sys

import pytest

from tools.here import ROOT
from tools.pyodide import reached

PACKAGE = ROOT / "py" / "mattebox"
# Imports each module of the package, as its functions will when they are called.
IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import mattebox
for each in pkgutil.walk_packages(mattebox.__path__, "mattebox."):
    importlib.import_module(each.name)
assert mattebox.__file__.startswith(sys.argv[1])
"""


# What the page's library leaves of numpy (LEFT_OUT in py/tools/python-image.mjs), and a head that has no neck.
WITHOUT = """
import sys
for name in ("distutils", "f2py", "fft", "ma", "polynomial", "random", "testing"):
    sys.modules[f"numpy.{name}"] = None
import numpy
sys.path.insert(0, sys.argv[1])
from mattebox.finish.placement import head_box
for rows in (39, 40):
    alpha = numpy.zeros((rows, 60), numpy.uint8)
    alpha[8:, 10:50] = 255
    box = head_box(alpha)
    assert (box.left, box.top, box.right) == (10, 8, 50) and box.bottom == min(rows, 8 + 1.35 * 40), box
"""


@pytest.fixture(scope="module")
def names():
    return {path.relative_to(PACKAGE).as_posix() for path in reached(PACKAGE / "browser.py")}


def test_what_only_python_outside_browsers_needs_stays_behind(names):
    natively = {
        "native.py",
        "session.py",
        "cutout.py",
        "recipe.py",
        "sources.py",
        "compat/rembg.py",
        "options/presets.py",
    }
    assert not natively & names
    assert all((PACKAGE / name).exists() for name in natively)
    assert {"__init__.py", "browser.py", "matte/__init__.py", "finish/render.py", "files/decode.py"} <= names


def test_nothing_is_missing(names, tmp_path):
    for name in names:
        target = tmp_path / "mattebox" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKAGE / name, target)
    subprocess.run([sys.executable, "-I", "-c", IMPORT_ALL, tmp_path], check=True)


def test_heads_without_necks_need_nothing_that_browsers_lack():
    subprocess.run([sys.executable, "-I", "-c", WITHOUT, ROOT / "py"], check=True)
