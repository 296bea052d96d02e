"""Fixtures for every test: where the build puts things, and pictures that are free to use."""

from collections.abc import Iterator
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from native_cut import NativeCut
from tools import samples
from tools.here import CACHE, ROOT
from tools.site import MODELS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of tests at once a module stays whole, and pages with the real networks, which want all cores, take turns."""
    for item in items:
        real = item.path.is_relative_to(ROOT / "tests" / "browser") and not item.get_closest_marker("toys")
        item.add_marker(pytest.mark.xdist_group("networks" if real else item.path.stem))


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Folder with models.json, and the graphs and weights of isnet_int8 and u2netp_small."""
    if not (MODELS / "models.json").exists():
        pytest.fail("the models are not built; run the tests with `python3 build.py test`")
    return MODELS


@pytest.fixture(scope="session")
def cache_dir() -> Path:
    """The per-user cache of downloads."""
    return CACHE


@pytest.fixture(scope="session")
def photos() -> dict[str, Path]:
    """Public domain and CC0 photographs: astronaut 512×512, chelsea 451×300, coffee 600×400."""
    return samples.photos()


@pytest.fixture(scope="session")
def native(models_dir: Path) -> Iterator[NativeCut]:
    """What the page has to come to."""
    with NativeCut(models_dir) as native:
        yield native


@pytest.fixture
def heif(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow reads HEIC as it does for the command line, and no more afterwards."""
    Image.init()
    for name in ("ID", "OPEN", "MIME", "EXTENSION", "SAVE", "SAVE_ALL"):
        monkeypatch.setattr(Image, name, type(getattr(Image, name))(getattr(Image, name)))
    pillow_heif.register_heif_opener()


@pytest.fixture(scope="session")
def eval_dir() -> Path:
    """The evaluation pictures, where they lie beside the project."""
    folder = ROOT.parent / "shared" / "eval"
    if not folder.is_dir():
        pytest.skip("no evaluation pictures beside the project (../shared/eval)")
    return folder
