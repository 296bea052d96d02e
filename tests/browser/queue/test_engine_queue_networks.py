"""Several pictures at once with the real networks: their work overlaps, and no byte changes."""

import itertools
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from at_once import Results, at_once, one_by_one, same, when
from pictures import enlarged


@pytest.fixture(scope="module")
def pictures(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    large = enlarged(photos["astronaut"], 1500, 1000, tmp_path_factory.mktemp("batch") / "large.jpg")
    return [photos["coffee"], large, photos["chelsea"]]


@pytest.fixture(scope="module")
def standard(desk: Page) -> Results:
    """What comes of each picture where nothing else is at work."""
    return one_by_one(desk, "standard")


def test_a_batch_gives_the_same_bytes(desk: Page, standard: Results, pictures: list[Path]) -> None:
    results = at_once(desk, "standard")
    same(results, standard)
    for result, path in zip(results, pictures, strict=True):
        with Image.open(path) as picture:
            size = f"{picture.width}x{picture.height}"
        assert (result["width"], result["height"]) == tuple(int(side) for side in size.split("x"))
        previews = [event for event, _ in result["events"] if " " in event]
        assert previews == [f"source {size}", f"draft {size}", f"final {size}"]
        phases = list(dict.fromkeys(event for event, _ in result["events"] if " " not in event))
        assert phases == ["decode", "draft", "segment", "matte", "encode", "done"]
    ends = [when(result, "done") for result in results]
    assert ends == sorted(ends)
    # A picture is decoded and handed to the networks before the one before it is done, and never three at once.
    for before, after in itertools.pairwise(results):
        assert when(after, "draft") < when(before, "matte")
    for first, third in zip(results, results[2:], strict=False):
        assert when(first, "encode") < when(third, "decode")
    took = when(results[-1], "done") - when(results[0], "decode")
    print(
        f"one by one {sum(result['timings']['total'] for result in standard):.0f} ms, at once {took:.0f} ms, of which"
    )
    print(f"the networks {sum(r['timings']['inference'] + r['timings']['draft_inference'] for r in results):.0f} ms")
