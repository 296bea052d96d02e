"""What a build compresses is kept between clones, and never taken unseen."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from tools import zipped as module
from tools.zipped import KEPT, zipped

LARGE = np.random.default_rng(5).integers(0, 3, KEPT + 1, np.uint8).tobytes()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "CACHE", tmp_path)
    return tmp_path


def test_the_same_bytes_kept_or_not(cache: Path) -> None:
    first = zipped(LARGE, 6)
    assert gzip.decompress(first) == LARGE
    (kept,) = (cache / "zipped").iterdir()
    assert kept.read_bytes() == zipped(LARGE, 6) == first
    assert len(zipped(LARGE, 1)) > len(first)
    assert gzip.decompress(zipped(LARGE[:99], 6)) == LARGE[:99] and len(list((cache / "zipped").iterdir())) == 2


@pytest.mark.parametrize("wrong", [b"", b"not gzip at all", gzip.compress(b"other", mtime=0)])
def test_what_is_not_its_data_is_made_anew(cache: Path, wrong: bytes) -> None:
    first = zipped(LARGE, 6)
    (kept,) = (cache / "zipped").iterdir()
    for bad in (wrong, first[:-9], first[:5000] + b"?" + first[5001:]):
        kept.write_bytes(bad)
        assert zipped(LARGE, 6) == first == kept.read_bytes()
