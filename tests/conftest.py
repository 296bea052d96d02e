"""Fixtures for every test: where the build puts things, and pictures that are free to use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from native_cut import NativeCut
from tools import samples
from tools.here import CACHE, ROOT
from tools.site import MODELS


class WholeModules(LoadFileScheduling):
    """A module stays whole, and pages with the real networks, which want all cores, take turns."""

    def _split_scope(self, nodeid: str) -> str:
        module = super()._split_scope(nodeid)
        real = module.startswith("tests/browser/") and "pytest.mark.toys" not in (ROOT / module).read_text()
        return "networks" if real else module


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeModules:
    return WholeModules(config, log)


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


@pytest.fixture(scope="session")
def eval_dir() -> Path:
    """The evaluation pictures, where they lie beside the project."""
    folder = ROOT.parent / "shared" / "eval"
    if not folder.is_dir():
        pytest.skip("no evaluation pictures beside the project (../shared/eval)")
    return folder
