"""Fixtures for every test: where the build puts things, and pictures that are free to use."""

from pathlib import Path

import pytest

import build


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Folder with isnet_small.onnx, u2netp_small.onnx and models.json."""
    if not (build.MODELS / "models.json").exists():
        pytest.fail("the models are not built; run the tests with `python3 build.py test`")
    return build.MODELS


@pytest.fixture(scope="session")
def cache_dir() -> Path:
    """The per-user cache of downloads."""
    return build.CACHE


@pytest.fixture(scope="session")
def photos() -> dict[str, Path]:
    """Public domain and CC0 photographs: astronaut 512×512, chelsea 451×300, coffee 600×400."""
    return {name: build.photo(name) for name in build.PHOTOS}


@pytest.fixture(scope="session")
def eval_dir() -> Path:
    """The evaluation pictures, where they lie beside the project."""
    folder = build.ROOT.parent / "shared" / "eval"
    if not folder.is_dir():
        pytest.skip("no evaluation pictures beside the project (../shared/eval)")
    return folder
