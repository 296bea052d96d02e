"""What a fuzzer has found once breaks nothing any more."""

from pathlib import Path

import pytest

from fuzz_targets import TARGETS

SEEDS = Path(__file__).parents[1] / "data" / "seeds"
FILES = sorted(path for path in SEEDS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_seed(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_each_target_has_seeds_and_seeds_have_a_target() -> None:
    assert {path.parent.name for path in FILES} == set(TARGETS)
