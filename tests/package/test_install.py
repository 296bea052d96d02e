"""The wheel in a clean virtual environment, without the repository and without a network."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import mattebox
from mattebox import Session
from tools.here import CACHE, ROOT
from tools.packages import PACKAGES
from visible import visible

LICENCE = "model/LICENSE-Apache-2.0.txt"  # of the weights
# The median of five may take so long, in seconds.
IMPORT = 0.4

TIME = """
import json, time
start = time.perf_counter()
import mattebox
print(json.dumps([time.perf_counter() - start, mattebox.__version__, mattebox.__file__]))
"""
CUT = """
import sys, mattebox
source, target = sys.argv[1:]
mattebox.cut(source).save(target)
"""
READ = """
import importlib.metadata, importlib.resources, mattebox
from mattebox.compat.rembg import remove
assert importlib.resources.files("mattebox").joinpath("py.typed").is_file()
assert importlib.metadata.version("mattebox") == mattebox.__version__
assert mattebox.Recipe.preset("sticker").hash and all(getattr(mattebox, name) for name in mattebox.__all__)
"""


@pytest.fixture(scope="module")
def wheel() -> Path:
    made = list(PACKAGES.glob("*.whl"))
    if len(made) != 1:
        pytest.fail("the package is not built; run the tests with `python3 build.py test`")
    return made[0]


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of an environment in which only the package and what it brings are installed, from the cache."""
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-index"]
    subprocess.run([*pip, "--find-links", CACHE / "wheels", wheel], check=True)
    return python


def alone(python: Path, code: str, *arguments: Path) -> str:
    """Without the repository, the user's settings and, where the system can do that, any network."""
    offline = ["unshare", "--net"] if shutil.which("unshare") and os.name == "posix" and os.geteuid() == 0 else []
    command = [*offline, python, "-I", "-c", code, *arguments]
    return subprocess.run(command, cwd=python.parent, check=True, capture_output=True, text=True).stdout


@pytest.mark.timed
def test_importing_takes_no_time(python: Path) -> None:
    told = [json.loads(alone(python, TIME)) for _ in range(5)]
    assert {version for _, version, _ in told} == {mattebox.__version__}
    assert all(Path(file).is_relative_to(python.parent.parent) for _, _, file in told)
    seconds = sorted(seconds for seconds, _, _ in told)
    print(f"import mattebox: {1000 * seconds[2]:.0f} ms, median of five")
    assert seconds[2] <= IMPORT


def test_it_cuts_as_the_sources_do(python: Path, photos: dict[str, Path], models_dir: Path, tmp_path: Path) -> None:
    alone(python, CUT, photos["chelsea"], tmp_path / "out.png")
    with Image.open(tmp_path / "out.png") as image, Session(model=models_dir) as session:
        np.testing.assert_array_equal(visible(np.asarray(image)), visible(session.cut(photos["chelsea"]).rgba))


def test_all_that_is_public_is_there(python: Path) -> None:
    alone(python, READ)


def test_wheel_and_source_hold_what_they_should(wheel: Path) -> None:
    (source,) = PACKAGES.glob("*.tar.gz")
    package = ROOT / "py" / "mattebox"
    wanted = {path.relative_to(ROOT / "py").as_posix() for path in package.rglob("*.py")}
    wanted |= {f"mattebox/networks/{path.name}" for path in (package / "networks").iterdir()} | {"mattebox/py.typed"}
    with zipfile.ZipFile(wheel) as archive:
        assert wanted <= set(archive.namelist())
        assert not [name for name in archive.namelist() if "__pycache__" in name or not name.startswith("mattebox")]
        (metadata,) = (name for name in archive.namelist() if name.endswith("METADATA"))
        text = archive.read(metadata).decode()
    assert f"Version: {mattebox.__version__}\n" in text and "Requires-Dist: onnxruntime" in text
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"py/{name}" for name in wanted} | {"pyproject.toml", "README.md", "LICENSE"} <= names
    assert not [name for name in names if name.startswith(("web", "tests", "model/")) and name != LICENCE]


def test_the_source_makes_the_very_wheel(wheel: Path, tmp_path: Path) -> None:
    (source,) = PACKAGES.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    hatchling = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path]
    subprocess.run(hatchling, cwd=folder, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()
